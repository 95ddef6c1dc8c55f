import { STATUS_CODES } from 'node:http';
import type { Operation, OperationResponse } from '../openapi/operation.js';
import { responseFor } from '../openapi/response-validator.js';
import type { ApiResponseHead } from './api-response.js';
import { ApiError, type ApiErrorCode, errorResponse } from './errors.js';

/** A response with the body of an example. */
export type DocumentedResponse = ApiResponseHead & { body: unknown };

/**
 * The response that the document shows for a status: the example with this name, or the one that fits best. A status of
 * a range such as `5XX` without an example of its own gets the framework's shape. Undefined when the operation does not
 * have this status or example.
 */
export function documentedResponse(
  operation: Operation,
  status: number,
  exampleName?: string,
): DocumentedResponse | undefined {
  const response = responseFor(operation, status);
  if (response === undefined) return undefined;
  const headers = documentedHeaders(response);
  if (response.content === null)
    return exampleName === undefined ? { status, headers, body: undefined } : undefined;
  const { examples } = response.content;
  const body =
    exampleName === undefined
      ? fittingExample(response.content.examples, status)
      : Object.hasOwn(examples, exampleName)
        ? examples[exampleName]?.value
        : undefined;
  if (body === undefined) return undefined;
  return { status, headers: { ...headers, ...challengeFor(body) }, body };
}

function fittingExample(examples: Readonly<Record<string, { value: unknown }>>, status: number): unknown {
  const values = Object.values(examples).map(({ value }) => value);
  const stated = values.map((value) => fieldOf(value, 'statusCode'));
  if (status >= 500) {
    const own = values[stated.indexOf(status)];
    const reason = STATUS_CODES[status] ?? 'Error';
    return own ?? { statusCode: status, error: reason, message: reason };
  }
  // The caller's key is valid, so the fitting 401 is not the one for missing credentials.
  return values.find((value) => fieldOf(value, 'error') === 'invalid_credentials') ?? values[0];
}

/** `retry-after`. The other headers of the rate limit are sent with every response. */
function documentedHeaders({ headers }: OperationResponse): Record<string, string> {
  const retryAfter = headers.find(({ name }) => name.toLowerCase() === 'retry-after');
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter.example) };
}

function challengeFor(body: unknown): ApiResponseHead['headers'] {
  const code = fieldOf(body, 'error');
  return isCredentialsCode(code) ? errorResponse(new ApiError(code, '')).headers : {};
}

function isCredentialsCode(code: unknown): code is ApiErrorCode {
  return code === 'missing_credentials' || code === 'invalid_credentials';
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
