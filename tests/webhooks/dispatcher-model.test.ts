import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AttemptResult } from '../../src/store/attempts.js';
import type { AttemptSender } from '../../src/webhooks/delivery-cycle.js';
import { startDispatcher } from './start-dispatcher.js';

/** A sender whose attempts end by chance: at once or later, with a success, a failure or an error. */
function randomSender(outcomes: readonly number[]): AttemptSender & { accepted: Set<string> } {
  const accepted = new Set<string>();
  const pending = new Set<() => void>();
  let next = 0;
  return {
    accepted,
    send: ({ url }) =>
      new Promise<AttemptResult>((resolve, reject) => {
        next += 1;
        const outcome = outcomes[next % outcomes.length] ?? 0;
        const end = (failure: AttemptResult['failure']) => {
          clearTimeout(timer);
          pending.delete(interrupt);
          if (failure === null) accepted.add(url);
          const responseStatus = failure === null ? 200 : null;
          const result = { durationMs: 1, responseHeaders: null, responseBody: null, failureDetail: null };
          resolve({ ...result, responseStatus, failure });
        };
        const interrupt = () => end('interrupted');
        const timer = setTimeout(() => {
          if (outcome % 4 === 0) reject(new Error('the sender fails'));
          else end(outcome % 4 === 1 ? 'timeout' : null);
        }, outcome);
        pending.add(interrupt);
      }),
    interrupt: () => {
      for (const interrupt of [...pending]) interrupt();
    },
    close: () => undefined,
  };
}

const step = fc.oneof(
  fc.record({ act: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ act: fc.constantFrom('hold', 'drain', 'abandon', 'wake', 'fail', 'yield') }),
);

it('accepts every delivery in the end, for any order of calls and store failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.array(fc.nat({ max: 12 }), { minLength: 5, maxLength: 20 }),
      async (steps, outcomes) => {
        const sender = randomSender([...outcomes, 2, 3]);
        const { dispatcher, database, deliver, store } = await startDispatcher({}, sender);
        const urls: string[] = [];
        let failures = 0;
        database.failing = (statement) => {
          if (failures === 0 || statement === 'BEGIN') return false;
          failures -= 1;
          return true;
        };
        for (const each of steps) {
          if (each.act === 'deliver') {
            failures = 0;
            const added = Array.from({ length: each.count }, (_, index) => `http://lane-${index % 3}/`);
            const unique = added.map((url, index) => `${url}${urls.length + index}`);
            urls.push(...unique);
            await deliver(...unique);
          }
          if (each.act === 'hold') await dispatcher.hold(async () => undefined);
          if (each.act === 'drain') await dispatcher.hold(() => dispatcher.deliverDue());
          if (each.act === 'abandon') await dispatcher.hold(async () => undefined, 'abandon');
          if (each.act === 'wake') dispatcher.wake();
          if (each.act === 'fail') failures = 2;
          if (each.act === 'yield') await new Promise((resolve) => setImmediate(resolve));
        }
        failures = 0;
        await expect.poll(() => sender.accepted.size, { timeout: 10_000 }).toBe(urls.length);
        await dispatcher.idle(5000);
        const left = await store.deliveries.list({ limit: 1000 });
        expect(left.filter(({ state }) => state !== 'delivered')).toEqual([]);
        await dispatcher.close();
      },
    ),
    { seed: 10, numRuns: 25, endOnFailure: true },
  );
}, 120_000);
