import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ValidationDetails } from '../contract/names.js';
import type { OperationId, RequestValue } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import { sharedAjv } from './ajv.js';
import { bodySentence, fieldSentence, type RequestField, requestFields } from './request-fields.js';
import type { ResolvedSchema } from './resolve-schema.js';

/** A request as it came. */
export interface RawRequest {
  /** Path parameters as text, percent-decoded. */
  path: Readonly<Record<string, unknown>>;
  /** Text, or a list of texts for a parameter that was sent more than once; anything else is refused. */
  query: Readonly<Record<string, unknown>>;
  /** The parsed JSON; undefined when there was none. */
  body?: unknown;
}

export type RequestVerdict<Id extends OperationId> =
  | { ok: true; value: RequestValue<Id> }
  | { ok: false; details: ValidationDetails };

const INTEGER = /^-?\d+$/;

/**
 * Makes the function that judges requests of one operation against the document (contract §3). It reads integers from
 * text strictly (decimal digits only), fills in defaults, ignores unknown query parameters and drops unknown body
 * properties. An integer beyond 2^53 is still an integer: the handler gets the nearest `number`, which is not a safe
 * integer, and answers 404 for it. UUIDs, date-times and URLs come through as they were sent, in their own letter case.
 *
 * The schema is compiled at the first request, so that making all validators costs nothing at start. Never throws for
 * anything in a request.
 */
export function createRequestValidator<Id extends OperationId>(
  id: Id,
): (raw: RawRequest) => RequestVerdict<Id> {
  const fields = requestFields(operation(id));
  const takesBody = operation(id).requestBody !== null;
  let validate: ValidateFunction<RequestValue<Id>> | undefined;

  return (raw) => {
    const candidate: Candidate = { path: {}, query: {}, body: undefined };
    const bodyIsObject = takesBody && isPlainObject(raw.body);
    if (bodyIsObject) candidate.body = {};
    for (const field of fields) {
      const target = candidate[field.in];
      const value = sentValue(field, raw);
      if (target !== undefined && value !== undefined) target[field.name] = value;
    }
    validate ??= compile<Id>(fields, takesBody);
    const value: unknown = candidate;
    if (validate(value)) return { ok: true, value };
    const details = refusal(fields, raw, validate.errors ?? []);
    if (takesBody && !bodyIsObject) details.formErrors.push(bodySentence(fields, raw.body));
    return { ok: false, details };
  };
}

function refusal(
  fields: readonly RequestField[],
  raw: RawRequest,
  errors: readonly ErrorObject[],
): ValidationDetails {
  const refused = new Set(
    errors.map(({ instancePath, keyword, params }) =>
      keyword === 'required' ? `${instancePath}/${params.missingProperty}` : instancePath,
    ),
  );
  const fieldErrors: Record<string, string[]> = {};
  for (const field of fields) {
    if (refused.has(`/${field.in}/${field.name}`)) {
      fieldErrors[field.name] = [fieldSentence(field, rawPart(field, raw))];
    }
  }
  return { fieldErrors, formErrors: [] };
}

interface Candidate {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown> | undefined;
}

function compile<Id extends OperationId>(
  fields: readonly RequestField[],
  takesBody: boolean,
): ValidateFunction<RequestValue<Id>> {
  const part = (location: RequestField['in']): object => {
    const own = fields.filter((field) => field.in === location);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
      required: own.filter(({ required }) => required).map(({ name }) => name),
    };
  };
  const properties = {
    path: part('path'),
    query: part('query'),
    ...(takesBody ? { body: part('body') } : {}),
  };
  return sharedAjv().compile<RequestValue<Id>>({
    type: 'object',
    properties,
    required: takesBody ? ['body'] : [],
  });
}

function rawPart(field: RequestField, raw: RawRequest): unknown {
  const container = raw[field.in];
  if (!isPlainObject(container) || !Object.hasOwn(container, field.name)) return undefined;
  return container[field.name];
}

function sentValue(field: RequestField, raw: RawRequest): unknown {
  const sent = rawPart(field, raw);
  if (sent === undefined) return field.schema.default;
  return field.in === 'body' ? sent : fromText(field.schema, sent);
}

function fromText(schema: ResolvedSchema, sent: unknown): unknown {
  if (schema.type !== 'integer' || typeof sent !== 'string' || !INTEGER.test(sent)) return sent;
  return Math.max(-Number.MAX_VALUE, Math.min(Number(sent), Number.MAX_VALUE));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
