import { type Schema, schemaPlace } from '../../openapi/schema.js';

/** A schema in the one form in which two documents are compared, whatever keywords they are written with. */
export interface Shape {
  schema: Schema;
  /** Without `null`; empty when anything is allowed. */
  types: string[];
  nullable: boolean;
  /** By keyword, as text. */
  keywords: Map<string, string>;
  properties: Map<string, { shape: Shape; required: boolean }>;
  /** Whether an object has no other properties. */
  closed: boolean;
  items: Shape | undefined;
}

const BOUNDS = ['multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const;

/** The shape of a schema: `allOf` merged, `anyOf` and `oneOf` united, `const` as an enum of one value. */
export function shapeOf(schema: Schema): Shape {
  const { allOf = [], anyOf = schema.oneOf ?? [], properties = {}, required = [] } = schema;
  const types = [schema.type ?? []].flat();
  const values = schema.const === undefined ? schema.enum : [schema.const];
  const own: Shape = {
    schema,
    types: types.filter((type) => type !== 'null').sort(),
    nullable: types.includes('null') || values?.includes(null) === true,
    keywords: keywordsOf(schema, values),
    properties: new Map(
      Object.entries(properties).map(([name, child]) => [
        name,
        { shape: shapeOf(child), required: required.includes(name) },
      ]),
    ),
    closed: schema.additionalProperties === false,
    items: schema.items && shapeOf(schema.items),
  };
  const united = anyOf.length === 0 ? [] : [union(schema, anyOf.map(shapeOf))];
  return [...allOf.map(shapeOf), ...united].reduce(intersection, own);
}

/** Whether a schema allows null and nothing else, as frameworks describe a response without a body. */
export function isOnlyNull({ nullable, types, keywords, properties }: Shape): boolean {
  const isEmptyEnum = keywords.get('values') === '';
  return nullable && (isEmptyEnum || (types.length === 0 && properties.size === 0));
}

function keywordsOf(schema: Schema, values: unknown[] | undefined): Map<string, string> {
  const keywords = new Map<string, string>();
  if (values !== undefined) {
    const known = values.filter((value) => value !== null).map((value) => JSON.stringify(value));
    keywords.set('values', known.sort().join(', '));
  }
  if (schema.format !== undefined) keywords.set('format', schema.format);
  else if (schema.pattern !== undefined) keywords.set('pattern', schema.pattern);
  for (const [keyword, bound] of [
    ['minimum', lowerBound(schema)],
    ['maximum', upperBound(schema)],
    ...BOUNDS.map((name) => [name, schema[name]] as const),
  ] as const) {
    if (bound !== undefined) keywords.set(keyword, String(bound));
  }
  if (schema.default !== undefined) keywords.set('default', JSON.stringify(schema.default));
  return keywords;
}

/** Validation libraries add the bounds of exact integers, which say nothing about the API. */
function lowerBound({ minimum, exclusiveMinimum, type }: Schema): number | string | undefined {
  if (exclusiveMinimum !== undefined)
    return type === 'integer' ? exclusiveMinimum + 1 : `above ${exclusiveMinimum}`;
  return minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
}

function upperBound({ maximum, exclusiveMaximum, type }: Schema): number | string | undefined {
  if (exclusiveMaximum !== undefined)
    return type === 'integer' ? exclusiveMaximum - 1 : `below ${exclusiveMaximum}`;
  return maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
}

/** What is true of every branch; the null branch only makes the others nullable. */
function union(schema: Schema, branches: readonly Shape[]): Shape {
  const others = branches.filter((branch) => !isOnlyNull(branch));
  const [first, ...rest] = others;
  if (first === undefined) return { ...shapeOf({ [schemaPlace]: schema[schemaPlace] }), nullable: true };
  const united = rest.reduce(either, first);
  return { ...united, schema, nullable: united.nullable || others.length < branches.length };
}

function either(one: Shape, other: Shape): Shape {
  const names = new Set([...one.properties.keys(), ...other.properties.keys()]);
  return {
    schema: one.schema,
    types: [...new Set([...one.types, ...other.types])].sort(),
    nullable: one.nullable || other.nullable,
    keywords: new Map([...one.keywords].filter(([name, value]) => other.keywords.get(name) === value)),
    properties: new Map(
      [...names].flatMap((name) => {
        const [a, b] = [one.properties.get(name), other.properties.get(name)];
        if (a === undefined || b === undefined) {
          const only = a ?? b;
          return only === undefined ? [] : [[name, { shape: only.shape, required: false }] as const];
        }
        return [[name, { shape: either(a.shape, b.shape), required: a.required && b.required }] as const];
      }),
    ),
    closed: one.closed && other.closed,
    items: one.items && other.items && either(one.items, other.items),
  };
}

function intersection(one: Shape, other: Shape): Shape {
  return {
    schema: one.schema,
    types: one.types.length === 0 ? other.types : one.types,
    nullable: one.nullable || other.nullable,
    keywords: new Map([...other.keywords, ...one.keywords]),
    properties: new Map([...other.properties, ...one.properties]),
    closed: one.closed || other.closed,
    items: one.items ?? other.items,
  };
}
