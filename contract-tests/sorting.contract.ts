import type { JsonObject } from '../src/suite/client/json.js';
import { changeBody, changeParameter, listOf } from '../src/suite/deviations/hooks.js';
import { allCards, idsOf } from '../src/suite/lists/all-cards.js';
import { inNumericOrder, inSomeOrder, type Sortable } from '../src/suite/lists/order.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const columns = { player: 'player_name', year: 'year', brand: 'brand', grade: 'grade' };

const directions = ['asc', 'desc'] as const;

const sortable = (value: unknown): Sortable =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

/** Puts the listed cards into another order when a condition on the query holds. */
const reorder = (when: (query: URLSearchParams) => boolean, order: (cards: JsonObject[]) => JsonObject[]) =>
  changeBody('listCards', (body, { query }) =>
    when(query) ? { ...body, cards: order(listOf(body.cards)) } : body,
  );

export default defineRules('sorting', [
  {
    id: 'SORT-001',
    title: 'sorts by player, year, brand and grade in both directions, and loses no card',
    provenance: 'documented',
    source: '§6',
    sentence:
      '`sort` = `added` (default) | `player` | `year` | `brand` | `grade`; `dir` = `desc` (default) | `asc`.',
    severity: 'major',
    check: async (t) => {
      const { items: all } = await allCards(t);
      t.enough(all, 3, 'cards');
      for (const [sort, column] of Object.entries(columns))
        for (const dir of sort === 'year' ? (['asc'] as const) : directions) {
          const { items, exchange } = await allCards(t, { sort, dir });
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
        const { items, exchange } = await allCards(t, { sort: 'added', dir });
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
      const { items: all } = await allCards(t);
      const newest = t.enough(all, 3, 'cards')[0];
      const cursor = String(newest?.added_at);
      const plain = (await allCards(t, { cursor })).items.map((item) => item.user_card_id);
      for (const [sort, dir] of [
        ['player', 'asc'] as const,
        ['grade', 'asc'] as const,
        ['brand', 'desc'] as const,
      ]) {
        const { items, exchange } = await allCards(t, { cursor, sort, dir });
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
        const { items, exchange } = await allCards(t, { sort });
        const descending = await allCards(t, { sort, dir: 'desc' });
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
        const { items, exchange } = await allCards(t, { sort: 'grade', dir });
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
        const { items, exchange } = await allCards(t, { sort: 'grade', dir });
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
