import { isObject, type JsonObject } from '../../json.js';
import type { OpenApiDocument } from '../../openapi/document.js';
import { pointerSegments } from '../../openapi/json-pointer.js';
import { schemaPlace } from '../../openapi/schema.js';
import { closedParent, markOfStatement } from '../compare/compare-documents.js';
import { shapeOf } from '../compare/shape.js';
import { type Statement, statementsOf } from '../compare/statements.js';
import { assumedKeywords, type Mark, markOf } from '../provenance.js';
import { applyKeyword } from './apply-keyword.js';
import { inlinedDocument } from './inlined-document.js';

/**
 * Our document as another one corrects it: what the other confirms or contradicts counts as documented and is said its
 * way, what it adds to operations that we know is added, and the rest stays with its marks. `source` names the other
 * document in the marks.
 */
export function mergeDocuments(
  ours: OpenApiDocument,
  theirs: OpenApiDocument,
  source: string,
): OpenApiDocument {
  const { document, firstCopies } = inlinedDocument(ours);
  const original = statementsOf(ours);
  const own = statementsOf(document);
  const other = statementsOf(theirs);
  const merge = new Merge({ provenance: 'documented', source });
  for (const statement of own.values()) merge.remember(statement, original.get(statement.about) ?? statement);
  for (const statement of own.values()) {
    const found = other.get(statement.about) ?? closedParent(statement, other);
    if (found !== undefined) merge.settle(statement, found, own);
  }
  for (const statement of other.values()) {
    const parent = statement.parent === undefined ? undefined : own.get(statement.parent);
    if (!own.has(statement.about) && parent !== undefined) merge.add(statement, parent);
  }
  merge.writeMarks();
  for (const { about, says, parent, place } of own.values()) {
    const isGone = says === 'is a response' && !other.has(about) && /, response 2..$/.test(about);
    if (isGone && [...other.keys()].some((each) => each.startsWith(`${parent}, response 2`))) {
      Reflect.deleteProperty(asJson(asJson(place.parent?.node).responses), about.slice(-3));
    }
  }
  for (const [name, copy] of firstCopies) Reflect.set(document.components.schemas, name, copy);
  return document;
}

/** The marks of one node: its own, and those of single keywords where they differ. */
interface NodeMarks {
  mark: Mark;
  assumed: Record<string, string>;
}

class Merge {
  readonly #mark: Mark;
  readonly #marks = new Map<object, NodeMarks>();

  constructor(mark: Mark) {
    this.#mark = mark;
  }

  /**
   * Notes the marks of a statement, so that children do not inherit what changes above them. In the `original`, the
   * reference to a schema may have another mark than the schema.
   */
  remember(statement: Statement, original: Statement): void {
    const node = nodeOf(statement);
    if (this.#marks.has(node)) return;
    const marks = { mark: markOf(statement.place), assumed: assumedKeywords(statement.place) };
    this.#marks.set(node, marks);
    if (statement.keyword !== undefined) return;
    const presence = markOfStatement(original);
    if (presence.provenance === 'assumed') {
      if (marks.mark.provenance !== 'assumed') marks.assumed.presence = presence.source;
    } else {
      publish(marks, presence, statement);
      delete marks.assumed.presence;
    }
  }

  /** Takes over what the other document says about a statement of ours. */
  settle(statement: Statement, found: Statement, own: ReadonlyMap<string, Statement>): void {
    this.#document(statement);
    if (found.says === statement.says) return;
    const { about, keyword, place, parent } = statement;
    if (keyword !== undefined) {
      if (found.schema !== undefined) applyKeyword(asJson(place.node), keyword, shapeOf(found.schema));
    } else if (about.endsWith(': credentials')) {
      Reflect.set(place.node, 'security', found.says === 'needed' ? [{ bearerAuth: [] }] : []);
    } else if (isProperty(statement)) {
      setProperty(asJson(place.parent?.node), nameOf(statement), found.says);
    } else if (parent !== undefined && own.has(parent) && 'schema' in place.node) {
      Reflect.set(place.node, 'required', found.says === 'is required');
    }
  }

  /** Adds what only the other document says, below a place that both have. */
  add(statement: Statement, parent: Statement): void {
    const { about, keyword, schema } = statement;
    if (keyword !== undefined) {
      if (schema !== undefined && keyword !== 'type' && keyword !== 'null') {
        applyKeyword(schemaNode(parent), keyword, shapeOf(schema));
      }
      return;
    }
    const node = { ...structuredClone(statement.place.node), ...this.#ownMark() };
    const segments = pointerSegments(statement.pointer);
    if (isProperty(statement)) {
      const target = branchWithProperties(schemaNode(parent));
      target.properties = { ...asJson(target.properties), [nameOf(statement)]: node };
      setProperty(target, nameOf(statement), statement.says);
    } else if (segments.at(-2) === 'responses' || segments.at(-2) === 'headers') {
      const section = segments.at(-2) ?? '';
      const target = asJson(parent.place.node);
      target[section] = { ...asJson(target[section]), [segments.at(-1) ?? '']: node };
    } else if (about.includes(', query parameter ')) {
      const target = asJson(parent.place.node);
      const { parameters } = target;
      target.parameters = [...(Array.isArray(parameters) ? parameters : []), node];
    }
  }

  /** Writes the marks into the document. */
  writeMarks(): void {
    for (const [node, { mark, assumed }] of this.#marks) {
      Reflect.set(node, 'x-provenance', mark.provenance);
      Reflect.set(node, 'x-source', mark.source);
      if (Object.keys(assumed).length > 0) Reflect.set(node, 'x-assumed', assumed);
      else Reflect.deleteProperty(node, 'x-assumed');
    }
  }

  /** Marks a statement as documented; what is assumed beside it in the same node stays assumed. */
  #document(statement: Statement): void {
    const marks = this.#marks.get(nodeOf(statement));
    if (marks === undefined) return;
    const keyword = statement.keyword === undefined ? 'presence' : keywordOf(statement.keyword);
    publish(marks, this.#mark, statement);
    Reflect.deleteProperty(marks.assumed, keyword);
    if (keyword === 'type') Reflect.deleteProperty(nodeOf(statement), 'x-other-reading');
  }

  #ownMark(): JsonObject {
    return { 'x-provenance': this.#mark.provenance, 'x-source': this.#mark.source };
  }
}

/** Gives an assumed node a published mark; each of its facts stays assumed by itself. */
function publish(marks: NodeMarks, mark: Mark, { schema }: Statement): void {
  if (marks.mark.provenance !== 'assumed') return;
  for (const name of schema === undefined ? ['presence'] : ['presence', 'null', ...Object.keys(schema)]) {
    if (!name.startsWith('x-')) marks.assumed[name] ??= marks.mark.source;
  }
  marks.mark = mark;
}

const keywordOf = (keyword: string): string => (keyword === 'values' ? 'enum' : keyword);

/** The node that has the marks of a statement. */
function nodeOf({ place }: Statement): object {
  return place.node;
}

function isProperty({ about, parent, keyword }: Statement): boolean {
  return keyword === undefined && parent !== undefined && about.startsWith(`${parent}.`);
}

const nameOf = ({ pointer }: Statement): string => pointerSegments(pointer).at(-1) ?? '';

function schemaNode({ schema, place }: Statement): JsonObject {
  return asJson((schema?.[schemaPlace] ?? place).node);
}

function branchWithProperties(schema: JsonObject): JsonObject {
  const { anyOf } = schema;
  const branches = Array.isArray(anyOf) ? anyOf.filter(isObject) : [];
  return branches.find(({ properties }) => properties !== undefined) ?? schema;
}

function setProperty(object: JsonObject, name: string, says: string): void {
  const required = Array.isArray(object.required) ? object.required.filter((each) => each !== name) : [];
  object.required = says === 'is required' ? [...required, name] : required;
  if (says !== 'is not a property') return;
  Reflect.deleteProperty(asJson(object.properties), name);
  object.additionalProperties = false;
}

function asJson(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
