import { createHash } from 'node:crypto';
import type { IncomingRequest, OutgoingAttempt } from '../../src/http/deviation.js';
import { isolation } from '../rules/isolation.js';
import { schema } from '../rules/schema.js';
import { secrets } from '../rules/secrets.js';
import { isObject, type JsonObject } from '../../src/suite/client/json.js';
import { deviationsOf } from './deviations-of.js';
import { watchTargets } from './hooking.js';
import {
  answers,
  around,
  bearerOf,
  bodies,
  guarded,
  items,
  jsonOf,
  listOf,
  parameter,
  refusal,
  refusals,
  reply,
  requests,
  together,
  withJson,
} from '../../src/suite/deviations/hooks.js';

/** Remembers what lists gave to which token. */
function watchLists(operation: 'listGradings' | 'listCards', name: 'gradings' | 'cards') {
  const owners = new Map<JsonObject, string | null>();
  const hooks = answers(operation, (answer, call) => {
    for (const item of listOf(jsonOf(answer)[name])) owners.set(item, bearerOf(call));
    return answer;
  });
  const foreignTo = (call: IncomingRequest): JsonObject | undefined =>
    [...owners].find(([, token]) => token !== bearerOf(call))?.[0];
  return { owners, hooks, foreignTo };
}

/** Tells that an object is somebody else's instead of hiding it. */
const tellsForeign =
  (
    operation: 'listGradings' | 'listCards',
    name: 'gradings' | 'cards',
    id: string,
    detail: 'getGrading' | 'getCard',
  ) =>
  () => {
    const { owners, hooks } = watchLists(operation, name);
    const tell = refusals(detail, 404, (answer, call) => {
      const wanted = call.path.split('/').at(-1);
      return [...owners.keys()].some((item) => String(item[id]) === wanted)
        ? refusal(403, 'forbidden')
        : answer;
    });
    return together(hooks, tell);
  };

const asText = (name: string) => (item: JsonObject) => ({ ...item, [name]: String(item[name]) });

export const keepingApartDeviations = [
  ...deviationsOf(isolation, {
    'ISO-001': [
      [
        "another account's grading is forbidden, not absent",
        tellsForeign('listGradings', 'gradings', 'id', 'getGrading'),
      ],
    ],
    'ISO-002': [
      [
        "another account's card is forbidden, not absent",
        tellsForeign('listCards', 'cards', 'user_card_id', 'getCard'),
      ],
    ],
    'ISO-003': [
      [
        'targets are deleted by their id alone',
        () => {
          const { targets, hooks } = watchTargets();
          const anybody = requests('deleteWebhookTarget', (call) => {
            const owner = targets.get(call.path.split('/').at(-1) ?? '')?.token;
            if (owner !== undefined && owner !== null) call.headers.authorization = `Bearer ${owner}`;
          });
          return together(anybody, hooks);
        },
      ],
    ],
    'ISO-004': [
      [
        'a list that was cached for one account is shown to another',
        () => {
          let cached: JsonObject[] | undefined;
          return bodies('listGradings', (body) => {
            cached ??= listOf(body.gradings);
            return { ...body, gradings: cached };
          });
        },
      ],
    ],
    'ISO-005': [
      [
        'all targets of the service are listed',
        () => {
          const { targets, hooks } = watchTargets();
          const list = bodies('listWebhookTargets', () => ({
            webhook_targets: [...targets]
              .filter(([, { deleted }]) => !deleted)
              .map(([id, { outcome, url }]) => ({
                id: Number(id),
                outcome,
                url,
                created_at: '2026-01-01T00:00:00.000Z',
              })),
          }));
          return together(hooks, list);
        },
      ],
    ],
    'ISO-006': [
      [
        "webhooks go to every account's targets",
        () => {
          const { targets, hooks } = watchTargets();
          return together(hooks, {
            send: async (attempt: OutgoingAttempt, next) => {
              for (const { url } of targets.values())
                if (url !== attempt.url) await next({ ...attempt, url });
              return next(attempt);
            },
          });
        },
      ],
    ],
    'ISO-007': [
      [
        "a search looks through everybody's cards",
        () => {
          const { hooks, foreignTo } = watchLists('listCards', 'cards');
          const leak = bodies('listCards', (body, call) => {
            const foreign = call.query.has('q') ? foreignTo(call) : undefined;
            return foreign === undefined ? body : { ...body, cards: [...listOf(body.cards), foreign] };
          });
          return together(leak, hooks);
        },
      ],
    ],
  }),
  ...deviationsOf(secrets, {
    'SECRET-001': [
      [
        'a refusal repeats the token that was sent',
        () =>
          refusals(guarded, 401, (answer, call) =>
            withJson(answer, { ...jsonOf(answer), message: `No key for ${bearerOf(call)}` }),
          ),
      ],
    ],
    'SECRET-002': [
      [
        "the account shows the key's fingerprint, which is the stored hash",
        () =>
          bodies('getAccount', (body, call) => ({
            ...body,
            fingerprint: createHash('sha256')
              .update(bearerOf(call) ?? '')
              .digest('hex'),
          })),
      ],
    ],
  }),
  ...deviationsOf(schema, {
    'SCHEMA-001': [
      [
        'health is sent as text',
        () =>
          answers('getHealth', (answer) => ({
            ...answer,
            headers: { ...answer.headers, 'content-type': 'text/plain' },
          })),
      ],
    ],
    'SCHEMA-002': [
      [
        'the account is refused in another shape',
        () => refusals('getAccount', 401, () => reply(401, { message: 'Unauthorized' })),
      ],
    ],
    'SCHEMA-003': [
      [
        'created_at of a grading is a day',
        () =>
          items('listGradings', 'gradings', (item) => ({
            ...item,
            created_at: String(item.created_at).slice(0, 10),
          })),
      ],
    ],
    'SCHEMA-004': [
      [
        'updated_at of a grading is milliseconds since 1970',
        () =>
          bodies('getGrading', (body) => {
            const grading = isObject(body.grading) ? body.grading : {};
            return { ...body, grading: { ...grading, updated_at: Date.parse(String(grading.updated_at)) } };
          }),
      ],
    ],
    'SCHEMA-005': [
      ['the id of a listed card is text', () => items('listCards', 'cards', asText('user_card_id'))],
    ],
    'SCHEMA-006': [
      [
        'the images of a card are a list',
        () => bodies('getCard', (body) => ({ ...body, images: Object.values(body.images ?? {}) })),
      ],
    ],
    'SCHEMA-007': [
      [
        'targets are listed under another name',
        () => bodies('listWebhookTargets', (body) => ({ targets: body.webhook_targets })),
      ],
    ],
    'SCHEMA-008': [
      [
        'a refused target has its details as a list',
        () =>
          refusals('createWebhookTarget', 400, (answer) =>
            withJson(answer, { ...jsonOf(answer), details: [] }),
          ),
      ],
    ],
    'SCHEMA-009': [
      [
        'a deletion of nothing answers in HTML',
        () =>
          refusals('deleteWebhookTarget', 404, (answer) => ({
            ...answer,
            headers: { ...answer.headers, 'content-type': 'text/html' },
            body: Buffer.from('<h1>Not found</h1>'),
          })),
      ],
    ],
    'SCHEMA-010': [
      [
        'a category nobody has is refused',
        () =>
          around('listCards', (call, next) =>
            Number(call.query.get('category_id') ?? 0) > 1000 ? refusal(400, 'validation_error') : next(call),
          ),
      ],
    ],
    'SCHEMA-011': [
      [
        'an unknown value of graded means all',
        () =>
          parameter('listCards', 'graded', (graded) =>
            graded !== null && ['all', 'graded', 'raw'].includes(graded) ? graded : null,
          ),
      ],
      [
        'a card id that is no number is not found',
        () => refusals('getCard', 400, () => refusal(404, 'not_found')),
      ],
    ],
    'SCHEMA-012': [
      [
        'a missing outcome means success',
        () =>
          requests('createWebhookTarget', (call) => {
            call.body = Buffer.from(JSON.stringify({ outcome: 'success', ...jsonOf(call) }));
          }),
      ],
    ],
  }),
];
