import type { OutgoingResponse } from '../src/http/deviation.js';
import {
  bearerOf,
  changeBody,
  changeItems,
  changeRefusal,
  changeRequest,
  changeResponse,
  jsonOf,
  refuseWith,
  reply,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { instantOf } from '../src/suite/model/instant.js';
import {
  clearAway,
  createTarget,
  deleteTarget,
  listTargets,
  withTargets,
} from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const url = 'https://partner.example/hooks/chck';

const success = { outcome: 'success', url } as const;

/** Bodies that are not a target; each lacks or breaks one thing. */
const invalidBodies: unknown[] = [
  { outcome: 'success' },
  { url },
  { outcome: 'maybe', url },
  { outcome: 'success', url: 'hooks/chck' },
  { outcome: 'success', url: 7 },
];

async function token(t: RuleContext): Promise<string> {
  return (await t.accounts.writable()).token;
}

const withBody = (change: (body: Record<string, unknown>) => Record<string, unknown>) =>
  changeRequest('createWebhookTarget', (request) => {
    if (request.headers['content-type']?.startsWith('application/json') !== true || request.body.length === 0)
      return;
    request.body = Buffer.from(JSON.stringify(change(jsonOf(request))));
  });

export default defineRules('webhook-targets', [
  {
    id: 'WHT-001',
    title: 'creates a target and returns the row in camelCase',
    provenance: 'documented',
    source: '§8',
    sentence:
      'POST answers with the created row in camelCase: `id`, `userId`, `outcome`, `url`, `createdAt`.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const { id, row, response } = await createTarget(t, key, 'success', url);
      await clearAway(t, key, id);
      const missing = ['id', 'userId', 'outcome', 'url', 'createdAt'].filter((name) => !(name in row));
      t.check.equal(missing, [], 'The created row lacks camelCase fields', response);
      t.check.equal([row.outcome, row.url], ['success', url], 'The created row is another', response);
    },
    deviations: [
      {
        title: 'a created target is returned in snake_case',
        start: () =>
          changeBody('createWebhookTarget', ({ userId, createdAt, ...rest }) => ({
            ...rest,
            user_id: userId,
            created_at: createdAt,
          })),
      },
    ],
  },

  {
    id: 'WHT-002',
    title: 'lists targets in snake_case',
    provenance: 'documented',
    source: '§8',
    sentence: 'List: `{ "webhook_targets": [ { "id": 1, "outcome", "url", "created_at" } ] }`, snake_case.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      await withTargets(t, key, [success], async () => {
        const response = await t.call('listWebhookTargets', { token: key });
        for (const target of t.check.items(response, 'webhook_targets')) {
          t.check.integer(target, 'id', response);
          for (const name of ['outcome', 'url', 'created_at']) t.check.text(target, name, response);
          const camel = Object.keys(target).filter((name) => /^(createdAt|userId)$/.test(name));
          t.check.equal(camel, [], 'A listed target has camelCase fields', response);
        }
      });
    },
    deviations: [
      {
        title: 'the list is the rows of the database, in camelCase',
        start: () =>
          changeItems('listWebhookTargets', 'webhook_targets', ({ created_at: createdAt, ...rest }) => ({
            ...rest,
            createdAt,
          })),
      },
    ],
  },

  {
    id: 'WHT-003',
    title: 'lists a target that was created, as it was created',
    provenance: 'documented',
    source: '§8',
    sentence: 'Targets are registered with `GET`, `POST` and `DELETE /v1/webhook-targets`.',
    severity: 'critical',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const wanted = [success, { outcome: 'failure', url: `${url}/failed` } as const];
      await withTargets(t, key, wanted, async (targets) => {
        const list = await t.call('listWebhookTargets', { token: key });
        const rows = t.check.items(list, 'webhook_targets');
        for (const [index, { id, row: created }] of targets.entries()) {
          const row = rows.find((each) => each.id === id);
          t.check.that(row !== undefined, 'A created target is not listed', `target ${id}`, rows, list);
          const expected = [wanted[index]?.outcome, wanted[index]?.url];
          t.check.equal([row?.outcome, row?.url], expected, 'A target is listed as another', list);
          const [listed, made] = [row?.created_at, created.createdAt].map((time) => instantOf(time));
          t.check.that(
            listed === made,
            'A target is listed with another time',
            String(created.createdAt),
            row,
            list,
          );
        }
      });
    },
    deviations: [
      {
        title: 'every target is listed as one for success',
        start: () =>
          changeItems('listWebhookTargets', 'webhook_targets', (target) => ({
            ...target,
            outcome: 'success',
          })),
      },
    ],
  },

  {
    id: 'WHT-004',
    title: 'removes a target that was deleted, and no other',
    provenance: 'documented',
    source: '§8',
    sentence: 'Targets are registered with `GET`, `POST` and `DELETE /v1/webhook-targets/{id}`.',
    severity: 'critical',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      await withTargets(t, key, [success, success], async ([gone, kept]) => {
        if (gone === undefined || kept === undefined) return;
        await deleteTarget(t, key, gone.id);
        const list = await t.call('listWebhookTargets', { token: key });
        const ids = t.check.items(list, 'webhook_targets').map((target) => target.id);
        t.check.that(!ids.includes(gone.id), 'A deleted target is still listed', 'gone', ids, list);
        t.check.that(ids.includes(kept.id), 'Another target went with it', `target ${kept.id}`, ids, list);
      });
    },
    deviations: [
      {
        title: 'a deletion gets 204 and does nothing',
        start: () => wrap('deleteWebhookTarget', () => reply(204)),
      },
    ],
  },

  {
    id: 'WHT-005',
    title: 'returns not_found when a target that does not exist is deleted',
    provenance: 'documented',
    source: '§8',
    sentence: "DELETE of another's or none → 404 `not_found`.",
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const { id } = await createTarget(t, key, 'success', url);
      await deleteTarget(t, key, id);
      t.check.error(await t.call('deleteWebhookTarget', { token: key, id }), 404, 'not_found');
    },
    deviations: [
      {
        title: 'a deletion of nothing succeeds',
        start: () => changeRefusal('deleteWebhookTarget', 404, () => reply(204)),
      },
    ],
  },

  {
    id: 'WHT-006',
    title: 'refuses an invalid target as validation_error and creates nothing',
    provenance: 'documented',
    source: '§8',
    sentence:
      'Create body `{ "outcome": "success" | "failure", "url": "https://…" }`; anything else → 400 `validation_error`.',
    severity: 'critical',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const before = (await listTargets(t, key)).length;
      for (const body of invalidBodies) {
        const json = JSON.stringify(body);
        t.check.error(
          await t.call('createWebhookTarget', { token: key, body: json }),
          400,
          'validation_error',
        );
      }
      t.check.equal((await listTargets(t, key)).length, before, 'A refused target was created');
    },
    deviations: [
      {
        title: 'a URL without a scheme is completed',
        start: () =>
          withBody((body) =>
            typeof body.url === 'string' && !body.url.includes(':')
              ? { ...body, url: `https://${body.url}` }
              : body,
          ),
      },
    ],
  },

  {
    id: 'WHT-007',
    title: 'refuses a URL that is neither http nor https',
    provenance: 'assumed',
    source: '§8, §10',
    sentence: '`url` must be an absolute http or https URL.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      for (const other of ['ftp://partner.example/hooks']) {
        const response = await t.call('createWebhookTarget', {
          token: key,
          body: { ...success, url: other },
        });
        t.check.error(response, 400, 'validation_error');
      }
    },
    deviations: [
      {
        title: 'any scheme is accepted',
        start: () =>
          withBody((body) =>
            typeof body.url === 'string' ? { ...body, url: body.url.replace(/^ftp:/, 'http:') } : body,
          ),
      },
    ],
  },

  {
    id: 'WHT-008',
    title: 'returns 201 for a creation and 204 without a body for a deletion',
    provenance: 'assumed',
    source: '§8',
    sentence: 'POST → 201; DELETE → 204 without a body.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const { id, response } = await createTarget(t, key, 'success', url);
      const deleted = await t.call('deleteWebhookTarget', { token: key, id });
      t.check.status(response, 201);
      t.check.status(deleted, 204);
      t.check.equal(deleted.bytes.length, 0, 'A deletion has a response body', deleted);
    },
    deviations: [
      {
        title: 'a creation returns 200',
        start: () =>
          changeResponse('createWebhookTarget', (response) =>
            response.status === 201 ? { ...response, status: 200 } : response,
          ),
      },
      {
        title: 'a deletion returns 200 with a body',
        start: () =>
          changeResponse('deleteWebhookTarget', (response) =>
            response.status === 204 ? reply(200, { ok: true }) : response,
          ),
      },
    ],
  },

  {
    id: 'WHT-009',
    title: 'treats the same outcome and URL twice as two targets, listed by ascending id',
    provenance: 'assumed',
    source: '§10',
    sentence:
      'The same outcome and URL twice are two targets, each with its own delivery; listed by id ascending.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      await withTargets(t, key, [success, success], async ([one, two]) => {
        t.check.that(one?.id !== two?.id, 'The same target twice is one', 'two ids', [one?.id, two?.id]);
        const ids = (await listTargets(t, key)).map((target) => Number(target.id));
        const sorted = ids.toSorted((left, right) => left - right);
        t.check.equal(ids, sorted, 'Targets are not listed by ascending id');
      });
    },
    deviations: [
      {
        title: 'the same outcome and URL twice are one target',
        start: () => {
          const made = new Map<string, OutgoingResponse>();
          return wrap('createWebhookTarget', async (request, next) => {
            const key = `${bearerOf(request)} ${request.body.toString('utf8')}`;
            const response = made.get(key) ?? (await next(request));
            if (response.status === 201) made.set(key, response);
            return response;
          });
        },
      },
    ],
  },

  {
    id: 'WHT-010',
    title: 'keeps the URL of a target exactly as given',
    provenance: 'assumed',
    source: '§10',
    sentence: 'The URL is kept as given.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const exact = 'https://Partner.example:443/Hooks/../chck?a=1&b=%20#top';
      await withTargets(t, key, [{ outcome: 'success', url: exact }], async ([target]) => {
        const row = (await listTargets(t, key)).find(({ id }) => id === target?.id);
        t.check.equal(row?.url, exact, 'The URL of a target is not kept as given');
      });
    },
    deviations: [
      {
        title: 'URLs are normalised before they are kept',
        start: () =>
          withBody((body) =>
            typeof body.url === 'string' && URL.canParse(body.url)
              ? { ...body, url: new URL(body.url).href }
              : body,
          ),
      },
    ],
  },

  {
    id: 'WHT-011',
    title: 'refuses to delete by an id that is no positive integer with 400',
    provenance: 'documented',
    source: '§3, §8',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      for (const id of ['abc', '0'])
        t.check.error(await t.call('deleteWebhookTarget', { token: key, id }), 400, 'validation_error');
    },
    deviations: [
      {
        title: 'an id that is no number is simply not found',
        start: () => changeRefusal('deleteWebhookTarget', 400, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'WHT-012',
    title: 'ignores unknown properties of a new target',
    provenance: 'assumed',
    source: '§3',
    sentence: 'Unknown body properties are ignored (stripped).',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      const key = await token(t);
      const { id, row, response } = await createTarget(t, key, 'success', url, { note: 'from the suite' });
      await clearAway(t, key, id);
      t.check.that(!('note' in row), 'An unknown property is kept', 'no `note`', row, response);
    },
    deviations: [
      {
        title: 'unknown properties are refused',
        start: () =>
          wrap('createWebhookTarget', (request, next) =>
            'note' in jsonOf(request) ? refuseWith(400, 'validation_error') : next(request),
          ),
      },
    ],
  },
]);
