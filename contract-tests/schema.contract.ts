import { schema } from './rules/schema.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import {
  type GeneratedQuery,
  invalidBodies,
  invalidIds,
  invalidQueries,
  validQueries,
} from '../src/suite/lists/generate.js';
import { unknownId, unknownToken, unknownUuid } from '../src/suite/client/known-values.js';
import { listTargets } from '../src/suite/receiver/targets.js';
import { cardsList, gradingsList, readPage } from '../src/suite/lists/walk.js';

/** Calls whose answers the spec describes; every answer is judged against it as it comes, as all answers of a run are. */
async function callAndJudge(calls: Promise<unknown>[]): Promise<void> {
  await Promise.all(calls);
}

async function judgeQuery(t: RuleContext, { operation, query, wrong }: GeneratedQuery): Promise<void> {
  const answer = await t.call(operation, { query });
  if (wrong === undefined) t.check.status(answer, 200);
  else t.check.error(answer, 400, 'validation_error');
}

export default area(schema, {
  'SCHEMA-001': (t) => callAndJudge([t.call('getHealth', { token: null })]),

  'SCHEMA-002': (t) => callAndJudge([t.call('getAccount'), t.call('getAccount', { token: null })]),

  'SCHEMA-003': (t) =>
    callAndJudge([
      t.call('listGradings', { query: {} }),
      t.call('listGradings', { query: { limit: 'ten' } }),
      t.call('listGradings', { token: unknownToken }),
    ]),

  'SCHEMA-004': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    const ids = items.slice(0, 4).map((item) => String(item.id));
    await callAndJudge([...ids, 'not-a-uuid', unknownUuid].map((id) => t.call('getGrading', { id })));
  },

  'SCHEMA-005': (t) =>
    callAndJudge([
      t.call('listCards', { query: {} }),
      t.call('listCards', { query: { graded: 'raw', limit: 2 } }),
      t.call('listCards', { query: { dir: 'up' } }),
    ]),

  'SCHEMA-006': async (t) => {
    const { items } = await readPage(t, cardsList, {});
    const ids = items.slice(0, 4).map((item) => Number(item.user_card_id));
    await callAndJudge([...ids, 0, unknownId].map((id) => t.call('getCard', { id })));
  },

  'SCHEMA-007': async (t) => {
    await listTargets(t, (await t.accounts.writable()).token);
  },

  'SCHEMA-008': async (t) => {
    const { token } = await t.accounts.writable();
    const body = { outcome: 'success', url: 'https://partner.example/schema' };
    const answer = await t.call('createWebhookTarget', { token, body });
    const id = t.check.integer(t.check.object(answer, 200, 201), 'id', answer);
    await t.call('deleteWebhookTarget', { token, id });
    await t.call('createWebhookTarget', { token, body: { outcome: 'success' } });
  },

  'SCHEMA-009': async (t) => {
    const { token } = await t.accounts.writable();
    for (const id of [unknownId, 'abc']) await t.call('deleteWebhookTarget', { token, id });
  },

  'SCHEMA-010': async (t) => {
    for (const query of validQueries(t.config.fuzz, t.config.seed)) await judgeQuery(t, query);
  },

  'SCHEMA-011': async (t) => {
    for (const query of invalidQueries(t.config.fuzz, t.config.seed)) await judgeQuery(t, query);
    for (const id of invalidIds(Math.ceil(t.config.fuzz / 4), t.config.seed)) {
      t.check.error(await t.call('getGrading', { id }), 400, 'validation_error');
      t.check.error(await t.call('getCard', { id }), 400, 'validation_error');
    }
  },

  'SCHEMA-012': async (t) => {
    const { token } = await t.accounts.writable();
    for (const body of invalidBodies(Math.ceil(t.config.fuzz / 2), t.config.seed)) {
      const answer = await t.call('createWebhookTarget', { token, body: JSON.stringify(body) });
      t.check.error(answer, 400, 'validation_error');
    }
  },
});
