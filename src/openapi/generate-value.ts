import { generateSync, type JsonSchema } from 'json-schema-faker';
import type { ResolvedSchema } from './resolve-schema.js';

const MAX_ITEMS = 3;
const FIRST_INSTANT_MS = Date.UTC(2024, 0, 1);
const SPAN_MS = 365 * 86_400_000;

/** A value that a schema of the document describes; the same for the same seed, an integer. Lists are short. */
export function generateValue(schema: ResolvedSchema, seed: number): unknown {
  return generateSync(plainSchema(schema), {
    seed,
    alwaysFakeOptionals: true,
    minItems: 1,
    maxItems: MAX_ITEMS,
    formats: { 'date-time': (random) => instant(random.next()) },
  });
}

const KEYWORDS = [
  'type',
  'format',
  'enum',
  'const',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'required',
] as const;

/** The schema as the generator understands it: of a format and a pattern it would follow the wrong one. */
function plainSchema(schema: ResolvedSchema): JsonSchema {
  const { properties, items, anyOf, format, pattern } = schema;
  return {
    ...Object.fromEntries(KEYWORDS.flatMap((name) => (name in schema ? [[name, schema[name]]] : []))),
    ...(pattern !== undefined && format === undefined && { pattern }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, plainSchema(child)]),
      ),
    }),
    ...(items !== undefined && { items: plainSchema(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(plainSchema) }),
  };
}

/** A moment as the API writes it: in UTC with milliseconds. */
function instant(fraction: number): string {
  return new Date(FIRST_INSTANT_MS + Math.floor(fraction * SPAN_MS)).toISOString();
}
