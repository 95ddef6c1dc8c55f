import { apiKeys } from './rules/api-keys.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { onEveryOperation } from '../src/suite/client/credentials.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { show } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { poll } from '../src/suite/receiver/wait.js';
import { gradingsList, readPage } from '../src/suite/lists/walk.js';

async function accountWithKey(t: RuleContext) {
  const account = await t.accounts.fresh({ cards: 1, gradings: 2 });
  const accountId = t.accounts.idOf(account);
  return { account, accountId, key: await t.accounts.key(accountId) };
}

/** A key counts as checked by a lookup only once it has worked: a service may remember what it has seen. */
async function useKey(t: RuleContext, token: string): Promise<void> {
  t.check.status(await t.call('listGradings', { token }), 200);
}

const withoutLinks = (answer: Exchange): unknown =>
  JSON.parse(answer.text.replace(/"https?:\/\/[^"]*"/g, '"a link"'));

export default area(apiKeys, {
  'KEY-001': async (t) => {
    const { key, account } = await accountWithKey(t);
    for (const token of [key.token, account.token]) {
      const shape = token.replace(/[A-Za-z0-9]/g, 'x');
      t.check.that(
        /^shbx_[A-Za-z0-9_-]{64}$/.test(token),
        'A minted token has another form',
        'shbx_ and 64 characters of base64url',
        `${token.length} characters, ${shape.slice(0, 12)}…`,
      );
    }
  },

  'KEY-002': async (t) => {
    for (const path of ['/v1/api-keys', '/v1/keys']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await t.send('POST', path, { headers, body: '{"name":"contract suite"}' });
      t.check.that(
        answer.status >= 400,
        `POST ${path} is served`,
        'no such route',
        `${answer.status} ${show(answer.body)}`,
        answer,
      );
    }
  },

  'KEY-003': async (t) => {
    const { accountId, key } = await accountWithKey(t);
    await useKey(t, key.token);
    await t.driver.revokeKey({ accountId, keyId: key.keyId });
    await onEveryOperation(t, { token: key.token }, (answer) =>
      t.check.error(answer, 401, 'invalid_credentials'),
    );
  },

  'KEY-004': async (t) => {
    const { account, accountId, key } = await accountWithKey(t);
    await useKey(t, key.token);
    const before = (await readPage(t, gradingsList, {}, account.token)).items;
    await t.driver.revokeKey({ accountId, keyId: key.keyId });
    const after = await readPage(t, gradingsList, {}, account.token);
    t.check.equal(after.items, before, 'The gradings changed with a revocation', after.exchange);
  },

  'KEY-005': async (t) => {
    const { account, key } = await accountWithKey(t);
    for (const operation of ['listGradings', 'listCards'] as const) {
      const [one, other] = [
        await t.call(operation, { token: account.token }),
        await t.call(operation, { token: key.token }),
      ];
      t.check.status(one, 200);
      t.check.status(other, 200);
      t.check.equal(
        withoutLinks(other),
        withoutLinks(one),
        'Two keys of an account see different data',
        other,
      );
    }
  },

  'KEY-006': async (t) => {
    const { account, accountId, key } = await accountWithKey(t);
    await useKey(t, key.token);
    await t.driver.revokeKey({ accountId, keyId: key.keyId });
    t.check.status(await t.call('listGradings', { token: account.token }), 200);
    t.check.status(await t.call('getAccount', { token: account.token }), 200);
  },

  'KEY-007': async (t) => {
    const { accountId, key } = await accountWithKey(t);
    await useKey(t, key.token);
    const used = await poll(
      async () => (await t.driver.lastUsedAt({ accountId, keyId: key.keyId })) ?? undefined,
      t.config.patience,
    );
    t.check.that(
      used !== undefined && !Number.isNaN(Date.parse(used)),
      'A successful call is not noted as use of its key',
      'a date-time',
      used,
    );
  },

  'KEY-008': async (t) => {
    const { accountId, key } = await accountWithKey(t);
    const witness = await t.accounts.key(accountId);
    t.check.status(await t.call('getGrading', { token: key.token, id: unknownUuid }), 404);
    t.check.status(await t.call('listCards', { token: key.token, query: { limit: 0 } }), 400);
    await useKey(t, witness.token);
    const noted = await poll(
      async () => (await t.driver.lastUsedAt({ accountId, keyId: witness.keyId })) ?? undefined,
      t.config.patience,
    );
    if (noted === undefined) t.notChecked('the use of a key does not show in lastUsedAt() at all');
    const used = await t.driver.lastUsedAt({ accountId, keyId: key.keyId });
    t.check.equal(used, null, 'Calls that failed (404 and 400) count as use of their key');
  },

  'KEY-009': async (t) => {
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
});
