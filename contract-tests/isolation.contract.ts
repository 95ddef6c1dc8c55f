import { isolation } from './rules/isolation.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { arrives, complete, ownAccount, sessionsAt } from '../src/suite/receiver/deliveries.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { namesOf } from '../src/suite/client/json.js';
import { unknownId, unknownUuid } from '../src/suite/client/known-values.js';
import { clearAway, createTarget, listTargets } from '../src/suite/receiver/targets.js';
import { cardsList, gradingsList, type PagedList, readPage } from '../src/suite/lists/walk.js';

/** Answers that differ in nothing that a client could tell the two cases apart by. */
function same(t: RuleContext, foreign: Exchange, unknown: Exchange, ids: [unknown, unknown]): void {
  t.check.error(foreign, 404, 'not_found');
  const neutral = (answer: Exchange, id: unknown): string => answer.text.replaceAll(String(id), '{id}');
  const shown = [foreign.status, neutral(foreign, ids[0]), namesOf(foreign.headers)];
  const expected = [unknown.status, neutral(unknown, ids[1]), namesOf(unknown.headers)];
  t.check.equal(shown, expected, "Another account's object answers otherwise than none", foreign);
}

async function foreignItem(t: RuleContext, list: PagedList) {
  const { token } = await t.accounts.other();
  return t.first((await readPage(t, list, {}, token)).items, `item in the other account's ${list.items}`);
}

async function twoAccounts(t: RuleContext) {
  return { mine: (await t.accounts.main()).token, theirs: (await t.accounts.other()).token };
}

export default area(isolation, {
  'ISO-001': async (t) => {
    const id = t.check.text(await foreignItem(t, gradingsList), 'id');
    const foreign = await t.call('getGrading', { id });
    same(t, foreign, await t.call('getGrading', { id: unknownUuid }), [id, unknownUuid]);
  },

  'ISO-002': async (t) => {
    const id = t.check.integer(await foreignItem(t, cardsList), 'user_card_id');
    const foreign = await t.call('getCard', { id });
    same(t, foreign, await t.call('getCard', { id: unknownId }), [id, unknownId]);
  },

  'ISO-003': async (t) => {
    const { mine, theirs } = await twoAccounts(t);
    const { id } = await createTarget(t, theirs, 'success', 'https://partner.example/theirs');
    const foreign = await t.call('deleteWebhookTarget', { token: mine, id });
    const kept = (await listTargets(t, theirs)).some((target) => target.id === id);
    if (kept) await clearAway(t, theirs, id);
    same(t, foreign, await t.call('deleteWebhookTarget', { token: mine, id: unknownId }), [id, unknownId]);
    t.check.that(kept, "Another account's target was deleted", 'still listed', 'gone', foreign);
  },

  'ISO-004': async (t) => {
    const { mine, theirs } = await twoAccounts(t);
    for (const list of [gradingsList, cardsList]) {
      const own = await readPage(t, list, { limit: 100 }, mine);
      const other = await readPage(t, list, { limit: 100 }, theirs);
      const ids = new Set(other.items.map((item) => item[list.id]));
      t.first(other.items, `item in the other account's ${list.items}`);
      const stray = own.items.filter((item) => ids.has(item[list.id]));
      t.check.equal(stray, [], `The ${list.items} of two accounts overlap`, own.exchange);
    }
  },

  'ISO-005': async (t) => {
    const { mine, theirs } = await twoAccounts(t);
    const { id } = await createTarget(t, theirs, 'failure', 'https://partner.example/theirs');
    const seen = (await listTargets(t, mine)).some((target) => target.id === id);
    await clearAway(t, theirs, id);
    t.check.equal(seen, false, "Another account's target is listed");
  },

  'ISO-006': async (t) => {
    const [mine, theirs] = [await ownAccount(t), await ownAccount(t)];
    const [here, there] = [await t.receiver.hook(200), await t.receiver.hook(200)];
    await createTarget(t, mine.token, 'success', here.url);
    await createTarget(t, theirs.token, 'success', there.url);
    const own = await complete(t, mine.accountId);
    await arrives(t, here);
    const foreign = await complete(t, theirs.accountId);
    await arrives(t, there);
    t.check.that(!sessionsAt(there).includes(own), 'A webhook goes to another account', 'nothing', own);
    t.check.that(
      !sessionsAt(here).includes(foreign),
      'A webhook goes to another account',
      'nothing',
      foreign,
    );
  },

  'ISO-007': async (t) => {
    const { mine, theirs } = await twoAccounts(t);
    const whole = await readPage(t, cardsList, { limit: 100 }, mine);
    const [newest] = (await readPage(t, cardsList, { limit: 1 }, theirs)).items;
    if (newest === undefined || whole.nextCursor !== null)
      return t.notChecked('needs fewer than 100 cards, and one elsewhere');
    const own = new Set(whole.items.map((item) => item.user_card_id));
    const queries = [
      { cursor: String(newest.added_at) },
      { q: String(newest.player_name) },
      { graded: 'graded' },
    ];
    for (const query of queries) {
      const page = await readPage(t, cardsList, { limit: 100, ...query }, mine);
      const stray = page.items.find((item) => !own.has(item.user_card_id));
      t.check.equal(stray, undefined, "A query leads to another account's card", page.exchange);
    }
  },
});
