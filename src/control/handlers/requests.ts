import { isOperationId } from '../../contract/operations.js';
import { InvalidArgumentError, NotFoundError } from '../../errors.js';
import type { RequestMatch } from '../../surface/request-match.js';
import type { Surface } from '../../surface/surface.js';
import { durationMs } from '../fields.js';
import type { ControlHandlers } from '../operation-types.js';
import { formatAttempt, formatDelivery } from './webhooks.js';

type RequestOperation =
  | 'listRequests'
  | 'clearRequests'
  | 'getRequest'
  | 'waitForRequests'
  | 'waitForDelivery';

/** The calls that the mock has answered, and waiting for calls and deliveries. */
export function requestHandlers({ requests, webhooks }: Surface): ControlHandlers<RequestOperation> {
  return {
    listRequests: async ({ query }) => ({ status: 200, body: { requests: requests.list(matchOf(query)) } }),
    clearRequests: async () => {
      requests.clear();
      return { status: 204, body: undefined };
    },
    getRequest: async ({ path: { request: id } }) => {
      const entry = requests.find(id);
      if (entry !== undefined) return { status: 200, body: entry };
      throw new NotFoundError(
        `The mock knows no call with the request id ${id}. It keeps the latest 1,000; the id is the header x-request-id of the answer.`,
      );
    },
    waitForRequests: async ({ body: { count, timeout, ...match } }) => {
      const found = await requests.waitFor(matchOf(match), { count, timeout: timeoutMs(timeout) });
      return { status: 200, body: { requests: found } };
    },
    waitForDelivery: async ({ body: { grading, timeout, ...match } }) => {
      const { delivery, attempts } = await webhooks.waitFor(
        { ...match, gradingId: grading },
        { timeout: timeoutMs(timeout) },
      );
      return {
        status: 200,
        body: { delivery: formatDelivery(delivery), attempts: attempts.map(formatAttempt) },
      };
    },
  };
}

type WireMatch = Omit<RequestMatch, 'operation' | 'path'> & {
  operation?: string | undefined;
  path?: string | undefined;
};

function matchOf({ operation, ...match }: WireMatch): RequestMatch {
  if (operation === undefined) return match;
  if (isOperationId(operation)) return { ...match, operation };
  throw new InvalidArgumentError(
    'operation',
    `operation must be an operationId of the Partner API such as listGradings; it is "${operation}".`,
  );
}

function timeoutMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : durationMs('timeout', text);
}
