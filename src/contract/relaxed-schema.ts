import type { ResolvedSchema } from '../openapi/resolve-schema.js';

/** `strict` holds an answer to everything in the document, `default` only to what is seed or documented. */
export type Strength = 'default' | 'strict';

/**
 * The schema with everything assumed taken out of it: an assumed schema accepts anything, an assumed property may be
 * missing, renamed or of another type, an assumed keyword is dropped, and a second reading of the published text is
 * accepted beside the first. An assumed alternative of `anyOf` stays as it is, since it only permits more. Whatever the
 * full schema accepts, this one accepts.
 */
export function relaxSchema(schema: ResolvedSchema): ResolvedSchema {
  if (isAssumed(schema)) return bare(schema);
  const kept = { ...schema };
  for (const keyword of Object.keys(schema['x-assumed'] ?? {})) {
    if (isDroppable(keyword)) delete kept[keyword];
  }
  const { properties, required } = schema;
  if (properties !== undefined) {
    const entries = Object.entries(properties);
    kept.properties = Object.fromEntries(entries.map(([name, child]) => [name, relaxSchema(child)]));
  }
  if (required !== undefined) {
    kept.required = required.filter((name) => properties?.[name]?.['x-presence'].provenance !== 'assumed');
  }
  if (schema.items !== undefined) kept.items = relaxSchema(schema.items);
  if (schema.additionalProperties !== undefined) {
    kept.additionalProperties = relaxSchema(schema.additionalProperties);
  }
  if (schema.anyOf !== undefined) {
    kept.anyOf = schema.anyOf.map((branch) => (isAssumed(branch) ? branch : relaxSchema(branch)));
  }
  const other = schema['x-other-reading'];
  if (other === undefined) return kept;
  delete kept['x-other-reading'];
  return { ...bare(schema), anyOf: [kept, other], 'x-first-reading': true };
}

function isAssumed(schema: ResolvedSchema): boolean {
  return schema['x-mark'].provenance === 'assumed';
}

function bare(schema: ResolvedSchema): ResolvedSchema {
  const { 'x-mark': mark, 'x-presence': presence } = schema;
  return { 'x-mark': mark, 'x-presence': presence };
}

type DroppableKeyword = (typeof DROPPABLE)[number];
const DROPPABLE = [
  ...([
    'type',
    'format',
    'pattern',
    'const',
    'enum',
    'minimum',
    'maximum',
    'multipleOf',
    'minLength',
  ] as const),
  ...(['maxItems'] as const),
] as const;

function isDroppable(keyword: string): keyword is DroppableKeyword {
  const keywords: readonly string[] = DROPPABLE;
  return keywords.includes(keyword);
}
