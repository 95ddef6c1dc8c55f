import { apiDocument } from '../contract/document.js';
import type { SchemaName } from '../contract/names.js';
import type { Mark } from '../contract/provenance.js';
import type { Strength } from '../contract/relaxed-schema.js';
import { judgeValue } from '../contract/schema-judge.js';
import { pointerTo } from './json-pointer.js';
import { type ResolvedSchema, resolveSchema } from './resolve-schema.js';
import type { Violation } from './violation.js';

const BY_ITSELF: Mark = { provenance: 'documented', source: 'the places that use it' };

const resolved = new Map<SchemaName, ResolvedSchema>();

/**
 * A named schema of the document, references resolved. The few that carry no mark of their own, since they are
 * documented in one place and assumed in another, are taken as documented here.
 */
export function namedSchema(name: SchemaName): ResolvedSchema {
  let schema = resolved.get(name);
  if (schema === undefined) {
    const pointer = pointerTo('/components/schemas', name);
    schema = resolveSchema(apiDocument(), { $ref: `#${pointer}` }, pointer, BY_ITSELF);
    resolved.set(name, schema);
  }
  return schema;
}

/** Every difference between a value and a named schema, such as a webhook's body and `GradingWebhook`. */
export function validatePayload(
  name: SchemaName,
  value: unknown,
  strength: Strength = 'default',
): Violation[] {
  return judgeValue(namedSchema(name), value, strength, name);
}
