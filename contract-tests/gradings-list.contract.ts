import { gradingsList as rules } from './rules/gradings-list.js';
import { area } from '../src/suite/rules/define-rule.js';
import { badCursor, defaultLimit, limitBounds, newestFirst, utcTimes } from '../src/suite/lists/lists.js';
import { gradingsList, readPage } from '../src/suite/lists/walk.js';

export default area(rules, {
  'GRL-001': async (t) => {
    const { items, exchange } = await readPage(t, gradingsList, {});
    t.first(items, 'grading');
    for (const item of items) {
      for (const name of ['id', 'created_at', 'updated_at']) t.check.text(item, name, exchange);
      for (const name of ['user_card_id', 'unique_identifier']) t.check.integer(item, name, exchange);
    }
  },

  'GRL-002': (t) => defaultLimit(t, gradingsList),
  'GRL-003': (t) => limitBounds(t, gradingsList),
  'GRL-004': (t) => badCursor(t, gradingsList),
  'GRL-005': (t) => newestFirst(t, gradingsList),
  'GRL-006': (t) => utcTimes(t, gradingsList, ['created_at', 'updated_at']),

  'GRL-007': async (t) => {
    const account = await t.accounts.fresh({ cards: 1, gradings: 1 });
    const accountId = t.accounts.idOf(account);
    const id = await t.driver.completeGrading({ accountId, outcome: 'failure', capture: 'full' });
    const { items, exchange } = await readPage(t, gradingsList, {}, account.token);
    t.check.that(
      items.some((item) => item.id === id),
      'A failed grading is not listed',
      `${id} in the list`,
      items.map((item) => item.id),
      exchange,
    );
  },

  'GRL-008': async (t) => {
    const account = await t.accounts.fresh({ cards: 1, gradings: 1 });
    const accountId = t.accounts.idOf(account);
    const id = await t.driver.completeGrading({ accountId, outcome: 'success', capture: 'full' });
    const { items, exchange } = await readPage(t, gradingsList, {}, account.token);
    t.check.equal(items[0]?.id, id, 'The grading that just completed is not the first', exchange);
    t.check.equal(items.length, 2, 'The account has another number of gradings', exchange);
  },
});
