import type { OperationId } from '../contract/operation-types.js';
import { isOperationId, operations } from '../contract/operations.js';
import { type ReceivedResponse, validateResponse } from '../contract/response-validator.js';
import { receivedResponse } from './received-response.js';

export interface MatcherOptions {
  /** Whether facts that the contract only assumes count too. Default: false. */
  strict?: boolean;
}

/** What vitest's and Jest's `expect.extend` take. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/**
 * Judges a response by the contract of an operation: status, headers, media type, body. For a fetch `Response` the
 * result is a promise, so `await` the expectation; for any other response it is immediate.
 */
export function toSatisfyContract(
  received: unknown,
  operationId: OperationId,
  options: MatcherOptions = {},
): MatcherResult | Promise<MatcherResult> {
  if (!isOperationId(operationId)) {
    const known = [...operations().keys()].join(', ');
    throw new TypeError(
      `toSatisfyContract needs an operationId: one of ${known}; it is ${JSON.stringify(operationId)}.`,
    );
  }
  const response = receivedResponse(received);
  return response instanceof Promise
    ? response.then((read) => judge(read, operationId, options))
    : judge(response, operationId, options);
}

/** For `expect.extend(contractMatchers)`, in vitest and in Jest. */
export const contractMatchers = { toSatisfyContract };

function judge(
  response: ReceivedResponse,
  operationId: OperationId,
  { strict = false }: MatcherOptions,
): MatcherResult {
  const violations = validateResponse(operationId, response, strict ? 'strict' : 'default');
  return {
    pass: violations.length === 0,
    message: () =>
      violations.length === 0
        ? `The response with status ${response.status} satisfies the contract of ${operationId}, which was not expected.`
        : [
            `The response with status ${response.status} breaks the contract of ${operationId}:`,
            ...violations.map(({ message, provenance, source }) => `  ${message} [${provenance}: ${source}]`),
          ].join('\n'),
  };
}
