import { filters } from './rules/filters.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { inNumericOrder, inSomeOrder, type Sortable } from '../src/suite/lists/order.js';
import { cardsList, readPage } from '../src/suite/lists/walk.js';

type Query = Record<string, string | number>;
const searched = ['player_name', 'brand', 'year', 'card_number', 'team_name'];
const columns = { player: 'player_name', year: 'year', brand: 'brand', grade: 'grade' };
const directions = ['asc', 'desc'] as const;

const idsOf = (items: JsonObject[]): number[] =>
  items.map((item) => Number(item.user_card_id)).toSorted((left, right) => left - right);

async function cards(
  t: RuleContext,
  query: Query = {},
): Promise<{ items: JsonObject[]; exchange: Exchange }> {
  const page = await readPage(t, cardsList, { limit: 100, ...query });
  if (page.items.length >= 100) t.notChecked('the account has 100 cards or more, too many to compare');
  return page;
}

const textsOf = (item: JsonObject): string[] =>
  searched.map((name) => item[name]).filter((value) => typeof value === 'string');

const has = (item: JsonObject, text: string): boolean =>
  textsOf(item).some((value) => value.toLowerCase().includes(text.toLowerCase()));

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const sortable = (value: unknown): Sortable =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

/** One value of each searched field, taken from the cards themselves. */
function samples(items: JsonObject[]): { field: string; text: string; item: JsonObject }[] {
  return searched.flatMap((field) => {
    const item = items.find((each) => typeof each[field] === 'string' && each[field] !== '');
    const text = item?.[field];
    return item === undefined || typeof text !== 'string' ? [] : [{ field, text, item }];
  });
}

/** Checks that a list holds exactly the cards that the predicate picks out of all. */
async function gives(t: RuleContext, query: Query, pick: (item: JsonObject) => boolean, message: string) {
  const { items: all } = await cards(t);
  t.enough(all, 2, 'cards');
  const { items, exchange } = await cards(t, query);
  t.check.equal(idsOf(items), idsOf(all.filter(pick)), message, exchange);
}

export default area(filters, {
  'FILT-001': async (t) => {
    const { items: all, exchange } = await cards(t);
    t.enough(all, 2, 'cards');
    const raw = idsOf((await cards(t, { graded: 'raw' })).items);
    const graded = idsOf((await cards(t, { graded: 'graded' })).items);
    const joined = [...raw, ...graded].toSorted((left, right) => left - right);
    t.check.equal(joined, idsOf(all), 'graded and raw together are not all cards, each once', exchange);
    const named = await cards(t, { graded: 'all' });
    t.check.equal(idsOf(named.items), idsOf(all), 'graded=all is not the default', named.exchange);
    const without = all.filter((item) => item.grade === null).length;
    if (without === 0 || without === all.length) return;
    t.check.that(
      raw.length > 0 && graded.length > 0,
      'Of graded and raw cards one list is empty',
      'cards in both',
      `${raw.length} raw, ${graded.length} graded`,
      exchange,
    );
  },

  'FILT-002': async (t) => {
    await gives(t, { graded: 'raw' }, (item) => item.grade === null, 'raw is not: no grade');
    await gives(t, { graded: 'graded' }, (item) => item.grade !== null, 'graded is not: a grade');
  },

  'FILT-003': async (t) => {
    const { items: all } = await cards(t);
    const found = t.enough(samples(all), 4, 'searchable fields with a value');
    for (const { field, text, item } of found) {
      const { items, exchange } = await cards(t, { q: text });
      const message = `q does not find a card by its ${field}`;
      t.check.that(
        idsOf(items).includes(Number(item.user_card_id)),
        message,
        `card ${item.user_card_id}`,
        idsOf(items),
        exchange,
      );
      const words = wordsOf(text);
      const stray = items.find(
        (each) => !wordsOf(textsOf(each).join(' ')).some((word) => words.some((part) => word.includes(part))),
      );
      t.check.equal(stray, undefined, `q=${text} finds a card that has none of its words`, exchange);
    }
  },

  'FILT-004': async (t) => {
    t.first((await cards(t)).items, 'card');
    const { items, exchange } = await cards(t, { q: 'zqxj-no-such-card-9137' });
    t.check.equal(idsOf(items), [], 'A text that no card has finds cards', exchange);
  },

  'FILT-005': async (t) => {
    for (const { text } of samples((await cards(t)).items)) {
      const { items, exchange } = await cards(t, { q: text });
      const stray = items.find((item) => !has(item, text));
      t.check.equal(stray, undefined, `q=${text} finds a card without that text`, exchange);
    }
  },

  'FILT-006': async (t) => {
    for (const { text } of samples((await cards(t)).items).slice(0, 3)) {
      const part = (text.length > 3 ? text.slice(1, -1) : text).toUpperCase();
      await gives(
        t,
        { q: part },
        (item) => has(item, part),
        `q=${part} is no case-insensitive substring search`,
      );
    }
  },

  'FILT-007': async (t) => {
    for (const q of ['%', '_'])
      await gives(t, { q }, (item) => has(item, q), `${q} in a search is not an ordinary character`);
  },

  'FILT-008': async (t) => {
    await gives(t, { q: '' }, () => true, 'An empty q filters');
  },

  'FILT-009': async (t) => {
    const { items: all } = await cards(t);
    const categories = new Set<unknown>();
    for (const item of all) {
      if (categories.has(item.category)) continue;
      categories.add(item.category);
      const detail = await t.call('getCard', { id: t.check.integer(item, 'user_card_id') });
      const { card } = t.check.object(detail);
      const id = isObject(card) ? card.category_id : undefined;
      if (typeof id !== 'number')
        return t.notChecked('card detail names no `category_id` (an assumed name) to filter by');
      const message = `category_id=${id} is not: ${item.category}`;
      await gives(t, { category_id: id }, (each) => each.category === item.category, message);
    }
  },

  'FILT-010': async (t) => {
    const { items: all } = await cards(t);
    const brand = t.check.text(t.first(all, 'card'), 'brand');
    const alone = idsOf((await cards(t, { q: brand })).items);
    const graded = idsOf((await cards(t, { graded: 'graded' })).items);
    const { items, exchange } = await cards(t, { q: brand, graded: 'graded' });
    const expected = alone.filter((id) => graded.includes(id));
    t.check.equal(idsOf(items), expected, 'q and graded together are not what both leave', exchange);
  },

  'SORT-001': async (t) => {
    const { items: all } = await cards(t);
    t.enough(all, 3, 'cards');
    for (const [sort, column] of Object.entries(columns))
      for (const dir of sort === 'year' ? (['asc'] as const) : directions) {
        const { items, exchange } = await cards(t, { sort, dir });
        t.check.equal(idsOf(items), idsOf(all), `sort=${sort} changes which cards are listed`, exchange);
        const values = items.map((item) => sortable(item[column]));
        const numbers = values.map(Number).filter((_, index) => values[index] !== null);
        const numeric = sort === 'grade' && inNumericOrder(numbers, dir);
        t.check.that(
          numeric || inSomeOrder(values, dir),
          `sort=${sort}&dir=${dir} is not sorted`,
          `${column} ${dir}`,
          values,
          exchange,
        );
      }
  },

  'SORT-002': async (t) => {
    for (const dir of directions) {
      const { items, exchange } = await cards(t, { sort: 'added', dir });
      const times = t.enough(items, 2, 'cards').map((item) => Date.parse(String(item.added_at)));
      t.check.that(
        inNumericOrder(times, dir),
        `sort=added&dir=${dir} is not sorted`,
        `added_at ${dir}`,
        times,
        exchange,
      );
    }
  },

  'SORT-003': async (t) => {
    const { items: all } = await cards(t);
    const newest = t.enough(all, 3, 'cards')[0];
    const cursor = String(newest?.added_at);
    const plain = (await cards(t, { cursor })).items.map((item) => item.user_card_id);
    for (const [sort, dir] of [
      ['player', 'asc'] as const,
      ['grade', 'asc'] as const,
      ['brand', 'desc'] as const,
    ]) {
      const { items, exchange } = await cards(t, { cursor, sort, dir });
      const times = items.map((item) => Date.parse(String(item.added_at)));
      const ids = items.map((item) => item.user_card_id);
      const message = `With a cursor, sort=${sort}&dir=${dir} is not by added_at descending`;
      t.check.that(inNumericOrder(times, 'desc'), message, 'added_at descending', times, exchange);
      t.check.equal(ids, plain, message, exchange);
    }
  },

  'SORT-004': async (t) => {
    for (const sort of ['player', 'added']) {
      const { items, exchange } = await cards(t, { sort });
      const descending = await cards(t, { sort, dir: 'desc' });
      t.enough(items, 2, 'cards');
      const [got, expected] = [items, descending.items].map((list) => list.map((item) => item.user_card_id));
      t.check.equal(got, expected, `sort=${sort} alone is not descending`, exchange);
    }
  },

  'SORT-005': async (t) => {
    for (const dir of directions) {
      const { items, exchange } = await cards(t, { sort: 'grade', dir });
      const grades = t
        .enough(items, 3, 'cards')
        .map((item) => (item.grade === null ? null : Number(item.grade)));
      t.check.that(
        inNumericOrder(grades, dir),
        `sort=grade&dir=${dir} is not by number with raw cards at the right end`,
        'numbers, raw cards last ascending and first descending',
        grades,
        exchange,
      );
    }
  },

  'SORT-006': async (t) => {
    for (const dir of directions) {
      const { items, exchange } = await cards(t, { sort: 'grade', dir });
      for (const [index, item] of items.entries()) {
        const before = items[index - 1];
        if (before === undefined || before.grade !== item.grade) continue;
        const inOrder = Date.parse(String(before.added_at)) >= Date.parse(String(item.added_at));
        const came = `${before.added_at} before ${item.added_at}`;
        t.check.that(inOrder, 'Ties are not by added_at descending', 'newer ones first', came, exchange);
      }
    }
  },
});
