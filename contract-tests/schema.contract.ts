import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { unknownId, unknownToken, unknownUuid } from '../src/suite/client/known-values.js';
import {
  changeBody,
  changeItems,
  changeParameter,
  changeRefusal,
  changeRequest,
  changeResponse,
  jsonOf,
  refuseWith,
  reply,
  withJson,
  wrap,
} from '../src/suite/deviations/hooks.js';
import {
  type GeneratedQuery,
  invalidBodies,
  invalidIds,
  invalidQueries,
  validQueries,
} from '../src/suite/lists/generate.js';
import { cardsList, gradingsList, readPage } from '../src/suite/lists/walk.js';
import { listTargets } from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';
import type { RuleInput } from '../src/suite/rules/rule.js';

const conformance = (
  title: string,
  source: string,
  sentence: string,
): Pick<RuleInput, 'title' | 'provenance' | 'source' | 'sentence' | 'severity'> => ({
  title,
  provenance: 'documented',
  source,
  sentence,
  severity: 'major',
});

/** Calls whose responses the document describes. Every response of a run is judged against it. */
async function callAndJudge(calls: Promise<unknown>[]): Promise<void> {
  await Promise.all(calls);
}

async function judgeQuery(t: RuleContext, { operation, query, wrong }: GeneratedQuery): Promise<void> {
  const response = await t.call(operation, { query });
  if (wrong === undefined) t.check.status(response, 200);
  else t.check.error(response, 400, 'validation_error');
}

const asText = (name: string) => (item: JsonObject) => ({ ...item, [name]: String(item[name]) });

export default defineRules('schema', [
  {
    id: 'SCHEMA-001',
    ...conformance(
      'returns getHealth responses that match the document',
      '§2',
      '`GET /health`: 200 `{"status":"ok"}`.',
    ),
    check: (t) => callAndJudge([t.call('getHealth', { token: null })]),
    deviations: [
      {
        title: 'health is sent as text',
        start: () =>
          changeResponse('getHealth', (response) => ({
            ...response,
            headers: { ...response.headers, 'content-type': 'text/plain' },
          })),
      },
    ],
  },

  {
    id: 'SCHEMA-002',
    ...conformance(
      'returns getAccount responses that match the document',
      '§4',
      '`GET /v1/account` exists and needs a key; it answers 200.',
    ),
    check: (t) => callAndJudge([t.call('getAccount'), t.call('getAccount', { token: null })]),
    deviations: [
      {
        title: 'the account is refused in another shape',
        start: () => changeRefusal('getAccount', 401, () => reply(401, { message: 'Unauthorized' })),
      },
    ],
  },

  {
    id: 'SCHEMA-003',
    ...conformance(
      'returns listGradings responses that match the document',
      '§5',
      '`{ "gradings": [ … ], "next_cursor": date-time | null }`.',
    ),
    check: (t) =>
      callAndJudge([
        t.call('listGradings', { query: {} }),
        t.call('listGradings', { query: { limit: 'ten' } }),
        t.call('listGradings', { token: unknownToken }),
      ]),
    deviations: [
      {
        title: 'created_at of a grading is a day',
        start: () =>
          changeItems('listGradings', 'gradings', (item) => ({
            ...item,
            created_at: String(item.created_at).slice(0, 10),
          })),
      },
    ],
  },

  {
    id: 'SCHEMA-004',
    ...conformance(
      'returns getGrading responses that match the document',
      '§5',
      '`{ "grading": {…}, "card": {…} | null, "user_card_grade": {…} | null }`.',
    ),
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      const ids = items.slice(0, 4).map((item) => String(item.id));
      await callAndJudge([...ids, 'not-a-uuid', unknownUuid].map((id) => t.call('getGrading', { id })));
    },
    deviations: [
      {
        title: 'updated_at of a grading is milliseconds since 1970',
        start: () =>
          changeBody('getGrading', (body) => {
            const grading = isObject(body.grading) ? body.grading : {};
            return { ...body, grading: { ...grading, updated_at: Date.parse(String(grading.updated_at)) } };
          }),
      },
    ],
  },

  {
    id: 'SCHEMA-005',
    ...conformance(
      'returns listCards responses that match the document',
      '§6',
      'Item: `{ user_card_id: int, card_id: int, … }`, then `next_cursor`.',
    ),
    check: (t) =>
      callAndJudge([
        t.call('listCards', { query: {} }),
        t.call('listCards', { query: { graded: 'raw', limit: 2 } }),
        t.call('listCards', { query: { dir: 'up' } }),
      ]),
    deviations: [
      {
        title: 'the id of a listed card is text',
        start: () => changeItems('listCards', 'cards', asText('user_card_id')),
      },
    ],
  },

  {
    id: 'SCHEMA-006',
    ...conformance(
      'returns getCard responses that match the document',
      '§6',
      'Sections: `user_card`, `card`, `images`, `gradings`.',
    ),
    check: async (t) => {
      const { items } = await readPage(t, cardsList, {});
      const ids = items.slice(0, 4).map((item) => Number(item.user_card_id));
      await callAndJudge([...ids, 0, unknownId].map((id) => t.call('getCard', { id })));
    },
    deviations: [
      {
        title: 'the images of a card are a list',
        start: () => changeBody('getCard', (body) => ({ ...body, images: Object.values(body.images ?? {}) })),
      },
    ],
  },

  {
    id: 'SCHEMA-007',
    ...conformance(
      'returns listWebhookTargets responses that match the document',
      '§8',
      'List: `{ "webhook_targets": [ { "id": 1, "outcome", "url", "created_at" } ] }`.',
    ),
    check: async (t) => {
      await listTargets(t, (await t.accounts.writable()).token);
    },
    deviations: [
      {
        title: 'targets are listed under another name',
        start: () => changeBody('listWebhookTargets', (body) => ({ targets: body.webhook_targets })),
      },
    ],
  },

  {
    id: 'SCHEMA-008',
    ...conformance(
      'returns createWebhookTarget responses that match the document',
      '§8',
      'POST answers with the created row in camelCase: `id`, `userId`, `outcome`, `url`, `createdAt`.',
    ),
    needs: ['write'],
    check: async (t) => {
      const { token } = await t.accounts.writable();
      const body = { outcome: 'success', url: 'https://partner.example/schema' };
      const response = await t.call('createWebhookTarget', { token, body });
      const id = t.check.integer(t.check.object(response, 200, 201), 'id', response);
      await t.call('deleteWebhookTarget', { token, id });
      await t.call('createWebhookTarget', { token, body: { outcome: 'success' } });
    },
    deviations: [
      {
        title: 'a refused target has its details as a list',
        start: () =>
          changeRefusal('createWebhookTarget', 400, (response) =>
            withJson(response, { ...jsonOf(response), details: [] }),
          ),
      },
    ],
  },

  {
    id: 'SCHEMA-009',
    ...conformance(
      'returns deleteWebhookTarget responses that match the document',
      '§8',
      "DELETE of another's or none → 404 `not_found`.",
    ),
    needs: ['write'],
    check: async (t) => {
      const { token } = await t.accounts.writable();
      for (const id of [unknownId, 'abc']) await t.call('deleteWebhookTarget', { token, id });
    },
    deviations: [
      {
        title: 'a deletion of nothing gets a response in HTML',
        start: () =>
          changeRefusal('deleteWebhookTarget', 404, (response) => ({
            ...response,
            headers: { ...response.headers, 'content-type': 'text/html' },
            body: Buffer.from('<h1>Not found</h1>'),
          })),
      },
    ],
  },

  {
    id: 'SCHEMA-010',
    title: 'returns 200 for generated valid queries',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`limit` 1–100; `q`; `graded`; `category_id`; `sort`; `dir`.',
    severity: 'major',
    check: async (t) => {
      for (const query of validQueries(t.config.fuzz, t.config.seed)) await judgeQuery(t, query);
    },
    deviations: [
      {
        title: 'a category without cards is refused',
        start: () =>
          wrap('listCards', (request, next) =>
            Number(request.query.get('category_id') ?? 0) > 1000
              ? refuseWith(400, 'validation_error')
              : next(request),
          ),
      },
    ],
  },

  {
    id: 'SCHEMA-011',
    title: 'returns 400 validation_error for generated invalid queries and paths',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
    check: async (t) => {
      for (const query of invalidQueries(t.config.fuzz, t.config.seed)) await judgeQuery(t, query);
      for (const id of invalidIds(Math.ceil(t.config.fuzz / 4), t.config.seed)) {
        t.check.error(await t.call('getGrading', { id }), 400, 'validation_error');
        t.check.error(await t.call('getCard', { id }), 400, 'validation_error');
      }
    },
    deviations: [
      {
        title: 'an unknown value of graded means all',
        start: () =>
          changeParameter('listCards', 'graded', (graded) =>
            graded !== null && ['all', 'graded', 'raw'].includes(graded) ? graded : null,
          ),
      },
      {
        title: 'a card id that is no number is not found',
        start: () => changeRefusal('getCard', 400, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'SCHEMA-012',
    title: 'returns 400 validation_error for generated invalid bodies',
    provenance: 'documented',
    source: '§3, §8',
    sentence: 'Anything else → 400 `validation_error`.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const { token } = await t.accounts.writable();
      for (const body of invalidBodies(Math.ceil(t.config.fuzz / 2), t.config.seed)) {
        const response = await t.call('createWebhookTarget', { token, body: JSON.stringify(body) });
        t.check.error(response, 400, 'validation_error');
      }
    },
    deviations: [
      {
        title: 'a missing outcome means success',
        start: () =>
          changeRequest('createWebhookTarget', (request) => {
            request.body = Buffer.from(JSON.stringify({ outcome: 'success', ...jsonOf(request) }));
          }),
      },
    ],
  },
]);
