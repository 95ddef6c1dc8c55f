import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { changeBody, changeParameter, listOf } from '../src/suite/deviations/hooks.js';
import { inNumericOrder, inSomeOrder, type Sortable } from '../src/suite/lists/order.js';
import { cardsList, readPage } from '../src/suite/lists/walk.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

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

/** Keeps of the listed cards those that a condition on the search text allows. */
const search = (keep: (item: JsonObject, text: string) => boolean) =>
  changeBody('listCards', (body, { query }) => {
    const text = query.get('q');
    return text === null ? body : { ...body, cards: listOf(body.cards).filter((item) => keep(item, text)) };
  });

const searchedText = (item: JsonObject): string =>
  [item.player_name, item.brand, item.year, item.card_number].map(String).join('\n');

/** Puts the listed cards into another order when a condition on the query holds. */
const reorder = (when: (query: URLSearchParams) => boolean, order: (cards: JsonObject[]) => JsonObject[]) =>
  changeBody('listCards', (body, { query }) =>
    when(query) ? { ...body, cards: order(listOf(body.cards)) } : body,
  );

export default defineRules('filters-and-sorting', [
  {
    id: 'FILT-001',
    title: 'parts the cards into graded and raw ones: each is in exactly one of the two',
    provenance: 'documented',
    source: '§6',
    sentence: '`graded` = `all` (default) | `graded` | `raw`.',
    severity: 'critical',
    check: async (t) => {
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
    deviations: [
      {
        title: 'graded=raw does not filter',
        start: () => changeParameter('listCards', 'graded', (graded) => (graded === 'raw' ? 'all' : graded)),
      },
    ],
  },

  {
    id: 'FILT-002',
    title: 'takes raw to mean no grade',
    provenance: 'assumed',
    source: '§6',
    sentence: '`raw` means no grade.',
    severity: 'minor',
    check: async (t) => {
      await gives(t, { graded: 'raw' }, (item) => item.grade === null, 'raw is not: no grade');
      await gives(t, { graded: 'graded' }, (item) => item.grade !== null, 'graded is not: a grade');
    },
    deviations: [
      {
        title: 'raw and graded are mixed up',
        start: () =>
          changeParameter('listCards', 'graded', (graded) =>
            graded === 'raw' ? 'graded' : graded === 'graded' ? 'raw' : graded,
          ),
      },
    ],
  },

  {
    id: 'FILT-003',
    title: 'finds a card by its player, brand, year, card number and team',
    provenance: 'documented',
    source: '§6',
    sentence: '`q` searches player, brand, year, card number, team.',
    severity: 'critical',
    check: async (t) => {
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
          (each) =>
            !wordsOf(textsOf(each).join(' ')).some((word) => words.some((part) => word.includes(part))),
        );
        t.check.equal(stray, undefined, `q=${text} finds a card that has none of its words`, exchange);
      }
    },
    deviations: [
      {
        title: 'the team is not searched',
        start: () => search((item, text) => searchedText(item).toLowerCase().includes(text.toLowerCase())),
      },
    ],
  },

  {
    id: 'FILT-004',
    title: 'finds nothing for a text that no card has',
    provenance: 'documented',
    source: '§6',
    sentence: '`q` searches player, brand, year, card number, team.',
    severity: 'critical',
    check: async (t) => {
      t.first((await cards(t)).items, 'card');
      const { items, exchange } = await cards(t, { q: 'zqxj-no-such-card-9137' });
      t.check.equal(idsOf(items), [], 'A text that no card has finds cards', exchange);
    },
    deviations: [{ title: 'q is ignored', start: () => changeParameter('listCards', 'q', () => null) }],
  },

  {
    id: 'FILT-005',
    title: 'finds only cards that have the text in one of the searched fields',
    provenance: 'assumed',
    source: '§6',
    sentence: '`q` is a case-insensitive substring.',
    severity: 'major',
    check: async (t) => {
      for (const { text } of samples((await cards(t)).items)) {
        const { items, exchange } = await cards(t, { q: text });
        const stray = items.find((item) => !has(item, text));
        t.check.equal(stray, undefined, `q=${text} finds a card without that text`, exchange);
      }
    },
    deviations: [
      {
        title: 'a year finds its whole century',
        start: () =>
          changeParameter('listCards', 'q', (text) =>
            text !== null && /^\d{4}$/.test(text) ? text.slice(0, 2) : text,
          ),
      },
    ],
  },

  {
    id: 'FILT-006',
    title: 'finds a card by any part of its fields in any letter case',
    provenance: 'assumed',
    source: '§6',
    sentence: '`q` is a case-insensitive substring.',
    severity: 'minor',
    check: async (t) => {
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
    deviations: [
      {
        title: 'the search minds letter case',
        start: () =>
          search((item, text) => `${searchedText(item)}\n${String(item.team_name)}`.includes(text)),
      },
    ],
  },

  {
    id: 'FILT-007',
    title: 'takes % and _ in a search as ordinary characters',
    provenance: 'assumed',
    source: '§6',
    sentence: '`%` and `_` in `q` are ordinary characters.',
    severity: 'minor',
    check: async (t) => {
      for (const q of ['%', '_'])
        await gives(t, { q }, (item) => has(item, q), `${q} in a search is not an ordinary character`);
    },
    deviations: [
      {
        title: '% is a wildcard',
        start: () => changeParameter('listCards', 'q', (text) => (text === '%' ? null : text)),
      },
    ],
  },

  {
    id: 'FILT-008',
    title: 'takes an empty search as no filter',
    provenance: 'assumed',
    source: '§6',
    sentence: 'An empty `q` is no filter.',
    severity: 'minor',
    check: async (t) => {
      await gives(t, { q: '' }, () => true, 'An empty q filters');
    },
    deviations: [{ title: 'an empty q finds nothing', start: () => search((_, text) => text !== '') }],
  },

  {
    id: 'FILT-009',
    title: 'gives all cards of a category and no others',
    provenance: 'documented',
    source: '§6',
    sentence: '`category_id` (integer).',
    severity: 'major',
    check: async (t) => {
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
    deviations: [
      {
        title: 'category_id is ignored',
        start: () => changeParameter('listCards', 'category_id', () => null),
      },
    ],
  },

  {
    id: 'FILT-010',
    title: 'joins filters: each narrows what the other leaves',
    provenance: 'documented',
    source: '§6',
    sentence: '`q` searches …; `graded` = `all` | `graded` | `raw`; `category_id`.',
    severity: 'major',
    check: async (t) => {
      const { items: all } = await cards(t);
      const brand = t.check.text(t.first(all, 'card'), 'brand');
      const alone = idsOf((await cards(t, { q: brand })).items);
      const graded = idsOf((await cards(t, { graded: 'graded' })).items);
      const { items, exchange } = await cards(t, { q: brand, graded: 'graded' });
      const expected = alone.filter((id) => graded.includes(id));
      t.check.equal(idsOf(items), expected, 'q and graded together are not what both leave', exchange);
    },
    deviations: [
      {
        title: 'a search forgets the graded filter',
        start: () =>
          changeParameter('listCards', 'graded', (graded, query) => (query.has('q') ? null : graded)),
      },
    ],
  },

  {
    id: 'SORT-001',
    title: 'sorts by player, year, brand and grade in both directions, and loses no card',
    provenance: 'documented',
    source: '§6',
    sentence:
      '`sort` = `added` (default) | `player` | `year` | `brand` | `grade`; `dir` = `desc` (default) | `asc`.',
    severity: 'major',
    check: async (t) => {
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
    deviations: [
      {
        title: 'sort=player is ignored',
        start: () => changeParameter('listCards', 'sort', (sort) => (sort === 'player' ? null : sort)),
      },
    ],
  },

  {
    id: 'SORT-002',
    title: 'sorts by added_at in both directions',
    provenance: 'documented',
    source: '§6',
    sentence: '`sort` = `added`; `dir` = `desc` (default) | `asc`.',
    severity: 'major',
    check: async (t) => {
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
    deviations: [
      {
        title: 'dir is ignored when sorting by added',
        start: () =>
          changeParameter('listCards', 'dir', (dir, query) => (query.get('sort') === 'added' ? null : dir)),
      },
    ],
  },

  {
    id: 'SORT-003',
    title: 'orders by added_at descending with a cursor, whatever sort and dir say',
    provenance: 'documented',
    source: '§6',
    sentence: 'With a `cursor`, results are by `added_at` descending whatever `sort` and `dir` say.',
    severity: 'critical',
    check: async (t) => {
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
    deviations: [
      {
        title: 'a page after a cursor is sorted as asked',
        start: () =>
          reorder(
            (query) => query.has('cursor') && query.has('sort'),
            (cards) => cards.toReversed(),
          ),
      },
    ],
  },

  {
    id: 'SORT-004',
    title: 'sorts descending when only a sort is given',
    provenance: 'documented',
    source: '§6',
    sentence: '`dir` = `desc` (default) | `asc`.',
    severity: 'minor',
    check: async (t) => {
      for (const sort of ['player', 'added']) {
        const { items, exchange } = await cards(t, { sort });
        const descending = await cards(t, { sort, dir: 'desc' });
        t.enough(items, 2, 'cards');
        const [got, expected] = [items, descending.items].map((list) =>
          list.map((item) => item.user_card_id),
        );
        t.check.equal(got, expected, `sort=${sort} alone is not descending`, exchange);
      }
    },
    deviations: [
      {
        title: 'a sort alone is ascending',
        start: () =>
          changeParameter('listCards', 'dir', (dir, query) => (query.has('sort') ? (dir ?? 'asc') : dir)),
      },
    ],
  },

  {
    id: 'SORT-005',
    title: 'sorts grades as numbers, with raw cards last ascending and first descending',
    provenance: 'assumed',
    source: '§6, §10',
    sentence:
      "Sorting is PostgreSQL's own: by value (grades as numbers), nulls last ascending and first descending.",
    severity: 'minor',
    check: async (t) => {
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
    deviations: [
      {
        title: 'raw cards come last in both directions',
        start: () =>
          reorder(
            (query) => query.get('sort') === 'grade',
            (cards) => [
              ...cards.filter(({ grade }) => grade !== null),
              ...cards.filter(({ grade }) => grade === null),
            ],
          ),
      },
    ],
  },

  {
    id: 'SORT-006',
    title: 'breaks ties by added_at descending',
    provenance: 'assumed',
    source: '§10',
    sentence: 'Sorting ties: `added_at` descending, then id descending.',
    severity: 'minor',
    check: async (t) => {
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
    deviations: [
      {
        title: 'cards of one grade come oldest first',
        start: () =>
          reorder(
            (query) => query.get('sort') === 'grade',
            (cards) => {
              const grades = [...new Set(cards.map(({ grade }) => grade))];
              return grades.flatMap((value) => cards.filter(({ grade }) => grade === value).toReversed());
            },
          ),
      },
    ],
  },
]);
