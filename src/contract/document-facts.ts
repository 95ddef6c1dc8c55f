import type { OpenApiDocument } from '../openapi/document.js';
import type { Operation, OperationResponse } from '../openapi/operation.js';
import { documentOperations } from '../openapi/operations.js';
import { mentionOf, type Place } from '../openapi/place.js';
import { type Schema, schemaPlace } from '../openapi/schema.js';
import { assumedKeywords, type Mark, markOf, marksOf } from './provenance.js';

export type FactKind = 'operation' | 'parameter' | 'response' | 'header' | 'property' | 'keyword' | 'remark';

/** One thing that the OpenAPI document says, with its mark. */
export interface Fact extends Mark {
  kind: FactKind;
  /** What the fact is about: an operation id, a status, a header, or a schema. */
  subject: string;
  /** The parameter, property or keyword; for a remark the sentence; empty where the subject is enough. */
  detail: string;
  /** The operations it applies to; for the body of an error, the status of the error. */
  usedBy: string[];
}

/** The position of a walk: the fact's subject, the path in its schema, and the operation or status that uses it. */
interface Position {
  subject: string;
  path: string;
  usedBy: string;
}

/** Every marked fact of the document, in its order; a fact that several operations share is listed once. */
export function documentFacts(document: OpenApiDocument): Fact[] {
  const walk = new Walk();
  for (const operation of documentOperations(document)) {
    walk.operation(operation, `${operation.method.toUpperCase()} ${operation.path}`);
  }
  for (const operation of documentOperations(document, 'webhooks')) {
    walk.operation(operation, `webhook ${operation.path}`);
  }
  return [...walk.facts.values()];
}

class Walk {
  readonly facts = new Map<string, Fact>();

  operation({ id, place, description, parameters, requestBody, responses }: Operation, detail: string): void {
    const at = { subject: id, path: '', usedBy: id };
    this.#add('operation', at, markOf(place), detail);
    this.#remarks(at, place, description);
    for (const parameter of parameters) {
      const subject = `${parameter.in} parameter \`${parameter.name}\``;
      this.#part('parameter', { ...at, subject }, parameter.place, parameter.description);
      this.#schema(parameter.schema, { ...at, subject });
    }
    if (requestBody !== null) this.#schema(requestBody.schema, at);
    for (const response of responses) {
      if (response.status !== 'default' && response.status !== '2XX') this.#response(response, id);
    }
  }

  #response({ status, place, description, headers, content }: OperationResponse, usedBy: string): void {
    const at = { subject: `response ${status}`, path: '', usedBy };
    this.#part('response', at, place, description);
    for (const header of headers) {
      this.#part('header', { ...at, subject: `header \`${header.name}\`` }, header.place, header.description);
    }
    const isError = /^[45]/.test(status);
    if (content !== null) this.#schema(content.schema, { ...at, usedBy: isError ? at.subject : usedBy });
  }

  #part(kind: FactKind, at: Position, place: Place, description: string): void {
    this.#add(kind, at, markOf(place), '');
    this.#remarks(at, place, description);
  }

  #schema(schema: Schema, above: Position): void {
    const place = schema[schemaPlace];
    const mention = mentionOf(place);
    const at = { ...above };
    if (mention !== place) {
      this.#keywords(mention, above);
      if ((schema.properties ?? schema.anyOf) !== undefined) {
        at.subject = `\`${place.pointer.slice(place.pointer.lastIndexOf('/') + 1)}\``;
        at.path = '';
      }
    }
    this.#keywords(place, at);
    this.#remarks(at, place, schema.description);
    const { otherReading } = marksOf(schema);
    if (otherReading !== undefined) this.#add('keyword', at, otherReading.mark, 'type');
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const inner = { ...at, path: at.path === '' ? name : `${at.path}.${name}` };
      this.#add('property', inner, markOf(property[schemaPlace]), inner.path);
      this.#schema(property, inner);
    }
    for (const branch of schema.anyOf ?? []) this.#schema(branch, at);
    if (schema.items !== undefined) this.#schema(schema.items, { ...at, path: `${at.path}[]` });
  }

  #keywords(place: Place, at: Position): void {
    for (const [keyword, source] of Object.entries(assumedKeywords(place))) {
      this.#add('keyword', at, { provenance: 'assumed', source }, keyword);
    }
  }

  /** A description says in a sentence which part of a published fact is assumed where no keyword can have the mark. */
  #remarks(at: Position, place: Place, description = ''): void {
    const mark = markOf(place);
    if (mark.provenance === 'assumed') return;
    for (const sentence of description.split(/(?<=\.)\s+/)) {
      if (sentence.includes('assumed')) this.#add('remark', at, mark, sentence);
    }
  }

  #add(
    kind: FactKind,
    { subject, path, usedBy }: Position,
    { provenance, source }: Mark,
    detail: string,
  ): void {
    const about =
      (kind === 'keyword' || kind === 'remark') && path !== '' ? `${subject} \`${path}\`` : subject;
    const key = JSON.stringify([kind, about, detail, provenance, source]);
    const known = this.facts.get(key);
    if (known === undefined) {
      this.facts.set(key, { kind, subject: about, detail, provenance, source, usedBy: [usedBy] });
    } else if (!known.usedBy.includes(usedBy)) known.usedBy.push(usedBy);
  }
}
