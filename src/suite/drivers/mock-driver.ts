import { isObject, type JsonObject } from '../client/json.js';
import { SuiteError } from '../suite-error.js';
import type { ContractDriver, Id } from './driver.js';

/** Drives a running mock of this kit through its control surface, `/_mock`. */
export function mockDriver(url: string, adminToken?: string): Required<ContractDriver> {
  const call = async (method: string, path: string, body?: object): Promise<JsonObject> => {
    const response = await fetch(`${url}/_mock${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const reply: unknown = await response.json();
    if (response.ok && isObject(reply)) return reply;
    throw new SuiteError(
      'driver_unusable',
      `${method} /_mock${path} returned ${response.status}: ${JSON.stringify(reply)}`,
    );
  };
  const idOf = (value: unknown): Id => {
    const id = isObject(value) ? value.id : undefined;
    if (typeof id === 'string' || typeof id === 'number') return id;
    throw new SuiteError(
      'driver_unusable',
      `The mock returned something without an id: ${JSON.stringify(value)}`,
    );
  };
  return {
    createAccount: async (wanted) => {
      const { account, key, token } = await call('POST', '/accounts', wanted);
      return { accountId: idOf(account), keyId: idOf(key), token: String(token) };
    },
    createKey: async ({ accountId }) => {
      const key = await call('POST', '/keys', { account: accountId, name: 'Contract suite' });
      return { keyId: idOf(key), token: String(key.token) };
    },
    revokeKey: ({ keyId }) => call('DELETE', `/keys/${keyId}`),
    lastUsedAt: async ({ accountId, keyId }) => {
      const { keys } = await call('GET', `/keys?account=${accountId}`);
      const list: unknown[] = Array.isArray(keys) ? keys : [];
      const key = list.find((each) => isObject(each) && each.id === keyId);
      return isObject(key) && typeof key.lastUsedAt === 'string' ? key.lastUsedAt : null;
    },
    completeGrading: async ({ accountId, outcome, capture }) => {
      const { gradings } = await call('POST', '/gradings', {
        account: accountId,
        outcome,
        capture,
        delay: 0,
      });
      const list: unknown[] = Array.isArray(gradings) ? gradings : [];
      return { gradingSessionId: String(idOf(list[0])) };
    },
    advanceClock: ({ seconds }) => call('POST', '/clock/advance', { by: `${seconds}s` }),
  };
}
