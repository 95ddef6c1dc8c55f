import type { JsonObject } from '../src/suite/client/json.js';
import { changeBody, listOf } from '../src/suite/deviations/hooks.js';
import { allCards } from '../src/suite/lists/all-cards.js';
import { inNumericOrder } from '../src/suite/lists/order.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const directions = ['asc', 'desc'] as const;

/** Puts the listed cards into another order when a condition on the query holds. */
const reorder = (when: (query: URLSearchParams) => boolean, order: (cards: JsonObject[]) => JsonObject[]) =>
  changeBody('listCards', (body, { query }) =>
    when(query) ? { ...body, cards: order(listOf(body.cards)) } : body,
  );

export default defineRules('sorting', [
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
