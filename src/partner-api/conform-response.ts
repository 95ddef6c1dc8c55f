import { createHash } from 'node:crypto';
import { isForeignDocument } from '../contract/document.js';
import { isOperationId, operations } from '../contract/operations.js';
import type { Exchange } from '../http/exchange.js';
import { conformValue } from '../openapi/conform-value.js';
import type { Operation } from '../openapi/operation.js';
import { responseFor } from '../openapi/response-validator.js';
import type { ApiResponse } from './api-response.js';

/**
 * Makes the function that gives responses the status and the shape of the document in force, where another one than the
 * kit's own is in force. What is missing is generated from the schema, the seed and the request's URL.
 */
export function createConformer(
  seed: () => number,
): (response: ApiResponse, exchange: Pick<Exchange, 'operationId' | 'request'>) => ApiResponse {
  if (!isForeignDocument()) return (response) => response;
  const known = operations();
  return (response, { operationId = '', request }) => {
    const about = isOperationId(operationId) ? known.get(operationId) : undefined;
    if (about === undefined) return response;
    const status = statusFor(about, response.status);
    const expected = responseFor(about, status);
    const head = { status, ...(response.headers && { headers: response.headers }) };
    if (expected?.content == null)
      return status === response.status ? response : { ...head, body: undefined };
    const body: unknown = response.json === undefined ? response.body : JSON.parse(String(response.json));
    const source = createHash('sha256').update(`${seed()} ${request.originalUrl}`).digest().readUInt32BE();
    return { ...head, body: conformValue(expected.content.schema, body, source) };
  };
}

/** The status of a success that the document has instead of ours. */
function statusFor({ responses }: Operation, status: number): number {
  if (status > 299 || responses.some((each) => Number(each.status) === status)) return status;
  return Number(responses.find((each) => /^2\d\d$/.test(each.status))?.status ?? status);
}
