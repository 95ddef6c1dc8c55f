import { webhookTargets } from './rules/webhook-targets.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { clearAway, createTarget, deleteTarget, listTargets, withTargets } from '../src/suite/receiver/targets.js';

const url = 'https://partner.example/hooks/chck';
const success = { outcome: 'success', url } as const;

/** Bodies that are not a target; each lacks or breaks one thing. */
const invalidBodies: unknown[] = [
  { outcome: 'success' },
  { url },
  { outcome: 'maybe', url },
  { outcome: 'success', url: 'hooks/chck' },
  { outcome: 'success', url: 7 },
];

async function token(t: RuleContext): Promise<string> {
  return (await t.accounts.writable()).token;
}

export default area(webhookTargets, {
  'WHT-001': async (t) => {
    const key = await token(t);
    const { id, row, answer } = await createTarget(t, key, 'success', url);
    await clearAway(t, key, id);
    const missing = ['id', 'userId', 'outcome', 'url', 'createdAt'].filter((name) => !(name in row));
    t.check.equal(missing, [], 'The created row lacks camelCase fields', answer);
    t.check.equal([row.outcome, row.url], ['success', url], 'The created row is another', answer);
  },

  'WHT-002': async (t) => {
    const key = await token(t);
    await withTargets(t, key, [success], async () => {
      const answer = await t.call('listWebhookTargets', { token: key });
      for (const target of t.check.items(answer, 'webhook_targets')) {
        t.check.integer(target, 'id', answer);
        for (const name of ['outcome', 'url', 'created_at']) t.check.text(target, name, answer);
        const camel = Object.keys(target).filter((name) => /^(createdAt|userId)$/.test(name));
        t.check.equal(camel, [], 'A listed target has camelCase fields', answer);
      }
    });
  },

  'WHT-003': async (t) => {
    const key = await token(t);
    const wanted = [success, { outcome: 'failure', url: `${url}/failed` } as const];
    await withTargets(t, key, wanted, async (targets) => {
      const list = await t.call('listWebhookTargets', { token: key });
      const rows = t.check.items(list, 'webhook_targets');
      for (const [index, { id }] of targets.entries()) {
        const row = rows.find((each) => each.id === id);
        t.check.that(row !== undefined, 'A created target is not listed', `target ${id}`, rows, list);
        const expected = [wanted[index]?.outcome, wanted[index]?.url];
        t.check.equal([row?.outcome, row?.url], expected, 'A target is listed as another', list);
      }
    });
  },

  'WHT-004': async (t) => {
    const key = await token(t);
    await withTargets(t, key, [success, success], async ([gone, kept]) => {
      if (gone === undefined || kept === undefined) return;
      await deleteTarget(t, key, gone.id);
      const list = await t.call('listWebhookTargets', { token: key });
      const ids = t.check.items(list, 'webhook_targets').map((target) => target.id);
      t.check.that(!ids.includes(gone.id), 'A deleted target is still listed', 'gone', ids, list);
      t.check.that(ids.includes(kept.id), 'Another target went with it', `target ${kept.id}`, ids, list);
    });
  },

  'WHT-005': async (t) => {
    const key = await token(t);
    const { id } = await createTarget(t, key, 'success', url);
    await deleteTarget(t, key, id);
    t.check.error(await t.call('deleteWebhookTarget', { token: key, id }), 404, 'not_found');
  },

  'WHT-006': async (t) => {
    const key = await token(t);
    const before = (await listTargets(t, key)).length;
    for (const body of invalidBodies) {
      const json = JSON.stringify(body);
      t.check.error(await t.call('createWebhookTarget', { token: key, body: json }), 400, 'validation_error');
    }
    t.check.equal((await listTargets(t, key)).length, before, 'A refused target was created');
  },

  'WHT-007': async (t) => {
    const key = await token(t);
    for (const other of ['ftp://partner.example/hooks']) {
      const answer = await t.call('createWebhookTarget', { token: key, body: { ...success, url: other } });
      t.check.error(answer, 400, 'validation_error');
    }
  },

  'WHT-008': async (t) => {
    const key = await token(t);
    const { id, answer } = await createTarget(t, key, 'success', url);
    const deleted = await t.call('deleteWebhookTarget', { token: key, id });
    t.check.status(answer, 201);
    t.check.status(deleted, 204);
    t.check.equal(deleted.bytes.length, 0, 'A deletion answers with a body', deleted);
  },

  'WHT-009': async (t) => {
    const key = await token(t);
    await withTargets(t, key, [success, success], async ([one, two]) => {
      t.check.that(one?.id !== two?.id, 'The same target twice is one', 'two ids', [one?.id, two?.id]);
      const ids = (await listTargets(t, key)).map((target) => Number(target.id));
      const sorted = ids.toSorted((left, right) => left - right);
      t.check.equal(ids, sorted, 'Targets are not listed by ascending id');
    });
  },

  'WHT-010': async (t) => {
    const key = await token(t);
    const exact = 'https://Partner.example:443/Hooks/../chck?a=1&b=%20#top';
    await withTargets(t, key, [{ outcome: 'success', url: exact }], async ([target]) => {
      const row = (await listTargets(t, key)).find(({ id }) => id === target?.id);
      t.check.equal(row?.url, exact, 'The URL of a target is not kept as given');
    });
  },

  'WHT-011': async (t) => {
    const key = await token(t);
    for (const id of ['abc', '0'])
      t.check.error(await t.call('deleteWebhookTarget', { token: key, id }), 400, 'validation_error');
  },

  'WHT-012': async (t) => {
    const key = await token(t);
    const { id, row, answer } = await createTarget(t, key, 'success', url, { note: 'from the suite' });
    await clearAway(t, key, id);
    t.check.that(!('note' in row), 'An unknown property is kept', 'no `note`', row, answer);
  },
});
