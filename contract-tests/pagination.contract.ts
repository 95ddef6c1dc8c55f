import {
  changeBody,
  changeParameter,
  changeResponse,
  jsonOf,
  listOf,
  type Match,
  refuseWith,
} from '../src/suite/deviations/hooks.js';
import { cardsList, gradingsList, readPage, walk } from '../src/suite/lists/walk.js';
import { closeItemsLaw, listLaw } from '../src/suite/model/list-law.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const lists = [gradingsList, cardsList];

const oneLater = (cursor: string | null): string | null =>
  cursor === null || Number.isNaN(Date.parse(cursor))
    ? cursor
    : new Date(Date.parse(cursor) + 1).toISOString();

const listOperations: Match = ['listGradings', 'listCards'];

export default defineRules('pagination', [
  {
    id: 'PAGE-001',
    title: 'returns the page of gradings that the account allows, for every combination of limit and cursor',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`limit` 1–100, default 25; `cursor`: only gradings with `created_at` strictly before it. Newest first. Null means the end.',
    severity: 'critical',
    check: (t) => listLaw(t, gradingsList),
    deviations: [
      {
        title: 'the cursor compares with "at or before", so the last item of a page comes again',
        start: () => changeParameter('listGradings', 'cursor', oneLater),
      },
      {
        title: 'a gradings cursor includes its own moment',
        start: () => changeParameter('listGradings', 'cursor', oneLater),
      },
      {
        title: 'a page holds 20 by default',
        start: () => changeParameter('listGradings', 'limit', (limit) => limit ?? '20'),
      },
      {
        title: 'a page is listed oldest first',
        start: () =>
          changeBody('listGradings', (body) => ({ ...body, gradings: listOf(body.gradings).toReversed() })),
      },
    ],
  },

  {
    id: 'PAGE-002',
    title: 'returns the page of cards that the account allows, for every combination of parameters',
    provenance: 'documented',
    source: '§6',
    sentence:
      '`limit` 1–100 default 25; `cursor`: `added_at` strictly before it; `q`; `graded`; `category_id`; `sort`; `dir`. With a `cursor`, results are by `added_at` descending whatever `sort` and `dir` say.',
    severity: 'critical',
    check: (t) => listLaw(t, cardsList),
    deviations: [
      {
        title: 'next_cursor is the time of the first item that is not shown, which is then skipped',
        start: () =>
          changeBody('listCards', async (body, request, next) => {
            const limit = Number(request.query.get('limit') ?? 25);
            if (body.next_cursor === null || limit > 99) return body;
            const query = new URLSearchParams(request.query);
            query.set('limit', String(limit + 1));
            const longer = listOf(jsonOf(await next({ ...request, query })).cards);
            return { ...body, next_cursor: longer.at(-1)?.added_at };
          }),
      },
      {
        title: 'a cards cursor includes its own moment',
        start: () => changeParameter('listCards', 'cursor', oneLater),
      },
      {
        title: 'the item that is fetched to see whether more follow is shown',
        start: () =>
          changeParameter(listOperations, 'limit', (limit) =>
            limit !== null && /^\d+$/.test(limit) && Number(limit) > 0 && Number(limit) < 100
              ? String(Number(limit) + 1)
              : limit,
          ),
      },
      {
        title: 'a filter is forgotten from the second page on',
        start: () =>
          changeParameter('listCards', 'graded', (graded, query) => (query.has('cursor') ? null : graded)),
      },
      {
        title: 'a page holds 20 by default',
        start: () => changeParameter('listCards', 'limit', (limit) => limit ?? '20'),
      },
      {
        title: 'cards are listed oldest first when no order is asked for',
        start: () =>
          changeParameter('listCards', 'dir', (dir, query) =>
            query.has('sort') || query.has('cursor') ? dir : (dir ?? 'asc'),
          ),
      },
      {
        title: 'sort=player is ignored',
        start: () => changeParameter('listCards', 'sort', (sort) => (sort === 'player' ? null : sort)),
      },
      {
        title: 'dir is ignored when sorting by added',
        start: () =>
          changeParameter('listCards', 'dir', (dir, query) => (query.get('sort') === 'added' ? null : dir)),
      },
      {
        title: 'a page after a cursor is sorted as asked',
        start: () =>
          changeBody('listCards', (body, { query }) =>
            query.has('cursor') && query.has('sort')
              ? { ...body, cards: listOf(body.cards).toReversed() }
              : body,
          ),
      },
      {
        title: 'a sort alone is ascending',
        start: () =>
          changeParameter('listCards', 'dir', (dir, query) => (query.has('sort') ? (dir ?? 'asc') : dir)),
      },
      {
        title: 'a search drops the graded filter',
        start: () =>
          changeParameter('listCards', 'graded', (graded, query) => (query.has('q') ? null : graded)),
      },
    ],
  },
  {
    id: 'PAGE-011',
    title: 'keeps apart items that were made within a second',
    provenance: 'documented',
    source: '§5, §6',
    sentence:
      '`cursor`: only gradings with `created_at` strictly before it. Date-times are UTC with milliseconds.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: closeItemsLaw,
    deviations: [
      {
        title: 'a cursor is cut to whole seconds',
        start: () =>
          changeParameter(listOperations, 'cursor', (cursor) => cursor?.replace(/\.\d+/, '.000') ?? null),
      },
    ],
  },

  {
    id: 'PAGE-006',
    title: 'returns an empty list with a null cursor when nothing is left',
    provenance: 'documented',
    source: '§5, §6',
    sentence: 'Null means the end.',
    severity: 'major',
    check: async (t) => {
      for (const list of lists) {
        const { items, nextCursor, exchange } = await readPage(t, list, {
          cursor: '1990-01-01T00:00:00.000Z',
        });
        t.check.equal(items, [], `Something is listed before any ${list.items} began`, exchange);
        t.check.equal(nextCursor, null, 'An empty page has a cursor', exchange);
      }
    },
    deviations: [
      {
        title: 'an empty page is not found',
        start: () =>
          changeResponse('listGradings', (response) =>
            response.status === 200 && listOf(jsonOf(response).gradings).length === 0
              ? refuseWith(404, 'not_found')
              : response,
          ),
      },
    ],
  },

  {
    id: 'PAGE-007',
    title: "returns the last item's time as next_cursor, and only when more follow",
    provenance: 'assumed',
    source: '§5',
    sentence:
      'A non-null `next_cursor` is the `created_at` of the last item of the page, given only when more follow.',
    severity: 'minor',
    check: async (t) => {
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
    deviations: [
      {
        title: 'a full page always has a cursor, the last one too',
        start: () =>
          changeBody('listGradings', (body, { query }) => {
            const page = listOf(body.gradings);
            const full = page.length > 0 && page.length === Number(query.get('limit') ?? 25);
            return full ? { ...body, next_cursor: page.at(-1)?.created_at } : body;
          }),
      },
    ],
  },
  {
    id: 'PAGE-009',
    title: 'treats a cursor with an offset as the same instant in UTC',
    provenance: 'assumed',
    source: '§10',
    sentence: 'A cursor is an ISO 8601 date-time with `Z` or an offset, with or without fractions.',
    severity: 'minor',
    check: async (t) => {
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
    deviations: [
      {
        title: 'the offset of a cursor is cut off',
        start: () =>
          changeParameter(
            'listGradings',
            'cursor',
            (cursor) => cursor?.replace(/[+-]\d\d:\d\d$/, 'Z') ?? null,
          ),
      },
    ],
  },

  {
    id: 'PAGE-010',
    title: 'refuses an empty limit, a repeated parameter and a date alone as cursor',
    provenance: 'assumed',
    source: '§10',
    sentence:
      'A date alone is refused. An empty `limit=`, a repeated parameter and a `category_id` below 1 are refused.',
    severity: 'minor',
    check: async (t) => {
      for (const query of ['limit=', 'limit=1&limit=2', 'cursor=2026-01-01'])
        t.check.error(await t.send('GET', `/v1/gradings?${query}`), 400, 'validation_error');
      t.check.error(await t.send('GET', '/v1/cards?category_id=0'), 400, 'validation_error');
    },
    deviations: [
      {
        title: 'an empty limit is the default',
        start: () => changeParameter(listOperations, 'limit', (limit) => (limit === '' ? null : limit)),
      },
    ],
  },
]);
