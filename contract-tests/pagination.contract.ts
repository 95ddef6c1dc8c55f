import { pagination } from './rules/pagination.js';
import { area } from '../src/suite/rules/define-rule.js';
import { exclusiveBound, walkLaw } from '../src/suite/lists/laws.js';
import { cardsList, gradingsList, readPage, walk } from '../src/suite/lists/walk.js';

const lists = [gradingsList, cardsList];

export default area(pagination, {
  'PAGE-001': (t) => walkLaw(t, gradingsList),
  'PAGE-002': (t) => walkLaw(t, cardsList),
  'PAGE-003': (t) => exclusiveBound(t, gradingsList),
  'PAGE-004': (t) => exclusiveBound(t, cardsList),

  'PAGE-005': async (t) => {
    for (const list of lists)
      for (const limit of [1, 3]) {
        const { items, exchange } = await readPage(t, list, { limit });
        t.check.that(
          items.length <= limit,
          `limit=${limit} gives more`,
          `at most ${limit}`,
          items.length,
          exchange,
        );
      }
  },

  'PAGE-006': async (t) => {
    for (const list of lists) {
      const { items, nextCursor, exchange } = await readPage(t, list, { cursor: '1990-01-01T00:00:00.000Z' });
      t.check.equal(items, [], `Something is listed before any ${list.items} began`, exchange);
      t.check.equal(nextCursor, null, 'An empty page has a cursor', exchange);
    }
  },

  'PAGE-007': async (t) => {
    for (const list of lists) {
      const all = await walk(t, list, { limit: 100 });
      const size = t.enough(
        all.flatMap(({ items }) => items),
        2,
        list.items,
      ).length;
      const page = await readPage(t, list, { limit: 1 });
      const last = page.items.at(-1)?.[list.time];
      t.check.equal(page.nextCursor, last, 'next_cursor is not the time of the last item', page.exchange);
      if (size > 100) continue;
      const exact = await readPage(t, list, { limit: size });
      t.check.equal(exact.nextCursor, null, 'A page that ends the list has a cursor', exact.exchange);
    }
  },

  'PAGE-008': async (t) => {
    const idsIn = async (query: Record<string, string | number>): Promise<unknown[]> =>
      (await walk(t, cardsList, query)).flatMap(({ items }) => items.map((item) => item.user_card_id));
    for (const graded of ['raw', 'graded']) {
      const whole = await idsIn({ graded, limit: 100 });
      if (whole.length > 40) t.notChecked('the account has too many cards to walk them in small pages');
      t.check.equal(await idsIn({ graded, limit: 3 }), whole, `graded=${graded} is not kept over the pages`);
    }
  },

  'PAGE-009': async (t) => {
    const { items } = await readPage(t, gradingsList, { limit: 100 });
    const middle = t.enough(items, 3, 'gradings')[1];
    const moment = Date.parse(String(middle?.created_at));
    const shifted = new Date(moment + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const utc = await readPage(t, gradingsList, { cursor: new Date(moment).toISOString() });
    const offset = await readPage(t, gradingsList, { cursor: shifted });
    t.check.equal(offset.items, utc.items, 'An offset in a cursor changes its moment', offset.exchange);
    const whole = new Date(Math.ceil(moment / 1000) * 1000).toISOString();
    const [long, short] = [
      await readPage(t, gradingsList, { cursor: whole }),
      await readPage(t, gradingsList, { cursor: whole.replace('.000Z', 'Z') }),
    ];
    t.check.equal(short.items, long.items, 'A cursor without fractions is another moment', short.exchange);
  },

  'PAGE-010': async (t) => {
    for (const query of ['limit=', 'limit=1&limit=2', 'cursor=2026-01-01'])
      t.check.error(await t.send('GET', `/v1/gradings?${query}`), 400, 'validation_error');
    t.check.error(await t.send('GET', '/v1/cards?category_id=0'), 400, 'validation_error');
  },
});
