import type { ValidateFunction } from 'ajv';
import { isObject } from '../json.js';
import { sharedAjv } from './ajv.js';
import { pathText, pointerSegments } from './json-pointer.js';
import type { Operation } from './operation.js';
import { bodySentence, fieldSentence, type RequestField, requestFields } from './request-fields.js';
import { type Schema, standaloneSchema } from './schema.js';
import { type Problem, problemsOf, sentence } from './value-validator.js';

/** A request as it was received. */
export interface RawRequest {
  /** Path parameters as text, percent-decoded. */
  path: Readonly<Record<string, unknown>>;
  /** Text, or a list of texts for a parameter that was sent more than once; anything else is refused. */
  query: Readonly<Record<string, unknown>>;
  /** The parsed JSON; undefined when there was none. */
  body?: unknown;
}

/** One thing that is wrong with a request. */
export interface RequestProblem {
  in: 'path' | 'query' | 'body';
  /** The name of the parameter or property, for a nested one such as `overrides.outcome`; empty for the whole body. */
  field: string;
  /** What was expected, what was received and, when the document has an example, what to send. */
  message: string;
}

export type RequestVerdict<Value> = { ok: true; value: Value } | { ok: false; problems: RequestProblem[] };

export interface RequestValidatorOptions {
  /** Unknown query parameters and body properties are dropped, or refused where the schema of the body refuses them. */
  unknown: 'drop' | 'refuse';
}

const INTEGER = /^-?\d+$/;

/**
 * Makes the function that validates requests of one operation. It reads integers from text strictly (decimal digits
 * only) and fills in defaults. An integer beyond 2^53 is valid: the value is the nearest `number`, which is not a safe
 * integer. UUIDs, date-times and URLs are returned as they were sent, in their own letter case.
 *
 * The schema is compiled at the first request, so that a start does not wait for it. Never throws for a request.
 */
export function createRequestValidator<Value>(
  operation: Operation,
  { unknown }: RequestValidatorOptions,
): (raw: RawRequest) => RequestVerdict<Value> {
  const fields = requestFields(operation);
  let validate: ValidateFunction<Value> | undefined;
  return (raw) => {
    const candidate = {
      path: valuesOf(fields, 'path', raw),
      query: { ...(unknown === 'refuse' ? raw.query : {}), ...valuesOf(fields, 'query', raw) },
      body: bodyOf(operation, fields, raw, unknown),
    };
    validate ??= sharedAjv().compile<Value>(requestSchema(operation, fields, unknown));
    const value: unknown = candidate;
    if (validate(value)) return { ok: true, value };
    return { ok: false, problems: requestProblems(fields, raw, problemsOf(validate.errors)) };
  };
}

function requestSchema(
  operation: Operation,
  fields: readonly RequestField[],
  unknown: RequestValidatorOptions['unknown'],
): Schema {
  const part = (location: RequestField['in']): Schema => {
    const own = fields.filter((field) => field.in === location);
    return {
      ...standaloneSchema({
        type: 'object',
        required: own.filter(({ required }) => required).map(({ name }) => name),
        additionalProperties: unknown === 'drop',
      }),
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
    };
  };
  const { requestBody } = operation;
  const body = requestBody?.schema ?? (unknown === 'refuse' ? part('body') : undefined);
  return {
    ...standaloneSchema({ type: 'object', required: requestBody === null ? [] : ['body'] }),
    properties: { path: part('path'), query: part('query'), ...(body !== undefined && { body }) },
  };
}

function valuesOf(
  fields: readonly RequestField[],
  location: RequestField['in'],
  raw: RawRequest,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.in !== location) continue;
    const value = sentValue(field, raw);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

function bodyOf(
  { requestBody }: Operation,
  fields: readonly RequestField[],
  raw: RawRequest,
  unknown: RequestValidatorOptions['unknown'],
): unknown {
  if (unknown === 'refuse') return raw.body;
  if (requestBody === null) return undefined;
  return isObject(raw.body) ? valuesOf(fields, 'body', raw) : raw.body;
}

function sentValue(field: RequestField, raw: RawRequest): unknown {
  const sent = rawValue(field, raw);
  if (sent === undefined) return field.schema.default;
  return field.in === 'body' ? sent : fromText(field.schema, sent);
}

function rawValue(field: RequestField, raw: RawRequest): unknown {
  const container = raw[field.in];
  if (!isObject(container) || !Object.hasOwn(container, field.name)) return undefined;
  return container[field.name];
}

function fromText(schema: Schema, sent: unknown): unknown {
  if (schema.type !== 'integer' || typeof sent !== 'string' || !INTEGER.test(sent)) return sent;
  return Math.max(-Number.MAX_VALUE, Math.min(Number(sent), Number.MAX_VALUE));
}

/** One problem for each field, unknown names first: a mistyped name is the reason that the right one is missing. */
function requestProblems(
  fields: readonly RequestField[],
  raw: RawRequest,
  found: readonly Problem[],
): RequestProblem[] {
  const unknown = found.filter(({ keyword }) => keyword === 'additionalProperties');
  const ofFields = fields.flatMap((field) => {
    const at = `/${field.in}/${field.name}`;
    const own = found.filter((problem) => !unknown.includes(problem) && isWithin(problem.at, at));
    return own.length === 0 ? [] : [fieldProblem(field, raw, own)];
  });
  const ofBody = found
    .filter(({ at }) => at === '/body')
    .map((): RequestProblem => ({ in: 'body', field: '', message: bodySentence(fields, raw.body) }));
  return [...unknown.map(unknownProblem), ...ofFields, ...ofBody];
}

function isWithin(at: string, ancestor: string): boolean {
  return `${at}/`.startsWith(`${ancestor}/`);
}

function fieldProblem(field: RequestField, raw: RawRequest, problems: readonly Problem[]): RequestProblem {
  const sent = rawValue(field, raw);
  const nested = problems.find(({ at }) => pointerSegments(at).length > 2);
  if (nested !== undefined) {
    const path = pathText(nested.at.slice(`/${field.in}`.length));
    return { in: field.in, field: path, message: sentence(path, nested.complaint) };
  }
  return { in: field.in, field: field.name, message: fieldSentence(field, sent) };
}

function unknownProblem({ at, complaint }: Problem): RequestProblem {
  const [location] = pointerSegments(at);
  const field = pathText(at.slice(`/${location}`.length));
  return {
    in: location === 'path' || location === 'query' ? location : 'body',
    field,
    message: sentence(field, complaint),
  };
}
