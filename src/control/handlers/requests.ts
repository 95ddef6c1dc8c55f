import { isOperationId } from '../../contract/operations.js';
import { InvalidArgumentError } from '../../errors.js';
import type { RequestMatch } from '../../services/request-match.js';
import type { Services } from '../../services/services.js';
import type { ControlHandlers } from '../operation-types.js';

/** The calls that the mock has responded to, and waiting for more. */
export function requestHandlers({
  requests,
}: Services): ControlHandlers<
  'listRequests' | 'clearRequests' | 'getRequest' | 'waitForRequests' | 'countRequests'
> {
  return {
    listRequests: async ({ query }) => ({
      status: 200,
      body: { requests: await requests.list(matchOf(query)) },
    }),
    clearRequests: async () => {
      await requests.clear();
      return { status: 204, body: undefined };
    },
    getRequest: async ({ path: { request: id } }) => ({ status: 200, body: await requests.get(id) }),
    countRequests: async ({ body }) => {
      const { count, nearMisses } = await requests.count(matchOf(body));
      return {
        status: 200,
        body: {
          count,
          nearMisses: nearMisses.map(({ entry: { id, method, url, status }, differences }) => {
            return { id, method, url, status, differences };
          }),
        },
      };
    },
    waitForRequests: async ({ body: { count, timeout, ...match } }, signal) => ({
      status: 200,
      body: { requests: await requests.waitFor(matchOf(match), { count, timeout, signal }) },
    }),
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
