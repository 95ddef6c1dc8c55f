import type { JsonObject } from '../src/suite/client/json.js';
import { changeBody, changeItems, jsonOf, listOf } from '../src/suite/deviations/hooks.js';
import { utcTimes } from '../src/suite/lists/lists.js';
import { gradingsList, readPage } from '../src/suite/lists/walk.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const recently = (time: unknown): boolean => Date.parse(String(time)) > Date.now() - 2000;

export default defineRules('gradings-list', [
  {
    id: 'GRL-001',
    title: 'lists gradings with the five published fields and next_cursor',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`{ "gradings": [ { "id": uuid, "user_card_id": integer, "unique_identifier": integer, "created_at": date-time, "updated_at": date-time } ], "next_cursor": date-time | null }`.',
    severity: 'critical',
    check: async (t) => {
      const { items, exchange } = await readPage(t, gradingsList, {});
      t.first(items, 'grading');
      for (const item of items) {
        for (const name of ['id', 'created_at', 'updated_at']) t.check.text(item, name, exchange);
        for (const name of ['user_card_id', 'unique_identifier']) t.check.integer(item, name, exchange);
      }
    },
    deviations: [
      {
        title: 'unique_identifier is text, as drivers return 64-bit numbers',
        start: () =>
          changeItems('listGradings', 'gradings', (item) => ({
            ...item,
            unique_identifier: String(item.unique_identifier),
          })),
      },
    ],
  },
  {
    id: 'GRL-006',
    title: 'writes the times of gradings in UTC with milliseconds and Z',
    provenance: 'documented',
    source: '§5',
    sentence: 'Date-times are UTC with milliseconds and `Z`.',
    severity: 'minor',
    check: (t) => utcTimes(t, gradingsList, ['created_at', 'updated_at']),
    deviations: [
      {
        title: 'times bear an offset instead of Z',
        start: () =>
          changeItems('listGradings', 'gradings', (item) => ({
            ...item,
            updated_at: String(item.updated_at).replace('Z', '+00:00'),
          })),
      },
    ],
  },

  {
    id: 'GRL-007',
    title: 'keeps a failed grading in the list',
    provenance: 'assumed',
    source: '§5',
    sentence: 'A failed grading stays listed, with `user_card_grade` null; so does one in progress.',
    severity: 'minor',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
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
    deviations: [
      {
        title: 'failed gradings are not listed',
        start: () =>
          changeBody('listGradings', async (body, request, next) => {
            const kept: JsonObject[] = [];
            for (const item of listOf(body.gradings)) {
              const detail = await next({
                ...request,
                path: `/v1/gradings/${item.id}`,
                query: new URLSearchParams(),
              });
              if (jsonOf(detail).user_card_grade !== null) kept.push(item);
            }
            return { ...body, gradings: kept };
          }),
      },
    ],
  },

  {
    id: 'GRL-008',
    title: 'shows a completed grading at the head of the list',
    provenance: 'documented',
    source: '§5',
    sentence: 'A grading is one card submission run through the pipeline. Newest first.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const account = await t.accounts.fresh({ cards: 1, gradings: 1 });
      const accountId = t.accounts.idOf(account);
      const id = await t.driver.completeGrading({ accountId, outcome: 'success', capture: 'full' });
      const { items, exchange } = await readPage(t, gradingsList, {}, account.token);
      t.check.equal(items[0]?.id, id, 'The grading that just completed is not the first', exchange);
      t.check.equal(items.length, 2, 'The account has another number of gradings', exchange);
    },
    deviations: [
      {
        title: 'a read replica lags behind: what has just completed is not listed yet',
        start: () =>
          changeBody('listGradings', (body) => ({
            ...body,
            gradings: listOf(body.gradings).filter((item) => !recently(item.created_at)),
          })),
      },
    ],
  },
]);
