import type { OpenApiDocument } from '../openapi/document.js';
import { rootPlace } from '../openapi/place.js';
import { resolveSchema, type Schema } from '../openapi/schema.js';
import { apiDocument } from './document.js';
import type { SchemaName } from './names.js';
import { judgeValue, type Strength, type Violation } from './response-validator.js';

/** The few schemas without a mark, which are documented in one place and assumed in another, count as documented here. */
const byItself = rootPlace({ 'x-provenance': 'documented', 'x-source': 'the places that use it' });

const resolved = new WeakMap<OpenApiDocument, Map<SchemaName, Schema>>();

/** A named schema of the document in force, with every reference resolved. */
export function namedSchema(name: SchemaName): Schema {
  const document = apiDocument();
  const known = resolved.get(document) ?? new Map<SchemaName, Schema>();
  resolved.set(document, known);
  let schema = known.get(name);
  if (schema === undefined) {
    const node = { $ref: `#/components/schemas/${name}` };
    schema = resolveSchema(document, { node, pointer: '', parent: byItself });
    known.set(name, schema);
  }
  return schema;
}

/** Every difference between a value and a named schema, such as the body of a webhook and `GradingWebhook`. */
export function validatePayload(
  name: SchemaName,
  value: unknown,
  strength: Strength = 'default',
): Violation[] {
  return judgeValue(namedSchema(name), value, strength, name);
}
