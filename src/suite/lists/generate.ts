import fc from 'fast-check';
import { generateSync } from 'json-schema-faker';
import { operation } from '../../contract/operations.js';
import type { Parameter } from '../../openapi/operation.js';
import type { OperationId } from '../client/operations.js';

/** A generated query, and the parameter that is wrong in it when one is. */
export interface GeneratedQuery {
  operation: OperationId;
  query: Record<string, string>;
  wrong?: string;
}

/** Values that a human or a program would hardly send, but that the schema allows: bounded where a database is. */
const tame = { maximum: 2_000_000_000, maxLength: 60 };
const listing: OperationId[] = ['listGradings', 'listCards'];

function validValue({ schema }: Parameter, seed: number): string {
  if (schema.format === 'date-time') {
    const [date] = fc.sample(
      fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-31'), noInvalidDate: true }),
      {
        seed,
        numRuns: 1,
      },
    );
    return (date ?? new Date(0)).toISOString();
  }
  const { type, enum: values, minimum, maximum } = schema;
  const bounded = {
    ...(type === undefined ? {} : { type }),
    ...(values === undefined ? {} : { enum: values }),
    ...(type === 'integer' ? { minimum: minimum ?? 1, maximum: maximum ?? tame.maximum } : {}),
    ...(type === 'string' ? { maxLength: tame.maxLength } : {}),
  };
  return String(generateSync(bounded, { seed }));
}

/** Text that is neither a number nor a date nor any value of the parameter. */
const word = fc.stringMatching(/^[g-z]{3,12}$/);

function invalidValue({ schema }: Parameter, seed: number): string | null {
  if (schema.type === 'string' && schema.enum === undefined && schema.format === undefined) return null;
  const { minimum, maximum } = schema;
  const outside = [
    ...(maximum === undefined ? [] : [fc.integer({ min: maximum + 1, max: 2_000_000_000 }).map(String)]),
    ...(minimum === undefined || maximum === undefined
      ? []
      : [fc.integer({ min: -1_000_000, max: minimum - 1 }).map(String)]),
  ];
  const taken = new Set(schema.enum?.map(String));
  const values = fc.oneof(
    word.filter((text) => !taken.has(text)),
    ...outside,
  );
  return fc.sample(values, { seed, numRuns: 1 })[0] ?? null;
}

/** Queries that the spec allows: any choice of parameters with values generated from their schemas. */
export function validQueries(count: number, seed: number): GeneratedQuery[] {
  return Array.from({ length: count }, (_, index) => {
    const id = listing[index % listing.length] ?? 'listCards';
    const { parameters } = operation(id);
    const chosen = fc.sample(fc.subarray([...parameters]), { seed: seed + index, numRuns: 1 })[0] ?? [];
    const query = chosen.map((parameter, place) => [
      parameter.name,
      validValue(parameter, seed + index * 31 + place),
    ]);
    return { operation: id, query: Object.fromEntries(query) };
  });
}

/** Queries with exactly one parameter that the spec forbids. */
export function invalidQueries(count: number, seed: number): GeneratedQuery[] {
  return Array.from({ length: count }, (_, index) => {
    const id = listing[index % listing.length] ?? 'listCards';
    const breakable = operation(id).parameters.filter((parameter) => invalidValue(parameter, seed) !== null);
    const parameter = breakable[Math.floor(index / 2) % breakable.length];
    if (parameter === undefined) return { operation: id, query: {} };
    const value = invalidValue(parameter, seed + index) ?? '';
    return { operation: id, query: { [parameter.name]: value }, wrong: parameter.name };
  });
}

/** Path parameters that are neither a UUID nor a positive integer. */
export function invalidIds(count: number, seed: number): string[] {
  return fc.sample(fc.oneof(word, fc.integer({ min: -1_000_000, max: -1 }).map(String)), {
    seed,
    numRuns: count,
  });
}

/** Bodies that are a webhook target but for one property, which is missing or of a wrong kind. */
export function invalidBodies(count: number, seed: number): unknown[] {
  const schema = operation('createWebhookTarget').requestBody?.schema;
  const wrong = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    word,
    fc.constant([]),
    fc.constant({}),
  );
  return Array.from({ length: count }, (_, index) => {
    const names = schema?.required ?? [];
    const name = names[index % names.length] ?? '';
    const valid = names.map((each) => {
      const { enum: values } = schema?.properties?.[each] ?? {};
      const made =
        values === undefined ? 'https://partner.example/generated' : generateSync({ enum: values }, { seed });
      return [each, made];
    });
    const body: Record<string, unknown> = Object.fromEntries(valid);
    if (index % 3 === 0) delete body[name];
    else body[name] = fc.sample(wrong, { seed: seed + index, numRuns: 1 })[0];
    return body;
  });
}
