import { randomUUID } from 'node:crypto';
import type { OutgoingAttempt } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, namesOf } from '../src/suite/client/json.js';
import {
  changeAttempt,
  combine,
  deliveredResult,
  gradingIdOf,
  jsonOf,
  refuseWith,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { watchTargets } from '../src/suite/deviations/watch-targets.js';
import { arrives, complete, isRetried, ownAccount } from '../src/suite/receiver/deliveries.js';
import type { Hook } from '../src/suite/receiver/receiver.js';
import { createTarget, deleteTarget } from '../src/suite/receiver/targets.js';
import { poll } from '../src/suite/receiver/wait.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const needs = ['write', 'receiver', 'createAccount', 'completeGrading'] as const;

const needsClock = [...needs, 'advanceClock'] as const;

/** An account with one target, and a grading of it that completed. */
async function delivered(t: RuleContext, hook: Hook, outcome: 'success' | 'failure' = 'success') {
  const account = await ownAccount(t);
  const target = await createTarget(t, account.token, outcome, hook.url);
  const grading = await complete(t, account.accountId, outcome);
  return { ...account, target, grading };
}

/** Sends each webhook to further addresses too. */
const alsoTo = (others: (attempt: OutgoingAttempt) => string[]) => ({
  send: async (
    attempt: OutgoingAttempt,
    next: (attempt: OutgoingAttempt) => Promise<typeof deliveredResult>,
  ): Promise<typeof deliveredResult> => {
    for (const url of others(attempt)) await next({ ...attempt, url });
    return next(attempt);
  },
});

const outcomeOf = (attempt: OutgoingAttempt): unknown => jsonOf({ body: Buffer.from(attempt.body) }).outcome;

export default defineRules('webhook-deliveries', [
  {
    id: 'HOOK-001',
    title: 'delivers a completed grading as a POST with a JSON content type',
    provenance: 'documented',
    source: '§8',
    sentence: 'Delivery: `POST <url>`, JSON.',
    severity: 'critical',
    needs,
    check: async (t) => {
      const hook = await t.receiver.hook(200);
      await delivered(t, hook);
      await arrives(t, hook);
      const [delivery] = hook.deliveries;
      t.check.equal(delivery?.method, 'POST', 'A webhook is sent with another method');
      const type = delivery?.headers['content-type'] ?? '';
      t.check.that(
        /^application\/json\b/i.test(type),
        'A webhook is not sent as JSON',
        'application/json',
        type,
      );
      t.check.that(isObject(delivery?.body), 'A webhook holds no JSON object', 'an object', delivery?.text);
    },
    deviations: [
      {
        title: 'webhooks are sent as text',
        start: () =>
          changeAttempt((attempt) => ({
            ...attempt,
            headers: { ...attempt.headers, 'content-type': 'text/plain' },
          })),
      },
    ],
  },

  {
    id: 'HOOK-002',
    title: 'delivers the grading id and the outcome',
    provenance: 'documented',
    source: '§8',
    sentence: 'JSON `{ "grading_session_id": uuid, "outcome": "success" | "failure" }`.',
    severity: 'critical',
    needs,
    check: async (t) => {
      for (const outcome of ['success', 'failure'] as const) {
        const hook = await t.receiver.hook(200);
        const { grading } = await delivered(t, hook, outcome);
        await arrives(t, hook);
        const body = hook.deliveries[0]?.body;
        const sent = isObject(body) ? [body.grading_session_id, body.outcome] : body;
        t.check.equal(sent, [grading, outcome], 'A webhook names another grading or outcome');
      }
    },
    deviations: [
      {
        title: 'every webhook reports a success',
        start: () =>
          changeAttempt((attempt) => ({ ...attempt, body: attempt.body.replace('"failure"', '"success"') })),
      },
      {
        title: 'the grading is sent under another name',
        start: () =>
          changeAttempt((attempt) => ({
            ...attempt,
            body: attempt.body.replace('grading_session_id', 'session_id'),
          })),
      },
    ],
  },

  {
    id: 'HOOK-003',
    title: 'delivers nothing but the grading id and the outcome',
    provenance: 'assumed',
    source: '§8',
    sentence: 'JSON `{ "grading_session_id": uuid, "outcome": "success" | "failure" }`.',
    severity: 'minor',
    needs,
    check: async (t) => {
      const hook = await t.receiver.hook(200);
      await delivered(t, hook);
      await arrives(t, hook);
      const body = hook.deliveries[0]?.body;
      const names = isObject(body) ? namesOf(body) : body;
      t.check.equal(names, ['grading_session_id', 'outcome'], 'A webhook holds other fields');
    },
    deviations: [
      {
        title: 'webhooks hold the time of sending',
        start: () =>
          changeAttempt((attempt) => ({ ...attempt, body: attempt.body.replace('{', '{"sent_at":1,') })),
      },
    ],
  },

  {
    id: 'HOOK-004',
    title: 'delivers an outcome to the targets of that outcome only',
    provenance: 'documented',
    source: '§8',
    sentence: 'To every target of the user with that outcome.',
    severity: 'critical',
    needs,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const [good, bad] = [await t.receiver.hook(200), await t.receiver.hook(200)];
      await createTarget(t, token, 'success', good.url);
      await createTarget(t, token, 'failure', bad.url);
      for (let round = 1; round <= 2; round += 1) {
        await complete(t, accountId, 'success');
        await arrives(t, good, round);
        await complete(t, accountId, 'failure');
        await arrives(t, bad, round);
      }
      for (const [hook, outcome] of [[good, 'success'] as const, [bad, 'failure'] as const]) {
        const wrong = hook.deliveries.find(({ body }) => isObject(body) && body.outcome !== outcome);
        t.check.equal(wrong?.body, undefined, `A target for ${outcome} gets the other outcome`);
      }
    },
    deviations: [
      {
        title: 'webhooks go to the targets of both outcomes',
        start: () => {
          const { targets, hooks } = watchTargets();
          const others = alsoTo((attempt) => {
            const own = [...targets.values()].find(({ url }) => url === attempt.url);
            return [...targets.values()]
              .filter((each) => each.token === own?.token && each.outcome !== outcomeOf(attempt))
              .map(({ url }) => url);
          });
          return combine(hooks, others);
        },
      },
    ],
  },

  {
    id: 'HOOK-005',
    title: 'delivers to every target of the outcome',
    provenance: 'documented',
    source: '§8',
    sentence: 'To every target of the user with that outcome.',
    severity: 'critical',
    needs,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const hooks = [await t.receiver.hook(200), await t.receiver.hook(200)];
      for (const hook of hooks) await createTarget(t, token, 'success', hook.url);
      await complete(t, accountId);
      for (const hook of hooks) await arrives(t, hook, 1, 'One of two targets of the outcome gets nothing');
    },
    deviations: [
      {
        title: 'only the first target of an outcome gets the webhook',
        start: () => {
          const first = new Map<string, string>();
          return {
            send: async (attempt, next) => {
              const grading = gradingIdOf(attempt);
              if (!first.has(grading)) first.set(grading, attempt.url);
              return first.get(grading) === attempt.url ? next(attempt) : deliveredResult;
            },
          };
        },
      },
    ],
  },

  {
    id: 'HOOK-006',
    title: 'has the grading readable when its webhook arrives',
    provenance: 'seed',
    source: '§8',
    sentence:
      '`grading_session_id` is the id for `GET /v1/gradings/{id}`; the partner then reads the grading.',
    severity: 'critical',
    needs,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const hook = await t.receiver.hook(200);
      const reads: Exchange[] = [];
      hook.onDelivery = async ({ body }) => {
        const id = isObject(body) ? String(body.grading_session_id) : '';
        reads.push(await t.call('getGrading', { id, token }));
      };
      await createTarget(t, token, 'success', hook.url);
      await complete(t, accountId);
      await arrives(t, hook);
      const read = await poll(() => reads[0], t.config.patience);
      if (read === undefined)
        return t.check.fail('The grading of a webhook cannot be read', 'a response', 'none');
      const { user_card_grade: grade } = t.check.object(read);
      t.check.that(
        isObject(grade),
        'The grade is not there when the webhook arrives',
        'a grade',
        grade,
        read,
      );
    },
    deviations: [
      {
        title: 'the webhook leaves before its transaction commits',
        start: () => {
          const sent = new Set<string>();
          const hide = wrap('getGrading', (request, next) =>
            sent.delete(request.path.split('/').at(-1) ?? '') ? refuseWith(404, 'not_found') : next(request),
          );
          const mark = changeAttempt((attempt) => {
            sent.add(gradingIdOf(attempt));
            return attempt;
          });
          return combine(hide, mark);
        },
      },
    ],
  },

  {
    id: 'HOOK-011',
    title: 'delivers nothing to a target that was deleted',
    provenance: 'documented',
    source: '§8',
    sentence:
      'Targets are removed with `DELETE /v1/webhook-targets/{id}`; delivery goes to the targets of the user.',
    severity: 'critical',
    needs,
    check: async (t) => {
      const [kept, gone] = [await t.receiver.hook(200), await t.receiver.hook(200)];
      const { accountId, token, target } = await delivered(t, gone);
      await arrives(t, gone);
      await createTarget(t, token, 'success', kept.url);
      await deleteTarget(t, token, target.id);
      const before = gone.deliveries.length;
      for (let round = 1; round <= 2; round += 1) {
        await complete(t, accountId);
        await arrives(t, kept, round);
      }
      t.check.equal(gone.deliveries.length - before, 0, 'A deleted target still gets webhooks');
    },
    deviations: [
      {
        title: 'the sender has cached the targets, deleted ones too',
        start: () => {
          const { targets, hooks } = watchTargets();
          const deleted = alsoTo(() =>
            [...targets.values()].filter((target) => target.deleted).map(({ url }) => url),
          );
          return combine(hooks, deleted);
        },
      },
    ],
  },

  {
    id: 'HOOK-015',
    title: 'delivers the same grading and outcome with every attempt',
    provenance: 'documented',
    source: '§8',
    sentence: 'The same session may be delivered more than once: handlers must be idempotent.',
    severity: 'major',
    needs: needsClock,
    check: async (t) => {
      const hook = await t.receiver.hook(500, 500, 200);
      const { grading } = await delivered(t, hook);
      await arrives(t, hook);
      await isRetried(t, hook, 3, 'a 500');
      const sent = hook.deliveries.map(({ body }) =>
        isObject(body) ? [body.grading_session_id, body.outcome] : body,
      );
      const expected = sent.map(() => [grading, 'success']);
      t.check.equal(sent, expected, 'An attempt names another grading or outcome');
    },
    deviations: [
      {
        title: 'each further attempt names another grading',
        start: () => {
          const tried = new Set<string>();
          return changeAttempt((attempt) => {
            const key = `${attempt.url} ${attempt.body}`;
            const again = tried.has(key);
            tried.add(key);
            return again
              ? { ...attempt, body: attempt.body.replace(gradingIdOf(attempt), randomUUID()) }
              : attempt;
          });
        },
      },
    ],
  },

  {
    id: 'HOOK-016',
    title: 'delivers to each of two targets with the same URL',
    provenance: 'assumed',
    source: '§10',
    sentence: 'The same outcome and URL twice are two targets, each with its own delivery.',
    severity: 'minor',
    needs,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const hook = await t.receiver.hook(200);
      await createTarget(t, token, 'success', hook.url);
      await createTarget(t, token, 'success', hook.url);
      await complete(t, accountId);
      await arrives(t, hook, 2, 'Two targets with one URL get fewer than two webhooks');
    },
    deviations: [
      {
        title: 'one URL gets each grading once',
        start: () => {
          const sent = new Set<string>();
          return {
            send: async (attempt, next) => {
              const key = `${attempt.url} ${gradingIdOf(attempt)}`;
              if (sent.has(key)) return deliveredResult;
              sent.add(key);
              return next(attempt);
            },
          };
        },
      },
    ],
  },
]);
