import { isObject } from '../json.js';
import { DocumentError } from '../openapi/document-error.js';
import { mentionOf, type Place, placeAt } from '../openapi/place.js';
import { type Schema, schemaPlace } from '../openapi/schema.js';
import { apiDocument } from './document.js';

/** Where a fact comes from: the seed pages, another published guide page, or nowhere but our best reading. */
export type Provenance = (typeof provenances)[number];
const provenances = ['seed', 'documented', 'assumed'] as const;

/** The provenance of a fact and its source: a guide page, or for an assumed fact a section of `docs/contract.md`. */
export interface Mark {
  provenance: Provenance;
  source: string;
}

/**
 * The mark of a place in the document. Throws `DocumentError` when there is none.
 *
 * A node that has `x-provenance` and `x-source` has this mark. Any other node has the mark of its nearest marked
 * ancestor on the way by which it was reached from the root, where a `$ref` is a step from the referring node to its
 * target: the marks of the target win, otherwise those of the referrer hold, its own or inherited. Ancestors of a target
 * in `components` do not count. So one component can be documented in one place and assumed in another. Besides this,
 * `x-assumed` in a schema marks single keywords of it as assumed.
 */
export function markOf(place: Place): Mark {
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    const own = ownMark(at);
    if (own !== undefined) return own;
  }
  throw new DocumentError(place.pointer, 'it has no x-provenance and inherits none');
}

/** Whether a place is assumed rather than published. */
export function isAssumed(place: Place): boolean {
  return markOf(place).provenance === 'assumed';
}

/** The mark of any place in the document, named by a pointer that may lead straight through references. */
export function provenanceAt(pointer: string): Mark & { pointer: string } {
  const place = placeAt(apiDocument(), pointer);
  return { ...markOf(place), pointer: place.pointer };
}

/** Every mark that speaks about a schema. */
export interface SchemaMarks {
  /** Of the schema itself. */
  mark: Mark;
  /** Of the fact that the value is there at all, such as a property of an object. */
  presence: Mark;
  /** Of keywords that are assumed although the schema is not: the section each is assumed in. */
  assumed: Readonly<Record<string, string>>;
  /** A second schema that the published text admits as well; always assumed. */
  otherReading: { schema: Schema; mark: Mark } | undefined;
}

/** Reads the marks of a schema. Throws `DocumentError` for marks that cannot be read. */
export function marksOf(schema: Schema): SchemaMarks {
  const place = schema[schemaPlace];
  const mention = mentionOf(place);
  const { presence, ...assumed } = { ...assumedKeywords(place), ...assumedKeywords(mention) };
  const mark = markOf(place);
  const other = schema['x-other-reading'];
  return {
    mark,
    presence: presence === undefined ? markOf(mention) : { provenance: 'assumed', source: presence },
    assumed,
    otherReading: isObject(other)
      ? {
          schema: { ...other, [schemaPlace]: place },
          mark: { provenance: 'assumed', source: String(other['x-source'] ?? mark.source) },
        }
      : undefined,
  };
}

function ownMark({ node, pointer }: Place): Mark | undefined {
  const extensions = new Map<string, unknown>(Object.entries(node));
  const provenance = extensions.get('x-provenance');
  const source = extensions.get('x-source');
  if (provenance === undefined && source === undefined) return undefined;
  if (!isProvenance(provenance) || typeof source !== 'string') {
    throw new DocumentError(
      pointer,
      `x-provenance (${provenances.join(', ')}) and x-source must stand together`,
    );
  }
  return { provenance, source };
}

/** The keywords that a node itself marks as assumed, each with its section; `presence`: that the property is there at all. */
export function assumedKeywords({ node }: Place): Record<string, string> {
  const assumed: unknown = 'x-assumed' in node ? node['x-assumed'] : undefined;
  return isObject(assumed)
    ? Object.fromEntries(Object.entries(assumed).map(([keyword, source]) => [keyword, String(source)]))
    : {};
}

function isProvenance(value: unknown): value is Provenance {
  return provenances.some((known) => known === value);
}
