import { generateSync, type JsonSchema } from 'json-schema-faker';
import type { Schema } from './schema.js';

const MAX_ITEMS = 3;
const FIRST_INSTANT_MS = Date.UTC(2024, 0, 1);
const SPAN_MS = 365 * 86_400_000;

/** A value that fits a schema; the same for the same seed, an integer. Lists are short. */
export function generateValue(schema: Schema, seed: number): unknown {
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
  'maxLength',
  'required',
] as const;

/** The schema for the generator, which would follow the pattern of a schema that has a format as well. */
function plainSchema(schema: Schema): JsonSchema {
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

/** A date-time in UTC with milliseconds. */
function instant(fraction: number): string {
  return new Date(FIRST_INSTANT_MS + Math.floor(fraction * SPAN_MS)).toISOString();
}
