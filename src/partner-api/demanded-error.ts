import type { OperationId } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import type { DemandedError } from '../faults/apply-to-call.js';
import type { ApiResponse } from './api-response.js';
import { documentedResponse } from './documented-response.js';
import { errorResponse, FrameworkError } from './errors.js';

const DEFAULT_RETRY_AFTER_SECONDS = 1;
/** The documented limit, which a mock without a rate limit states (contract §3). */
const DOCUMENTED_LIMIT = 600;

/** The response that a fault of the kind `status` demands. `limit` is the rate limit of the mock. */
export function demandedResponse(
  id: OperationId,
  { status, retryAfterSeconds }: DemandedError,
  limit = DOCUMENTED_LIMIT,
): ApiResponse {
  if (status === 429) return limitResponse(retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS, limit);
  const response =
    documentedResponse(operation(id), status) ?? errorResponse(new FrameworkError(status, 'Fault'));
  if (retryAfterSeconds === undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(retryAfterSeconds) } };
}

/** The response of an exceeded rate limit. */
function limitResponse(seconds: number, limit: number): ApiResponse {
  const headers = {
    'retry-after': String(seconds),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(seconds),
  };
  const error = new FrameworkError(429, `Rate limit exceeded, retry in ${seconds} seconds`);
  return { ...errorResponse(error), headers };
}
