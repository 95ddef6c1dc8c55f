import { type Schema, schemaPlace } from '../openapi/schema.js';
import { isAssumed, marksOf } from './provenance.js';

/**
 * The schema without everything that is assumed: an assumed schema accepts anything, an assumed property may be missing,
 * renamed or of another type, an assumed keyword is dropped, and a second reading of the published text is accepted
 * beside the first. An assumed branch of `anyOf` stays as it is, since it only permits more. Whatever the full schema
 * accepts, this one accepts.
 */
export function relaxSchema(schema: Schema): Schema {
  const place = schema[schemaPlace];
  const { mark, assumed, otherReading } = marksOf(schema);
  if (mark.provenance === 'assumed') return { [schemaPlace]: place };
  const kept = { ...schema };
  for (const keyword of Object.keys(assumed)) {
    if (isRelaxable(keyword)) delete kept[keyword];
  }
  const { properties, required, items, additionalProperties, anyOf } = schema;
  if (properties !== undefined) {
    const entries = Object.entries(properties);
    kept.properties = Object.fromEntries(entries.map(([name, child]) => [name, relaxSchema(child)]));
  }
  if (required !== undefined)
    kept.required = required.filter((name) => !isPresenceAssumed(properties?.[name]));
  if (items !== undefined) kept.items = relaxSchema(items);
  if (typeof additionalProperties === 'object') kept.additionalProperties = relaxSchema(additionalProperties);
  if (anyOf !== undefined) {
    kept.anyOf = anyOf.map((branch) => (isAssumed(branch[schemaPlace]) ? branch : relaxSchema(branch)));
  }
  if (otherReading === undefined) return kept;
  delete kept['x-other-reading'];
  return { anyOf: [kept, otherReading.schema], 'x-first-reading': true, [schemaPlace]: place };
}

function isPresenceAssumed(property: Schema | undefined): boolean {
  return property !== undefined && marksOf(property).presence.provenance === 'assumed';
}

const relaxable = [
  ...(['type', 'format', 'pattern', 'const', 'enum'] as const),
  ...(['minimum', 'maximum', 'multipleOf', 'minLength', 'maxItems'] as const),
] as const;

function isRelaxable(keyword: string): keyword is (typeof relaxable)[number] {
  return relaxable.some((known) => known === keyword);
}
