import { follow, type Mark, markOf, requireMark } from '../src/contract/provenance.js';
import { pointerTo } from '../src/openapi/json-pointer.js';
import type {
  HeaderObject,
  Marks,
  OpenApiDocument,
  OperationObject,
  Reference,
  ResponseObject,
  SchemaObject,
} from '../src/openapi/openapi-model.js';

export type FactKind = 'operation' | 'parameter' | 'answer' | 'header' | 'property' | 'keyword' | 'remark';

/** One thing that the OpenAPI document says, with the mark that holds there. */
export interface Fact extends Mark {
  kind: FactKind;
  /** What the fact is about: an operation id, a status, a header, or a schema. */
  subject: string;
  /** The parameter, property or keyword; for a remark the sentence; empty where the subject says it all. */
  detail: string;
  /** Operations in which it holds; for what is in an error's body, the status of the error. */
  places: string[];
}

/** Where a walk is: the schema that it is in, the mark that came down to it, and the operation or status it serves. */
interface Spot {
  subject: string;
  path: string;
  place: string;
  pointer: string;
  mark: Mark | undefined;
}

/** Every marked fact of the document, in its order; a fact that several operations share stands once. */
export function documentFacts(document: OpenApiDocument): Fact[] {
  const walk = new Walk(document);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      walk.operation(operation, `${method.toUpperCase()} ${path}`);
    }
  }
  for (const [name, { post }] of Object.entries(document.webhooks)) walk.operation(post, `webhook ${name}`);
  return [...walk.facts.values()];
}

class Walk {
  readonly facts = new Map<string, Fact>();
  readonly #document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  operation(operation: OperationObject, detail: string): void {
    const { operationId: place } = operation;
    const mark = markOf(operation, undefined, place);
    this.#add('operation', { subject: place, path: '', place, pointer: place, mark }, detail);
    this.#remarks(operation, { subject: place, path: '', place, pointer: place, mark });
    const { parameters, responses, headers } = this.#document.components;
    for (const entry of operation.parameters ?? []) {
      const { node, ...at } = follow(entry, { name: 'parameters', entries: parameters }, place, mark);
      const spot = { ...at, subject: `${node.in} parameter \`${node.name}\``, path: '', place };
      this.#add('parameter', spot, '');
      this.#remarks(node, spot);
      this.#schema(node.schema, { ...spot, pointer: pointerTo(at.pointer, 'schema') });
    }
    for (const { schema, ...marks } of Object.values(operation.requestBody?.content ?? {})) {
      this.#schema(schema, {
        subject: place,
        path: '',
        place,
        pointer: place,
        mark: markOf(marks, mark, place),
      });
    }
    for (const [status, entry] of Object.entries(operation.responses)) {
      if (status === 'default' || status === '2XX') continue;
      const found = follow<ResponseObject>(entry, { name: 'responses', entries: responses }, place, mark);
      this.#response(found.node, status, { ...found, subject: `answer ${status}`, path: '', place }, headers);
    }
  }

  #response(node: ResponseObject, status: string, spot: Spot, entries: Record<string, HeaderObject>): void {
    this.#add('answer', spot, '');
    this.#remarks(node, spot);
    for (const [name, entry] of Object.entries(node.headers ?? {})) {
      const found = follow(entry, { name: 'headers', entries }, spot.pointer, spot.mark);
      const header = { ...found, subject: `header \`${name}\``, path: '', place: spot.place };
      this.#add('header', header, '');
      this.#remarks(found.node, header);
    }
    const place = /^[45]/.test(status) ? `answer ${status}` : spot.place;
    for (const { schema, ...marks } of Object.values(node.content ?? {})) {
      this.#schema(schema, { ...spot, place, mark: markOf(marks, spot.mark, spot.pointer) });
    }
  }

  #schema(entry: SchemaObject | Reference, above: Spot): void {
    const { schemas } = this.#document.components;
    const found = follow(entry, { name: 'schemas', entries: schemas }, above.pointer, above.mark);
    const referred = '$ref' in entry;
    const spot: Spot = { ...above, pointer: found.pointer, mark: found.mark };
    if (referred) this.#keywords(entry, above);
    if (referred && (found.node.properties ?? found.node.anyOf) !== undefined) {
      spot.subject = `\`${found.pointer.slice(found.pointer.lastIndexOf('/') + 1)}\``;
      spot.path = '';
    }
    const { node } = found;
    this.#keywords(node, spot);
    this.#remarks(node, spot);
    if (node['x-other-reading'] !== undefined) {
      const source = node['x-other-reading']['x-source'] ?? requireMark(spot.mark, spot.pointer).source;
      this.#add('keyword', { ...spot, mark: { provenance: 'assumed', source } }, 'type');
    }
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const inner = { ...spot, path: spot.path === '' ? name : `${spot.path}.${name}` };
      const { mark } = follow(property, { name: 'schemas', entries: schemas }, spot.pointer, spot.mark);
      this.#add('property', { ...inner, mark }, inner.path);
      this.#schema(property, inner);
    }
    for (const one of node.anyOf ?? []) this.#schema(one, spot);
    if (node.items !== undefined) this.#schema(node.items, { ...spot, path: `${spot.path}[]` });
  }

  #keywords({ 'x-assumed': assumed }: SchemaObject | Reference, spot: Spot): void {
    for (const [keyword, source] of Object.entries(assumed ?? {})) {
      this.#add('keyword', { ...spot, mark: { provenance: 'assumed', source } }, keyword);
    }
  }

  /** A description says in a sentence what of a published fact is assumed where no keyword could carry the mark. */
  #remarks({ description }: Marks & { description?: string }, spot: Spot): void {
    if (spot.mark?.provenance === 'assumed') return;
    for (const sentence of description?.split(/(?<=\.)\s+/) ?? []) {
      if (sentence.includes('assumed')) this.#add('remark', spot, sentence);
    }
  }

  #add(kind: FactKind, { subject, path, place, pointer, mark }: Spot, detail: string): void {
    const { provenance, source } = requireMark(mark, pointer);
    const about =
      (kind === 'keyword' || kind === 'remark') && path !== '' ? `${subject} \`${path}\`` : subject;
    const key = JSON.stringify([kind, about, detail, provenance, source]);
    const known = this.facts.get(key);
    if (known === undefined) {
      this.facts.set(key, { kind, subject: about, detail, provenance, source, places: [place] });
    } else if (!known.places.includes(place)) known.places.push(place);
  }
}
