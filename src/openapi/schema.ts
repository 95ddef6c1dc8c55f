import type { Reference, SchemaObject } from './document.js';
import { DocumentError } from './document-error.js';
import { childPlace, followed, type Place, rootPlace } from './place.js';

/** The place of a schema in its document. The key is a symbol, so that ajv does not read it as a keyword. */
export const schemaPlace: unique symbol = Symbol('place');

/** A schema in which every reference is replaced by its target: plain JSON for ajv. */
export interface Schema
  extends Omit<SchemaObject, 'properties' | 'additionalProperties' | 'items' | 'anyOf' | 'oneOf' | 'allOf'> {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  [schemaPlace]: Place;
}

/** Resolves the schema at `at`. Throws `DocumentError` for a circular reference or an unknown target. */
export function resolveSchema(
  document: object,
  at: Place<SchemaObject | Reference>,
  parents: readonly object[] = [],
): Schema {
  const found = followed<SchemaObject>(document, at);
  const { node } = found;
  if (parents.includes(node)) throw new DocumentError(at.pointer, 'a schema must not contain itself');
  const below = (child: SchemaObject | Reference, ...segments: (string | number)[]): Schema =>
    resolveSchema(document, childPlace(found, child, ...segments), [...parents, node]);
  const { properties, additionalProperties, items, anyOf, oneOf, allOf, ...keywords } = node;
  const resolved: Schema = { ...keywords, [schemaPlace]: found };
  if (properties !== undefined) {
    const entries = Object.entries(properties);
    resolved.properties = Object.fromEntries(
      entries.map(([name, child]) => [name, below(child, 'properties', name)]),
    );
  }
  if (typeof additionalProperties === 'boolean') resolved.additionalProperties = additionalProperties;
  else if (additionalProperties !== undefined)
    resolved.additionalProperties = below(additionalProperties, 'additionalProperties');
  if (items !== undefined) resolved.items = below(items, 'items');
  for (const [keyword, branches] of Object.entries({ anyOf, oneOf, allOf })) {
    if (branches !== undefined)
      Object.assign(resolved, { [keyword]: branches.map((branch, index) => below(branch, keyword, index)) });
  }
  return resolved;
}

/** A schema that stands by itself, outside any document. */
export function standaloneSchema(schema: SchemaObject): Schema {
  return resolveSchema(schema, rootPlace(schema));
}
