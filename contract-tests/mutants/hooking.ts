import { randomUUID } from 'node:crypto';
import type { OutgoingAttempt, OutgoingResponse } from '../../src/http/deviation.js';
import { webhookDeliveries } from '../rules/webhook-deliveries.js';
import { webhookTargets } from '../rules/webhook-targets.js';
import { deviationsOf } from './deviations-of.js';
import {
  answers,
  around,
  bad,
  bearerOf,
  bodies,
  good,
  items,
  jsonOf,
  refusal,
  refusals,
  reply,
  requests,
  results,
  sends,
  sessionOf,
  together,
} from '../../src/suite/deviations/hooks.js';

const withBody = (change: (body: Record<string, unknown>) => Record<string, unknown>) =>
  requests('createWebhookTarget', (call) => {
    if (call.headers['content-type']?.startsWith('application/json') !== true || call.body.length === 0)
      return;
    call.body = Buffer.from(JSON.stringify(change(jsonOf(call))));
  });

/** The targets that were registered, and which of them are deleted. */
export function watchTargets() {
  const targets = new Map<string, { outcome: string; url: string; deleted: boolean; token: string | null }>();
  const created = answers('createWebhookTarget', (answer, call) => {
    const { id, outcome, url } = jsonOf(answer);
    if (answer.status === 201)
      targets.set(String(id), {
        outcome: String(outcome),
        url: String(url),
        deleted: false,
        token: bearerOf(call),
      });
    return answer;
  });
  const deleted = answers('deleteWebhookTarget', (answer, call) => {
    const target = targets.get(call.path.split('/').at(-1) ?? '');
    if (answer.status === 204 && target !== undefined) target.deleted = true;
    return answer;
  });
  return { targets, hooks: together(created, deleted) };
}

/** Sends each webhook to further addresses too. */
const alsoTo = (others: (attempt: OutgoingAttempt) => string[]) => ({
  send: async (
    attempt: OutgoingAttempt,
    next: (attempt: OutgoingAttempt) => Promise<typeof good>,
  ): Promise<typeof good> => {
    for (const url of others(attempt)) await next({ ...attempt, url });
    return next(attempt);
  },
});

const outcomeOf = (attempt: OutgoingAttempt): unknown => jsonOf({ body: Buffer.from(attempt.body) }).outcome;

export const hookingDeviations = [
  ...deviationsOf(webhookTargets, {
    'WHT-001': [
      [
        'a created target is answered in snake_case',
        () =>
          bodies('createWebhookTarget', ({ userId, createdAt, ...rest }) => ({
            ...rest,
            user_id: userId,
            created_at: createdAt,
          })),
      ],
    ],
    'WHT-002': [
      [
        'the list is the rows of the database, in camelCase',
        () =>
          items('listWebhookTargets', 'webhook_targets', ({ created_at: createdAt, ...rest }) => ({
            ...rest,
            createdAt,
          })),
      ],
    ],
    'WHT-003': [
      [
        'every target is listed as one for success',
        () => items('listWebhookTargets', 'webhook_targets', (target) => ({ ...target, outcome: 'success' })),
      ],
    ],
    'WHT-004': [
      ['a deletion is answered and forgotten', () => around('deleteWebhookTarget', () => reply(204))],
    ],
    'WHT-005': [
      ['a deletion of nothing succeeds', () => refusals('deleteWebhookTarget', 404, () => reply(204))],
    ],
    'WHT-006': [
      [
        'a URL without a scheme is completed',
        () =>
          withBody((body) =>
            typeof body.url === 'string' && !body.url.includes(':')
              ? { ...body, url: `https://${body.url}` }
              : body,
          ),
      ],
    ],
    'WHT-007': [
      [
        'any scheme is taken',
        () =>
          withBody((body) =>
            typeof body.url === 'string' ? { ...body, url: body.url.replace(/^ftp:/, 'http:') } : body,
          ),
      ],
    ],
    'WHT-008': [
      [
        'a creation answers 200',
        () =>
          answers('createWebhookTarget', (answer) =>
            answer.status === 201 ? { ...answer, status: 200 } : answer,
          ),
      ],
      [
        'a deletion answers 200 with a body',
        () =>
          answers('deleteWebhookTarget', (answer) =>
            answer.status === 204 ? reply(200, { ok: true }) : answer,
          ),
      ],
    ],
    'WHT-009': [
      [
        'the same outcome and URL twice are one target',
        () => {
          const made = new Map<string, OutgoingResponse>();
          return around('createWebhookTarget', async (call, next) => {
            const key = `${bearerOf(call)} ${call.body.toString('utf8')}`;
            const answer = made.get(key) ?? (await next(call));
            if (answer.status === 201) made.set(key, answer);
            return answer;
          });
        },
      ],
    ],
    'WHT-010': [
      [
        'URLs are normalised before they are kept',
        () =>
          withBody((body) =>
            typeof body.url === 'string' && URL.canParse(body.url)
              ? { ...body, url: new URL(body.url).href }
              : body,
          ),
      ],
    ],
    'WHT-011': [
      [
        'an id that is no number is simply not found',
        () => refusals('deleteWebhookTarget', 400, () => refusal(404, 'not_found')),
      ],
    ],
    'WHT-012': [
      [
        'unknown properties are refused',
        () =>
          around('createWebhookTarget', (call, next) =>
            'note' in jsonOf(call) ? refusal(400, 'validation_error') : next(call),
          ),
      ],
    ],
  }),
  ...deviationsOf(webhookDeliveries, {
    'HOOK-001': [
      [
        'webhooks are sent as text',
        () =>
          sends((attempt) => ({ ...attempt, headers: { ...attempt.headers, 'content-type': 'text/plain' } })),
      ],
    ],
    'HOOK-002': [
      [
        'every webhook tells of a success',
        () => sends((attempt) => ({ ...attempt, body: attempt.body.replace('"failure"', '"success"') })),
      ],
      [
        'the session is told under another name',
        () =>
          sends((attempt) => ({
            ...attempt,
            body: attempt.body.replace('grading_session_id', 'session_id'),
          })),
      ],
    ],
    'HOOK-003': [
      [
        'webhooks hold the time of sending',
        () => sends((attempt) => ({ ...attempt, body: attempt.body.replace('{', '{"sent_at":1,') })),
      ],
    ],
    'HOOK-004': [
      [
        'webhooks go to the targets of both outcomes',
        () => {
          const { targets, hooks } = watchTargets();
          const others = alsoTo((attempt) => {
            const own = [...targets.values()].find(({ url }) => url === attempt.url);
            return [...targets.values()]
              .filter((each) => each.token === own?.token && each.outcome !== outcomeOf(attempt))
              .map(({ url }) => url);
          });
          return together(hooks, others);
        },
      ],
    ],
    'HOOK-005': [
      [
        'only the first target of an outcome gets the webhook',
        () => {
          const first = new Map<string, string>();
          return {
            send: async (attempt, next) => {
              const session = sessionOf(attempt);
              if (!first.has(session)) first.set(session, attempt.url);
              return first.get(session) === attempt.url ? next(attempt) : good;
            },
          };
        },
      ],
    ],
    'HOOK-006': [
      [
        'the webhook leaves before its transaction commits',
        () => {
          const sent = new Set<string>();
          const hide = around('getGrading', (call, next) =>
            sent.delete(call.path.split('/').at(-1) ?? '') ? refusal(404, 'not_found') : next(call),
          );
          const mark = sends((attempt) => {
            sent.add(sessionOf(attempt));
            return attempt;
          });
          return together(hide, mark);
        },
      ],
    ],
    'HOOK-007': [
      [
        'a 5xx answer is taken for the end of it',
        () => results((result) => ((result.responseStatus ?? 0) >= 500 ? good : result)),
      ],
    ],
    'HOOK-008': [
      [
        'a time-out is taken for a success',
        () => results((result) => (result.failure === 'timeout' ? good : result)),
      ],
    ],
    'HOOK-009': [
      [
        'a target that refuses connections is given up',
        () => results((result) => (result.failure === 'refused' ? good : result)),
      ],
    ],
    'HOOK-010': [
      [
        'only 200 counts as success',
        () => results((result) => (result.failure === null && result.responseStatus !== 200 ? bad : result)),
      ],
    ],
    'HOOK-011': [
      [
        'the sender has cached the targets, deleted ones too',
        () => {
          const { targets, hooks } = watchTargets();
          const deleted = alsoTo(() =>
            [...targets.values()].filter((target) => target.deleted).map(({ url }) => url),
          );
          return together(hooks, deleted);
        },
      ],
    ],
    'HOOK-012': [
      [
        'a 4xx answer is taken for the end of it',
        () => results((result) => (result.responseStatus === 404 ? good : result)),
      ],
      [
        'a redirect counts as success',
        () => results((result) => (result.responseStatus === 302 ? good : result)),
      ],
    ],
    'HOOK-013': [
      [
        'redirects are followed',
        () => ({
          send: async (attempt, next) => {
            const result = await next(attempt);
            const location = result.responseHeaders?.location;
            const redirected = [301, 302, 307, 308].includes(result.responseStatus ?? 0);
            return redirected && location !== undefined ? next({ ...attempt, url: location }) : result;
          },
        }),
      ],
    ],
    'HOOK-014': [
      [
        'what was pending for a deleted target stays in the queue',
        () => {
          const { targets, hooks } = watchTargets();
          const failed = new Map<string, OutgoingAttempt>();
          const keep = {
            send: async (
              attempt: OutgoingAttempt,
              next: (attempt: OutgoingAttempt) => Promise<typeof good>,
            ): Promise<typeof good> => {
              for (const target of targets.values()) {
                const pending = failed.get(target.url);
                if (target.deleted && pending !== undefined) await next(pending);
              }
              const result = await next(attempt);
              if (result.failure !== null) failed.set(attempt.url, attempt);
              return result;
            },
          };
          return together(hooks, keep);
        },
      ],
    ],
    'HOOK-015': [
      [
        'each further attempt names a session of its own',
        () => {
          const tried = new Set<string>();
          return sends((attempt) => {
            const key = `${attempt.url} ${attempt.body}`;
            const again = tried.has(key);
            tried.add(key);
            return again
              ? { ...attempt, body: attempt.body.replace(sessionOf(attempt), randomUUID()) }
              : attempt;
          });
        },
      ],
    ],
    'HOOK-016': [
      [
        'one URL gets each session once',
        () => {
          const sent = new Set<string>();
          return {
            send: async (attempt, next) => {
              const key = `${attempt.url} ${sessionOf(attempt)}`;
              if (sent.has(key)) return good;
              sent.add(key);
              return next(attempt);
            },
          };
        },
      ],
    ],
  }),
];
