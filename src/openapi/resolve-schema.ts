import {
  follow,
  isReference,
  type Mark,
  markOf,
  type PlacedMark,
  requireMark,
} from '../contract/provenance.js';
import { DocumentError } from './document-error.js';
import { pointerTo } from './json-pointer.js';
import type { OpenApiDocument, Reference, SchemaObject } from './openapi-model.js';

/** A schema without references, plain JSON for ajv, in which every node knows where it stands and comes from. */
export interface ResolvedSchema
  extends Omit<
    SchemaObject,
    | 'properties'
    | 'additionalProperties'
    | 'items'
    | 'anyOf'
    | 'x-other-reading'
    | 'x-provenance'
    | 'x-source'
  > {
  properties?: Record<string, ResolvedSchema>;
  additionalProperties?: ResolvedSchema;
  items?: ResolvedSchema;
  anyOf?: ResolvedSchema[];
  'x-other-reading'?: ResolvedSchema;
  /** Of the schema itself; its `pointer` leads to the keywords in the document. */
  'x-mark': PlacedMark;
  /** In a relaxed schema: `anyOf` holds two readings of the same text, and errors are told by the first. */
  'x-first-reading'?: true;
  /** Of the fact that the value is there at all, such as a property of an object. */
  'x-presence': PlacedMark;
}

const PLAIN_KEYWORDS = [
  ...([
    'type',
    'description',
    'format',
    'pattern',
    'const',
    'enum',
    'minimum',
    'maximum',
    'multipleOf',
  ] as const),
  ...(['minLength', 'maxItems', 'default', 'required'] as const),
] as const;
const KNOWN_KEYWORDS: ReadonlySet<string> = new Set([
  ...PLAIN_KEYWORDS,
  ...['properties', 'additionalProperties', 'items', 'anyOf'],
  ...['x-provenance', 'x-source', 'x-assumed', 'x-other-reading'],
]);

/**
 * `schema` with every reference replaced by its target and every node marked. Throws `DocumentError` for an
 * unmarked node, a circular reference, or a keyword that the kit does not know how to relax.
 */
export function resolveSchema(
  document: OpenApiDocument,
  schema: SchemaObject | Reference,
  pointer: string,
  inherited: Mark | undefined,
  parents: readonly string[] = [],
): ResolvedSchema {
  const section = { name: 'schemas', entries: document.components.schemas } as const;
  const presence = requireMark(markOf(schema, inherited, pointer), pointer);
  const { node, pointer: place, mark: found } = follow<SchemaObject>(schema, section, pointer, inherited);
  const mark = requireMark(found, place);
  if (parents.includes(place)) throw new DocumentError(pointer, 'a schema must not contain itself');
  for (const keyword of Object.keys(node)) {
    if (!KNOWN_KEYWORDS.has(keyword)) {
      throw new DocumentError(place, `the kit does not know the schema keyword ${keyword}`);
    }
  }

  const below = (child: SchemaObject | Reference, ...segments: (string | number)[]): ResolvedSchema =>
    resolveSchema(document, child, pointerTo(place, ...segments), mark, [...parents, place]);
  const assumed = { ...node['x-assumed'], ...(isReference(schema) ? schema['x-assumed'] : {}) };
  const { presence: assumedPresence } = assumed;
  const resolved: ResolvedSchema = {
    ...plainKeywords(node),
    'x-mark': { ...mark, pointer: place },
    'x-presence':
      assumedPresence === undefined
        ? { ...presence, pointer }
        : { provenance: 'assumed', source: assumedPresence, pointer },
  };
  if (Object.keys(assumed).length > 0) resolved['x-assumed'] = assumed;
  if (node.properties !== undefined) {
    const entries = Object.entries(node.properties);
    resolved.properties = Object.fromEntries(
      entries.map(([name, child]) => [name, below(child, 'properties', name)]),
    );
  }
  if (node.additionalProperties !== undefined) {
    resolved.additionalProperties = below(node.additionalProperties, 'additionalProperties');
  }
  if (node.items !== undefined) resolved.items = below(node.items, 'items');
  if (node.anyOf !== undefined)
    resolved.anyOf = node.anyOf.map((branch, index) => below(branch, 'anyOf', index));
  const other = node['x-other-reading'];
  if (other !== undefined)
    resolved['x-other-reading'] = below({ 'x-provenance': 'assumed', ...other }, 'x-other-reading');
  return resolved;
}

function plainKeywords(node: SchemaObject): Pick<SchemaObject, (typeof PLAIN_KEYWORDS)[number]> {
  return Object.fromEntries(
    PLAIN_KEYWORDS.flatMap((keyword) => (keyword in node ? [[keyword, node[keyword]]] : [])),
  );
}
