import { createHash } from 'node:crypto';
import type { IncomingRequest, OutgoingResponse } from '../src/http/deviation.js';
import { onEveryOperation } from '../src/suite/client/credentials.js';
import { show } from '../src/suite/client/json.js';
import { unknownId, unknownUuid } from '../src/suite/client/known-values.js';
import type { OperationId } from '../src/suite/client/operations.js';
import {
  bearerOf,
  changeBody,
  changeRefusal,
  changeRequest,
  changeResponse,
  combine,
  errorOf,
  jsonOf,
  listOf,
  needsKey,
  refuseWith,
  reply,
  watchControl,
  withJson,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { cardsList, gradingsList, type PagedList, readPage } from '../src/suite/lists/walk.js';
import { dataOf } from '../src/suite/model/account-model.js';
import { createTarget, deleteTarget } from '../src/suite/receiver/targets.js';
import { poll } from '../src/suite/receiver/wait.js';
import type { CallOptions, RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

async function accountWithKey(t: RuleContext) {
  const account = await t.accounts.fresh({ cards: 1, gradings: 2 });
  const accountId = t.accounts.idOf(account);
  return { account, accountId, key: await t.accounts.key(accountId) };
}

/** A key counts as checked by a lookup only once it has worked: a service may remember what it has seen. */
async function useKey(t: RuleContext, token: string): Promise<void> {
  t.check.status(await t.call('listGradings', { token }), 200);
}

const memory = () => ({ accounts: new Map<string, string>() });

const isKeyList = ({ method, path }: IncomingRequest): boolean => method === 'GET' && path === '/_mock/keys';

const isRevocation = ({ method, path }: IncomingRequest): boolean =>
  method === 'DELETE' && path.startsWith('/_mock/keys/');

const isKeyCreation = ({ method, path }: IncomingRequest): boolean =>
  method === 'POST' && ['/_mock/keys', '/_mock/accounts'].includes(path);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const isInvalid = (response: OutgoingResponse): boolean => errorOf(response) === 'invalid_credentials';

/** One call of every operation that succeeds for an account with a card and a grading. */
async function successfulCalls(t: RuleContext, token: string): Promise<[OperationId, CallOptions][]> {
  const [grading] = t.check.items(await t.call('listGradings', { token }), 'gradings');
  const [card] = t.check.items(await t.call('listCards', { token }), 'cards');
  const target = await createTarget(t, token, 'failure', 'https://partner.example/used');
  return [
    ['getAccount', {}],
    ['listGradings', {}],
    ['listCards', {}],
    ['getGrading', { id: String(grading?.id) }],
    ['getCard', { id: String(card?.user_card_id) }],
    ['listWebhookTargets', {}],
    ['createWebhookTarget', { body: { outcome: 'failure', url: 'https://partner.example/used-too' } }],
    ['deleteWebhookTarget', { id: target.id }],
  ];
}

/** One call of every operation that can be refused with 400 or 404. */
const refusedCalls: [OperationId, CallOptions][] = [
  ['listGradings', { query: { limit: 0 } }],
  ['listCards', { query: { limit: 0 } }],
  ['getGrading', { id: unknownUuid }],
  ['getCard', { id: unknownId }],
  ['createWebhookTarget', { body: {} }],
  ['deleteWebhookTarget', { id: unknownId }],
];

export default defineRules('api-keys', [
  {
    id: 'KEY-001',
    title: 'creates tokens of 69 characters: shbx_ and 64 of base64url',
    provenance: 'seed',
    source: '§1',
    sentence:
      'Token = `shbx_` + base64url (no padding) of 48 random bytes: 64 characters of body, 69 in all.',
    severity: 'major',
    needs: ['createKey', 'createAccount'],
    check: async (t) => {
      const { key, account } = await accountWithKey(t);
      for (const token of [key.token, account.token]) {
        const shape = token.replace(/[A-Za-z0-9]/g, 'x');
        t.check.that(
          /^shbx_[A-Za-z0-9_-]{64}$/.test(token),
          'A created token has another form',
          'shbx_ and 64 characters of base64url',
          `${token.length} characters, ${shape.slice(0, 12)}…`,
        );
      }
    },
    deviations: [
      {
        title: 'tokens are created in hex, of half the length',
        start: () => {
          const real = new Map<string, string>();
          const created = changeResponse(isKeyCreation, (response) => {
            const made = jsonOf(response);
            if (typeof made.token !== 'string') return response;
            const token = `shbx_${sha256(made.token).slice(0, 32)}`;
            real.set(token, made.token);
            return withJson(response, { ...made, token });
          });
          const translate = changeRequest(needsKey, (request) => {
            const token = real.get(bearerOf(request) ?? '');
            if (token !== undefined) request.headers.authorization = `Bearer ${token}`;
          });
          return combine(created, translate);
        },
      },
    ],
  },

  {
    id: 'KEY-002',
    title: 'offers no way to create a key in the public API',
    provenance: 'seed',
    source: '§1',
    sentence:
      'Keys are created and revoked only in the portal (`/dashboard/api-keys`); the public API cannot mint keys.',
    severity: 'critical',
    needs: ['write'],
    check: async (t) => {
      for (const path of ['/v1/api-keys', '/v1/keys']) {
        const headers = { 'content-type': 'application/json' };
        const response = await t.send('POST', path, { headers, body: '{"name":"contract suite"}' });
        t.check.that(
          response.status >= 400,
          `POST ${path} is served`,
          'no such route',
          `${response.status} ${show(response.body)}`,
          response,
        );
      }
    },
    deviations: [
      {
        title: 'a forgotten internal route creates keys',
        start: () =>
          wrap(
            ({ method, path }) => method === 'POST' && path === '/v1/api-keys',
            () => reply(201, { id: 1, prefix: 'shbx_internal' }),
          ),
      },
    ],
  },

  {
    id: 'KEY-003',
    title: 'refuses a revoked key at the very next call of every operation',
    provenance: 'seed',
    source: '§1',
    sentence: 'Revoke sets `revoked_at`; from that moment the key gets 401 `invalid_credentials`.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
    check: async (t) => {
      const { accountId, key } = await accountWithKey(t);
      await useKey(t, key.token);
      await t.driver.revokeKey({ accountId, keyId: key.keyId });
      await onEveryOperation(t, { token: key.token }, (response) =>
        t.check.error(response, 401, 'invalid_credentials'),
      );
    },
    deviations: [
      {
        title: 'successful responses are cached by token, and a revocation does not empty the cache',
        start: () => {
          const cache = new Map<string, OutgoingResponse>();
          return changeResponse(needsKey, (response, request) => {
            const key = `${bearerOf(request)} ${request.method} ${request.path}`;
            if (response.status === 200 && request.method === 'GET') cache.set(key, response);
            return isInvalid(response) ? (cache.get(key) ?? response) : response;
          });
        },
      },
    ],
  },

  {
    id: 'KEY-004',
    title: 'keeps the data of an account when one of its keys is revoked',
    provenance: 'seed',
    source: '§1',
    sentence: 'Historical grading data stays.',
    severity: 'major',
    needs: ['createAccount', 'createKey', 'revokeKey'],
    check: async (t) => {
      const { account, accountId, key } = await accountWithKey(t);
      await useKey(t, key.token);
      const before = (await readPage(t, gradingsList, {}, account.token)).items;
      await t.driver.revokeKey({ accountId, keyId: key.keyId });
      const after = await readPage(t, gradingsList, {}, account.token);
      t.check.equal(after.items, before, 'The gradings changed with a revocation', after.exchange);
    },
    deviations: [
      {
        title: 'a revocation takes the gradings with it',
        start: () => {
          let revoked = false;
          return combine(
            changeResponse(isRevocation, (response) => {
              revoked = true;
              return response;
            }),
            changeBody('listGradings', (body) => (revoked ? { ...body, gradings: [] } : body)),
          );
        },
      },
    ],
  },

  {
    id: 'KEY-005',
    title: 'shows the same data to every key of an account',
    provenance: 'seed',
    source: '§1',
    sentence: "Several keys per partner account; all of them see the same CHCK user's data.",
    severity: 'major',
    needs: ['createAccount', 'createKey'],
    check: async (t) => {
      const { account, key } = await accountWithKey(t);
      const readBy = async (list: PagedList, token: string) =>
        (await readPage(t, list, {}, token)).items.map(dataOf);
      for (const list of [gradingsList, cardsList])
        t.check.equal(
          await readBy(list, key.token),
          await readBy(list, account.token),
          `Two keys of an account see different ${list.items}`,
        );
      const target = await createTarget(t, account.token, 'failure', 'https://partner.example/shared');
      const listed = await t.call('listWebhookTargets', { token: key.token });
      const ids = t.check.items(listed, 'webhook_targets').map(({ id }) => id);
      t.check.that(
        ids.includes(target.id),
        'A target of one key is not listed by another',
        `${target.id}`,
        ids,
        listed,
      );
      await deleteTarget(t, key.token, target.id);
      const left = await t.call('listWebhookTargets', { token: account.token });
      t.check.equal(
        t.check.items(left, 'webhook_targets'),
        [],
        'A target is not deleted by another key',
        left,
      );
    },
    deviations: [
      {
        title: 'a later key sees only what came after it',
        start: () => {
          const later = new Set<string>();
          return combine(
            changeResponse(isKeyCreation, (response, request) => {
              if (request.path === '/_mock/keys') later.add(String(jsonOf(response).token));
              return response;
            }),
            changeBody('listGradings', (body, request) =>
              later.has(bearerOf(request) ?? '') ? { ...body, gradings: [] } : body,
            ),
          );
        },
      },
    ],
  },

  {
    id: 'KEY-006',
    title: 'leaves the other keys of an account alone when one is revoked',
    provenance: 'seed',
    source: '§1',
    sentence: 'Several keys per partner account; revoke sets `revoked_at` of the key.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
    check: async (t) => {
      const { account, accountId, key } = await accountWithKey(t);
      await useKey(t, key.token);
      await t.driver.revokeKey({ accountId, keyId: key.keyId });
      t.check.status(await t.call('listGradings', { token: account.token }), 200);
      t.check.status(await t.call('getAccount', { token: account.token }), 200);
    },
    deviations: [
      {
        title: 'a revocation revokes all keys of the account',
        start: () => {
          const seen = memory();
          const revoked = new Set<string>();
          return combine(
            watchControl(seen),
            changeResponse(isRevocation, (response) => {
              revoked.add(String(jsonOf(response).accountId));
              return response;
            }),
            wrap(needsKey, (request, next) =>
              revoked.has(seen.accounts.get(bearerOf(request) ?? '') ?? '')
                ? refuseWith(401, 'invalid_credentials')
                : next(request),
            ),
          );
        },
      },
    ],
  },

  {
    id: 'KEY-007',
    title: 'records the last use of a key after a successful call',
    provenance: 'documented',
    source: '§2',
    sentence: '`last_used_at` is updated asynchronously, after a successful request only.',
    severity: 'minor',
    needs: ['createAccount', 'createKey', 'lastUsedAt'],
    check: async (t) => {
      const account = await t.accounts.fresh({ cards: 1, gradings: 1 });
      const accountId = t.accounts.idOf(account);
      const calls = await successfulCalls(t, account.token);
      for (const [operation, options] of calls) {
        const key = await t.accounts.key(accountId);
        t.check.status(await t.call(operation, { ...options, token: key.token, fresh: true }), 200, 201, 204);
        const used = await poll(
          async () => (await t.driver.lastUsedAt({ accountId, keyId: key.keyId })) ?? undefined,
          t.config.patience,
        );
        t.check.that(
          used !== undefined && !Number.isNaN(Date.parse(used)),
          `A successful ${operation} is not noted as use of its key`,
          'a date-time',
          used,
        );
      }
    },
    deviations: [
      {
        title: 'the last use of a key is never written down',
        start: () =>
          changeBody(isKeyList, (body) => ({
            keys: listOf(body.keys).map((key) => ({ ...key, lastUsedAt: null })),
          })),
      },
    ],
  },

  {
    id: 'KEY-008',
    title: 'does not count failed calls as uses of a key',
    provenance: 'documented',
    source: '§2',
    sentence: '`last_used_at` is updated asynchronously, after a successful request only.',
    severity: 'minor',
    needs: ['createAccount', 'createKey', 'lastUsedAt'],
    check: async (t) => {
      const { accountId, key } = await accountWithKey(t);
      const witness = await t.accounts.key(accountId);
      for (const [operation, options] of refusedCalls)
        t.check.status(await t.call(operation, { ...options, token: key.token, fresh: true }), 400, 404);
      await useKey(t, witness.token);
      const noted = await poll(
        async () => (await t.driver.lastUsedAt({ accountId, keyId: witness.keyId })) ?? undefined,
        t.config.patience,
      );
      if (noted === undefined) t.notChecked('the use of a key does not show in lastUsedAt() at all');
      const used = await t.driver.lastUsedAt({ accountId, keyId: key.keyId });
      t.check.equal(used, null, 'Calls that failed (404 and 400) count as use of their key');
    },
    deviations: [
      {
        title: 'refused and failed calls count as use of a key',
        start: () => {
          const used = new Set<string>();
          return combine(
            changeRequest(needsKey, (request) => {
              used.add((bearerOf(request) ?? '').slice(0, 12));
            }),
            changeBody(isKeyList, (body) => ({
              keys: listOf(body.keys).map((key) =>
                used.has(String(key.prefix))
                  ? { ...key, lastUsedAt: key.lastUsedAt ?? new Date().toISOString() }
                  : key,
              ),
            })),
          );
        },
      },
    ],
  },

  {
    id: 'KEY-009',
    title: 'refuses a key that is revoked in the middle of paging at the next page',
    provenance: 'seed',
    source: '§1',
    sentence: 'From that moment the key gets 401 `invalid_credentials`.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
    check: async (t) => {
      const { account, accountId, key } = await accountWithKey(t);
      t.enough((await readPage(t, gradingsList, {}, account.token)).items, 2, 'gradings');
      const page = await readPage(t, gradingsList, { limit: 1 }, key.token);
      const cursor = page.nextCursor;
      if (cursor === null)
        return t.check.fail('A page that others follow has no cursor', 'a date-time', 'null', page.exchange);
      await t.driver.revokeKey({ accountId, keyId: key.keyId });
      const next = await t.call('listGradings', { token: key.token, query: { limit: 1, cursor } });
      t.check.error(next, 401, 'invalid_credentials');
    },
    deviations: [
      {
        title: 'a walk that began with a good key may go on when the key is revoked',
        start: () =>
          changeRefusal('listGradings', 401, (response, request) =>
            request.query.has('cursor') && isInvalid(response)
              ? reply(200, { gradings: [], next_cursor: null })
              : response,
          ),
      },
    ],
  },
]);
