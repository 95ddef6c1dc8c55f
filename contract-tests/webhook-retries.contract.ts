import type { OutgoingAttempt } from '../src/http/deviation.js';

import { changeResult, combine, deliveredResult, failedResult } from '../src/suite/deviations/hooks.js';
import { watchTargets } from '../src/suite/deviations/watch-targets.js';
import {
  arrives,
  arrivesInTime,
  complete,
  gradingsAt,
  isRetried,
  ownAccount,
} from '../src/suite/receiver/deliveries.js';
import type { Hook } from '../src/suite/receiver/receiver.js';
import { createTarget, deleteTarget } from '../src/suite/receiver/targets.js';
import { poll } from '../src/suite/receiver/wait.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const needs = ['write', 'receiver', 'createAccount', 'completeGrading'] as const;

const needsClock = [...needs, 'advanceClock'] as const;

const goodStatuses = [200, 201, 202, 203, 204, 205, 206, 226, 299];

const badStatuses = [
  301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 501, 502, 503, 504,
];

const MOST_FAILURES = 9;
const LONGEST_PAUSE_SECONDS = 90_000;

/** An account with one target, and a grading of it that completed. */
async function delivered(t: RuleContext, hook: Hook, outcome: 'success' | 'failure' = 'success') {
  const account = await ownAccount(t);
  const target = await createTarget(t, account.token, outcome, hook.url);
  const grading = await complete(t, account.accountId, outcome);
  return { ...account, target, grading };
}

export default defineRules('webhook-retries', [
  {
    id: 'HOOK-007',
    title: 'delivers again after a 500, until a success',
    provenance: 'documented',
    source: '§8',
    sentence: 'Any 2xx is success; on anything else CHCK retries until a success.',
    severity: 'critical',
    needs: needsClock,
    check: async (t) => {
      const hook = await t.receiver.hook(500, 503, 200);
      await delivered(t, hook);
      await arrives(t, hook);
      await isRetried(t, hook, 3, 'a 500 and a 503');
    },
    deviations: [
      {
        title: 'a 5xx response ends the delivery',
        start: () =>
          changeResult((result) => ((result.responseStatus ?? 0) >= 500 ? deliveredResult : result)),
      },
    ],
  },

  {
    id: 'HOOK-008',
    title: 'delivers again after a target did not respond in time',
    provenance: 'documented',
    source: '§8',
    sentence: 'On anything else CHCK retries until a success.',
    severity: 'critical',
    needs: needsClock,
    check: async (t) => {
      const hook = await t.receiver.hook('hang', 200);
      await delivered(t, hook);
      await arrives(t, hook);
      const gaveUp = await poll(async () => {
        await t.driver.advanceClock(60);
        return hook.deliveries[0]?.abandoned === true || hook.deliveries.length > 1 ? true : undefined;
      }, t.config.patience * 4);
      if (gaveUp === undefined) t.notChecked('the sender waited longer for a response than the suite does');
      await isRetried(t, hook, 2, 'no response came in time');
    },
    deviations: [
      {
        title: 'a time-out counts as a success',
        start: () => changeResult((result) => (result.failure === 'timeout' ? deliveredResult : result)),
      },
    ],
  },

  {
    id: 'HOOK-009',
    title: 'delivers again after a target refused the connection',
    provenance: 'documented',
    source: '§8',
    sentence: 'On anything else CHCK retries until a success.',
    severity: 'critical',
    needs: needsClock,
    check: async (t) => {
      const receiver = t.receiver.another();
      const hook = await receiver.hook(200);
      await receiver.close();
      try {
        await delivered(t, hook);
        await t.driver.advanceClock(1);
        await receiver.reopen();
        await isRetried(t, hook, 1, 'the connection was refused');
      } finally {
        await receiver.close();
      }
    },
    deviations: [
      {
        title: 'a target that refuses connections is never tried again',
        start: () => changeResult((result) => (result.failure === 'refused' ? deliveredResult : result)),
      },
    ],
  },

  {
    id: 'HOOK-010',
    title: 'treats any 2xx as success and sends no further attempt',
    provenance: 'documented',
    source: '§8',
    sentence: 'Any 2xx is success.',
    severity: 'major',
    needs: needsClock,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const hooks = await Promise.all(goodStatuses.map((status) => t.receiver.hook(status)));
      for (const hook of hooks) await createTarget(t, token, 'success', hook.url);
      const first = await complete(t, accountId);
      for (const [round, seconds] of [10, 3600, 86_400].entries()) {
        for (const hook of hooks) await arrives(t, hook, round + 1);
        await t.driver.advanceClock(seconds);
        await complete(t, accountId);
      }
      for (const [index, hook] of hooks.entries()) {
        await arrives(t, hook, 4);
        const count = gradingsAt(hook).filter((grading) => grading === first).length;
        const message = `A webhook that got ${goodStatuses[index]} is sent again`;
        t.check.that(count <= 2, message, 'once', `${count} times`);
        await t.check.assumed(() => t.check.that(count === 1, message, 'once', `${count} times`));
      }
    },
    deviations: [
      {
        title: 'only 200 counts as success',
        start: () =>
          changeResult((result) =>
            result.failure === null && result.responseStatus !== 200 ? failedResult : result,
          ),
      },
    ],
  },

  {
    id: 'HOOK-012',
    title: 'treats every status that is not 2xx as a failure and delivers again',
    provenance: 'documented',
    source: '§8',
    sentence: 'Any 2xx is success; on anything else CHCK retries until a success.',
    severity: 'major',
    needs: needsClock,
    check: async (t) => {
      const { accountId, token } = await ownAccount(t);
      const headers = { location: 'http://127.0.0.1:9/' };
      const hooks = await Promise.all(
        badStatuses.map((status) => t.receiver.hook(status < 400 ? { status, headers } : status, 200)),
      );
      for (const hook of hooks) await createTarget(t, token, 'success', hook.url);
      await complete(t, accountId);
      for (const hook of hooks) await arrives(t, hook);
      for (const [index, hook] of hooks.entries()) await isRetried(t, hook, 2, `a ${badStatuses[index]}`);
    },
    deviations: [
      {
        title: 'a 4xx response ends the delivery',
        start: () => changeResult((result) => (result.responseStatus === 404 ? deliveredResult : result)),
      },
      {
        title: 'a redirect counts as success',
        start: () => changeResult((result) => (result.responseStatus === 302 ? deliveredResult : result)),
      },
    ],
  },

  {
    id: 'HOOK-017',
    title: 'does not give up after many failures in a row',
    provenance: 'documented',
    source: '§8',
    sentence: 'Any 2xx is success; on anything else CHCK retries until a success.',
    severity: 'major',
    needs: needsClock,
    check: async (t) => {
      const hook = await t.receiver.hook(...Array.from({ length: MOST_FAILURES }, () => 500), 200);
      await delivered(t, hook);
      for (let attempts = 1; attempts <= MOST_FAILURES; attempts += 1) {
        await arrives(t, hook, attempts, `A webhook is given up after ${attempts - 1} failures`);
        await t.driver.advanceClock(LONGEST_PAUSE_SECONDS);
      }
      await arrives(t, hook, MOST_FAILURES + 1, `A webhook is given up after ${MOST_FAILURES} failures`);
    },
    deviations: [
      {
        title: 'a webhook is given up after six attempts',
        start: () => {
          let attempts = 0;
          return changeResult((result) => {
            attempts += 1;
            return attempts >= 6 ? deliveredResult : result;
          });
        },
      },
    ],
  },

  {
    id: 'HOOK-018',
    title: 'delivers to the URL of a target with its query and its letter case',
    provenance: 'documented',
    source: '§8',
    sentence: 'Delivery: `POST <url>`.',
    severity: 'major',
    needs,
    check: async (t) => {
      const query = '?tenant=A%20b&tenant=%C3%A9&Case=Kept';
      const hook = await t.receiver.hook(200);
      const { accountId, token } = await ownAccount(t);
      await createTarget(t, token, 'success', hook.url + query);
      await complete(t, accountId);
      await arrives(t, hook);
      const [delivery] = hook.deliveries;
      const kept = delivery?.path.endsWith(query) ?? false;
      t.check.that(kept, 'A webhook goes to another URL than that of its target', query, delivery?.path);
    },
    deviations: [
      {
        title: 'the query of a target is left out of deliveries',
        start: () => ({
          send: (attempt, next) => next({ ...attempt, url: attempt.url.split('?')[0] ?? '' }),
        }),
      },
    ],
  },

  {
    id: 'HOOK-013',
    title: 'does not follow redirects',
    provenance: 'assumed',
    source: '§10',
    sentence: 'Redirects are not followed.',
    severity: 'minor',
    needs: needsClock,
    check: async (t) => {
      const elsewhere = await t.receiver.hook(200);
      const hook = await t.receiver.hook({ status: 307, headers: { location: elsewhere.url } }, 200);
      await delivered(t, hook);
      await arrives(t, hook);
      await arrivesInTime(t, hook, 2);
      t.check.equal(elsewhere.deliveries.length, 0, 'A redirect is followed');
    },
    deviations: [
      {
        title: 'redirects are followed',
        start: () => ({
          send: async (attempt, next) => {
            const result = await next(attempt);
            const location = result.responseHeaders?.location;
            const redirected = [301, 302, 307, 308].includes(result.responseStatus ?? 0);
            return redirected && location !== undefined ? next({ ...attempt, url: location }) : result;
          },
        }),
      },
    ],
  },

  {
    id: 'HOOK-014',
    title: 'drops what is pending for a target that is deleted',
    provenance: 'assumed',
    source: '§10',
    sentence: 'Deleting a target drops what is pending for it.',
    severity: 'minor',
    needs: needsClock,
    check: async (t) => {
      const [kept, gone] = [await t.receiver.hook(200), await t.receiver.hook(500)];
      const { accountId, token, target } = await delivered(t, gone);
      await arrives(t, gone);
      await createTarget(t, token, 'success', kept.url);
      await deleteTarget(t, token, target.id);
      const before = gone.deliveries.length;
      for (const [round, seconds] of [60, 3600, 86_400].entries()) {
        await t.driver.advanceClock(seconds);
        await complete(t, accountId);
        await arrives(t, kept, round + 1);
      }
      t.check.equal(
        gone.deliveries.length - before,
        0,
        'What was pending for a deleted target is still sent',
      );
    },
    deviations: [
      {
        title: 'what was pending for a deleted target stays in the queue',
        start: () => {
          const { targets, hooks } = watchTargets();
          const failed = new Map<string, OutgoingAttempt>();
          const keep = {
            send: async (
              attempt: OutgoingAttempt,
              next: (attempt: OutgoingAttempt) => Promise<typeof deliveredResult>,
            ): Promise<typeof deliveredResult> => {
              for (const target of targets.values()) {
                const pending = failed.get(target.url);
                if (target.deleted && pending !== undefined) await next(pending);
              }
              const result = await next(attempt);
              if (result.failure !== null) failed.set(attempt.url, attempt);
              return result;
            },
          };
          return combine(hooks, keep);
        },
      },
    ],
  },
]);
