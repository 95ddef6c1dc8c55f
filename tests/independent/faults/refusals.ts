import { createHash } from 'node:crypto';
import { type Call, failure, framework, type Reply } from '../http.js';
import type { State } from '../state.js';
import {
  copyCall,
  copyOf,
  type Fault,
  type FaultSource,
  type Intercept,
  is,
  type Operation,
  operations,
} from './fault.js';

const fixed = (fault: Fault): FaultSource => ({ id: fault.id, start: () => fault });
const guarded = operations.filter(({ name }) => name !== 'getHealth');

const around = (operation: Operation, id: string, areas: string[], intercept: Intercept): FaultSource =>
  fixed({
    id: `${operation.name}: ${id}`,
    areas: [...areas, ...operation.areas],
    intercept: (call, next, state) => (is(operation, call) ? intercept(call, next, state) : next(call)),
  });

const tokenOf = (call: Call): string => /^bearer +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const keyOf = (state: State, token: string) => state.keys.find(({ hash }) => hash === hashOf(token));
const anyKey = (state: State) => state.keys.find(({ revoked, account }) => !revoked && account.usable);
const as = (call: Call, next: (call: Call) => Reply, key: ReturnType<typeof anyKey>): Reply =>
  next(key === undefined ? call : { ...call, key });
const withBearer = (call: Call, token: string): Call => {
  const copy = copyCall(call);
  copy.headers.authorization = `Bearer ${token}`;
  return copy;
};

/** Ways in that a service may have by mistake. */
const waysIn: Record<string, Intercept> = {
  'no key is needed': (call, next, state) =>
    next(call).status === 401 ? as(call, next, anyKey(state)) : next(call),
  'an unknown token is accepted': (call, next, state) =>
    tokenOf(call) !== '' && keyOf(state, tokenOf(call)) === undefined
      ? as(call, next, anyKey(state))
      : next(call),
  'a revoked key is accepted': (call, next, state) => {
    const key = keyOf(state, tokenOf(call));
    return key?.revoked ? as(call, next, key) : next(call);
  },
  'an unusable account is served': (call, next, state) => {
    const key = keyOf(state, tokenOf(call));
    return key !== undefined && !key.account.usable ? as(call, next, key) : next(call);
  },
  'a token in ?token= is accepted': (call, next) => next(withQueryToken(call, 'token')),
  'a token in ?access_token= is accepted': (call, next) => next(withQueryToken(call, 'access_token')),
  'a token in ?api_key= is accepted': (call, next) => next(withQueryToken(call, 'api_key')),
  'a token in a cookie is accepted': (call, next) => {
    const token = /(shbx_[\w-]+)/.exec(call.headers.cookie ?? '')?.[1];
    return next(token === undefined ? call : withBearer(call, token));
  },
  'a token in X-Api-Key is accepted': (call, next) => {
    const token = call.headers['x-api-key'];
    return next(typeof token === 'string' ? withBearer(call, token) : call);
  },
  'a token without a scheme is accepted': (call, next) => {
    const token = /^(shbx_\S+)$/.exec(call.headers.authorization ?? '')?.[1];
    return next(token === undefined ? call : withBearer(call, token));
  },
  'a token with the scheme Token is accepted': (call, next) => {
    const token = /^token (shbx_\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
    return next(token === undefined ? call : withBearer(call, token));
  },
  'a token as Basic password is accepted': (call, next) => {
    const coded = /^basic (\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';
    const token = /(shbx_[\w-]+)/.exec(Buffer.from(coded, 'base64').toString())?.[1];
    return next(token === undefined ? call : withBearer(call, token));
  },
  'a longer token is accepted': (call, next) =>
    next(tokenOf(call).length > 69 ? withBearer(call, tokenOf(call).slice(0, 69)) : call),
  'the hash of a token is accepted': (call, next, state) => {
    const key = state.keys.find(({ hash, revoked }) => !revoked && hash === tokenOf(call));
    return key === undefined ? next(call) : as(call, next, key);
  },
  'a refused call is a use of its key': (call, next, state) => {
    const reply = next(call);
    const key = keyOf(state, tokenOf(call));
    if (reply.status >= 400 && key !== undefined) key.lastUsedAt = state.iso();
    return reply;
  },
  'a successful call is no use of its key': (call, next, state) => {
    const key = keyOf(state, tokenOf(call));
    const before = key?.lastUsedAt ?? null;
    const reply = next(call);
    if (key !== undefined) key.lastUsedAt = before;
    return reply;
  },
  'the data of another account is returned': (call, next, state) => {
    const own = keyOf(state, tokenOf(call));
    const other = state.keys.find(
      ({ account, revoked }) =>
        !revoked && account.usable && account !== own?.account && account.cards.length > 0,
    );
    return own === undefined || own.revoked ? next(call) : as(call, next, other);
  },
};

function withQueryToken(call: Call, name: string): Call {
  const token = call.query.get(name);
  return token === null ? call : withBearer(call, token);
}

export const wayInFaults: FaultSource[] = guarded.flatMap((operation) =>
  Object.entries(waysIn).map(([id, intercept]) =>
    around(operation, id, ['authentication', 'api-keys', 'isolation'], intercept),
  ),
);

type Refusal = [id: string, status: number, change: (reply: Reply) => Reply];
const other = (status: number, code: string) => (): Reply => failure(status, code);
const details =
  (change: (details: Record<string, unknown>) => unknown) =>
  (reply: Reply): Reply => {
    const body = copyOf(reply);
    const { details: found } = body;
    const known =
      typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : {};
    return { ...reply, body: { ...body, details: change(known) } };
  };

const refusals: Refusal[] = [
  ['400 is 422', 400, (reply) => ({ ...reply, status: 422 })],
  [
    '400 has another code',
    400,
    (reply) => ({ ...reply, body: { ...copyOf(reply), error: 'invalid_request' } }),
  ],
  ["400 has the framework's shape", 400, () => framework(400, 'Bad Request', 'querystring is invalid')],
  ['400 has no details', 400, (reply) => ({ status: reply.status, body: { error: 'validation_error' } })],
  ['400 has fieldErrors as a list', 400, details(() => ({ fieldErrors: [], formErrors: [] }))],
  ['400 has no formErrors', 400, details(({ fieldErrors }) => ({ fieldErrors }))],
  [
    '400 has text for messages',
    400,
    details(() => ({ fieldErrors: { id: 'Invalid', limit: 'Invalid', url: 'Invalid' }, formErrors: [] })),
  ],
  ['400 is 200 without data', 400, () => ({ status: 200, body: {} })],
  ['401 is 403', 401, (reply) => ({ ...reply, status: 403 })],
  ['401 has another code', 401, other(401, 'unauthorized')],
  ['401 has an empty body', 401, () => ({ status: 401 })],
  ["401 has the framework's shape", 401, () => framework(401, 'Unauthorized', 'Unauthorized')],
  ['403 is 401', 403, other(401, 'invalid_credentials')],
  ['403 has another code', 403, other(403, 'forbidden')],
  ['404 is 403', 404, other(403, 'forbidden')],
  ['404 is 400', 404, other(400, 'validation_error')],
  ['404 is 410', 404, other(410, 'not_found')],
  ['404 is 200 with null', 404, () => ({ status: 200, body: null })],
  ['404 has another code', 404, other(404, 'missing')],
  ["404 has the framework's shape", 404, () => framework(404, 'Not Found', 'Not found')],
];
const validated = new Set([
  'listGradings',
  'listCards',
  'getGrading',
  'getCard',
  'createWebhookTarget',
  'deleteWebhookTarget',
]);
const looked = new Set(['getGrading', 'getCard', 'deleteWebhookTarget']);

export const refusalFaults: FaultSource[] = guarded.flatMap((operation) =>
  refusals
    .filter(([, status]) => status !== 400 || validated.has(operation.name))
    .filter(([, status]) => status !== 404 || looked.has(operation.name))
    .map(([id, status, change]) =>
      around(operation, id, ['authentication', 'errors', 'inputs'], (call, next) => {
        const reply = next(call);
        return reply.status === status ? { ...change(reply), headers: reply.headers ?? {} } : reply;
      }),
    ),
);

const isSuccess = ({ status }: Reply): boolean => status < 300;
const successes: Record<string, (reply: Reply) => Reply> = {
  'success is 202': (reply) => ({ ...reply, status: 202 }),
  'success is 500': () => framework(500, 'Internal Server Error', 'Oops'),
  'success is text/html': (reply) => ({
    status: reply.status,
    raw: { type: 'text/html', bytes: Buffer.from(JSON.stringify(reply.body)) },
    headers: reply.headers ?? {},
  }),
  'success has an empty body': (reply) => ({ status: reply.status, headers: reply.headers ?? {} }),
  'success is in an envelope': (reply) => ({ ...reply, body: { data: reply.body } }),
  'success is a list': (reply) => ({ ...reply, body: [reply.body] }),
  'success is latin-1': (reply) => ({
    status: reply.status,
    raw: {
      type: 'application/json',
      bytes: Buffer.from(JSON.stringify(reply.body).replace(/[aeiou]/, 'é'), 'latin1'),
    },
    headers: reply.headers ?? {},
  }),
  'the origin is not reflected': (reply) => ({
    ...reply,
    headers: without(reply, 'access-control-allow-origin'),
  }),
  'every origin is allowed by a star': (reply) => ({
    ...reply,
    headers: { ...reply.headers, 'access-control-allow-origin': '*' },
  }),
  'a cookie is set': (reply) => ({ ...reply, headers: { ...reply.headers, 'set-cookie': 'sid=1' } }),
};

function without({ headers = {} }: Reply, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

export const successFaults: FaultSource[] = operations
  .filter(({ name }) => name !== 'deleteWebhookTarget')
  .flatMap((operation) =>
    Object.entries(successes).map(([id, change]) =>
      around(operation, id, ['cors'], (call, next) => {
        const reply = next(call);
        return isSuccess(reply) ? change(reply) : reply;
      }),
    ),
  );

/** Responses that are kept for too long, or for too many. */
const caches: Record<string, (call: Call) => string> = {
  'is cached for everybody': (call) => `${call.path}?${call.query}`,
  'is cached without its query': (call) => `${tokenOf(call)} ${call.path}`,
  'is cached by its path without the id': (call) =>
    `${tokenOf(call)} ${call.path.split('/').length} ${call.query}`,
  'is cached for ever': (call) => `${tokenOf(call)} ${call.path}?${call.query}`,
};

export const cacheFaults: FaultSource[] = operations
  .filter(({ method, name }) => method === 'GET' && !['getHealth', 'getAccount'].includes(name))
  .flatMap((operation) =>
    Object.entries(caches)
      .filter(([id]) => id !== 'is cached without its query' || /^list(G|C)/.test(operation.name))
      .filter(([id]) => !id.includes('without the id') || !operation.name.startsWith('list'))
      .map(([id, keyFor]) => ({
        id: `${operation.name}: ${id}`,
        start: (): Fault => {
          const kept = new Map<string, Reply>();
          return {
            id: `${operation.name}: ${id}`,
            areas: [...operation.areas, 'api-keys', 'isolation'],
            intercept: (call, next) => {
              const reply = next(call);
              if (!is(operation, call) || !isSuccess(reply)) return reply;
              const first = kept.get(keyFor(call)) ?? reply;
              kept.set(keyFor(call), first);
              return first;
            },
          };
        },
      })),
  );
