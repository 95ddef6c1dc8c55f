import { filters } from '../rules/filters.js';
import { pagination } from '../rules/pagination.js';
import type { JsonObject } from '../../src/suite/client/json.js';
import { deviationsOf } from './deviations-of.js';
import { answers, bodies, jsonOf, listOf, type Match, parameter, refusal } from '../../src/suite/deviations/hooks.js';

const oneLater = (cursor: string | null): string | null =>
  cursor === null || Number.isNaN(Date.parse(cursor))
    ? cursor
    : new Date(Date.parse(cursor) + 1).toISOString();

/** Keeps of the listed cards those that a condition on the search text allows. */
const search = (keep: (item: JsonObject, text: string) => boolean) =>
  bodies('listCards', (body, { query }) => {
    const text = query.get('q');
    return text === null ? body : { ...body, cards: listOf(body.cards).filter((item) => keep(item, text)) };
  });

const searched = (item: JsonObject): string =>
  [item.player_name, item.brand, item.year, item.card_number].map(String).join('\n');

/** Puts the listed cards into another order when a condition on the query holds. */
const reorder = (when: (query: URLSearchParams) => boolean, order: (cards: JsonObject[]) => JsonObject[]) =>
  bodies('listCards', (body, { query }) =>
    when(query) ? { ...body, cards: order(listOf(body.cards)) } : body,
  );

const lists: Match = ['listGradings', 'listCards'];

export const listingDeviations = [
  ...deviationsOf(pagination, {
    'PAGE-001': [
      [
        'the cursor compares with "at or before", so the last item of a page comes again',
        () => parameter('listGradings', 'cursor', oneLater),
      ],
    ],
    'PAGE-002': [
      [
        'next_cursor is the time of the first item that is not shown, which is then skipped',
        () =>
          bodies('listCards', async (body, call, next) => {
            const limit = Number(call.query.get('limit') ?? 25);
            if (body.next_cursor === null || limit > 99) return body;
            const query = new URLSearchParams(call.query);
            query.set('limit', String(limit + 1));
            const longer = listOf(jsonOf(await next({ ...call, query })).cards);
            return { ...body, next_cursor: longer.at(-1)?.added_at };
          }),
      ],
    ],
    'PAGE-003': [
      ['a gradings cursor includes its own moment', () => parameter('listGradings', 'cursor', oneLater)],
    ],
    'PAGE-004': [
      ['a cards cursor includes its own moment', () => parameter('listCards', 'cursor', oneLater)],
    ],
    'PAGE-005': [
      [
        'the item that is fetched to see whether more follow is shown',
        () =>
          parameter(lists, 'limit', (limit) =>
            limit !== null && /^\d+$/.test(limit) && Number(limit) > 0 && Number(limit) < 100
              ? String(Number(limit) + 1)
              : limit,
          ),
      ],
    ],
    'PAGE-006': [
      [
        'an empty page is not found',
        () =>
          answers('listGradings', (answer) =>
            answer.status === 200 && listOf(jsonOf(answer).gradings).length === 0
              ? refusal(404, 'not_found')
              : answer,
          ),
      ],
    ],
    'PAGE-007': [
      [
        'a full page always has a cursor, the last one too',
        () =>
          bodies('listGradings', (body, { query }) => {
            const page = listOf(body.gradings);
            const full = page.length > 0 && page.length === Number(query.get('limit') ?? 25);
            return full ? { ...body, next_cursor: page.at(-1)?.created_at } : body;
          }),
      ],
    ],
    'PAGE-008': [
      [
        'a filter is forgotten from the second page on',
        () => parameter('listCards', 'graded', (graded, query) => (query.has('cursor') ? null : graded)),
      ],
    ],
    'PAGE-009': [
      [
        'the offset of a cursor is cut off',
        () => parameter('listGradings', 'cursor', (cursor) => cursor?.replace(/[+-]\d\d:\d\d$/, 'Z') ?? null),
      ],
    ],
    'PAGE-010': [
      [
        'an empty limit is the default',
        () => parameter(lists, 'limit', (limit) => (limit === '' ? null : limit)),
      ],
    ],
  }),
  ...deviationsOf(filters, {
    'FILT-001': [
      [
        'graded=raw does not filter',
        () => parameter('listCards', 'graded', (graded) => (graded === 'raw' ? 'all' : graded)),
      ],
    ],
    'FILT-002': [
      [
        'raw and graded are mixed up',
        () =>
          parameter('listCards', 'graded', (graded) =>
            graded === 'raw' ? 'graded' : graded === 'graded' ? 'raw' : graded,
          ),
      ],
    ],
    'FILT-003': [
      [
        'the team is not searched',
        () => search((item, text) => searched(item).toLowerCase().includes(text.toLowerCase())),
      ],
    ],
    'FILT-004': [['q is ignored', () => parameter('listCards', 'q', () => null)]],
    'FILT-005': [
      [
        'a year finds its whole century',
        () =>
          parameter('listCards', 'q', (text) =>
            text !== null && /^\d{4}$/.test(text) ? text.slice(0, 2) : text,
          ),
      ],
    ],
    'FILT-006': [
      [
        'the search minds letter case',
        () => search((item, text) => `${searched(item)}\n${String(item.team_name)}`.includes(text)),
      ],
    ],
    'FILT-007': [
      ['% is a wildcard', () => parameter('listCards', 'q', (text) => (text === '%' ? null : text))],
    ],
    'FILT-008': [['an empty q finds nothing', () => search((_, text) => text !== '')]],
    'FILT-009': [['category_id is ignored', () => parameter('listCards', 'category_id', () => null)]],
    'FILT-010': [
      [
        'a search forgets the graded filter',
        () => parameter('listCards', 'graded', (graded, query) => (query.has('q') ? null : graded)),
      ],
    ],
    'SORT-001': [
      [
        'sort=player is ignored',
        () => parameter('listCards', 'sort', (sort) => (sort === 'player' ? null : sort)),
      ],
    ],
    'SORT-002': [
      [
        'dir is ignored when sorting by added',
        () => parameter('listCards', 'dir', (dir, query) => (query.get('sort') === 'added' ? null : dir)),
      ],
    ],
    'SORT-003': [
      [
        'a page after a cursor is sorted as asked',
        () =>
          reorder(
            (query) => query.has('cursor') && query.has('sort'),
            (cards) => cards.toReversed(),
          ),
      ],
    ],
    'SORT-004': [
      [
        'a sort alone is ascending',
        () => parameter('listCards', 'dir', (dir, query) => (query.has('sort') ? (dir ?? 'asc') : dir)),
      ],
    ],
    'SORT-005': [
      [
        'raw cards come last in both directions',
        () =>
          reorder(
            (query) => query.get('sort') === 'grade',
            (cards) => [
              ...cards.filter(({ grade }) => grade !== null),
              ...cards.filter(({ grade }) => grade === null),
            ],
          ),
      ],
    ],
    'SORT-006': [
      [
        'cards of one grade come oldest first',
        () =>
          reorder(
            (query) => query.get('sort') === 'grade',
            (cards) => {
              const grades = [...new Set(cards.map(({ grade }) => grade))];
              return grades.flatMap((value) => cards.filter(({ grade }) => grade === value).toReversed());
            },
          ),
      ],
    ],
  }),
];
