import { expect, it } from 'vitest';
import { Clock } from '../../src/clock.js';
import { BoundedWork } from '../../src/services/bounded-work.js';
import type { SettledEvent } from '../../src/services/settled-event.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');
const GRADING = '0e4b2a6e-4b8c-4f56-9d2e-3f1f0a7f3b11';

const attempt: SettledEvent = {
  kind: 'webhook_attempted',
  at: '2026-12-01T12:00:00.000Z',
  deliveryId: 1,
  gradingId: GRADING,
  url: 'http://127.0.0.1:9/',
  number: 1,
  status: null,
  failure: 'refused',
  nextAttemptAt: null,
};

it('moving the clock against a dead target ends after a number of attempts, and says where the clock is', () => {
  const clock = new Clock({ offsetMs: 0, frozenAtMs: NOON });
  const work = new BoundedWork(clock, new AbortController().signal, { attempts: 2, timeMs: 60_000 });
  work.add({ kind: 'grading_moved', at: attempt.at, gradingId: GRADING, state: 'completed' });
  work.add(attempt);
  expect(work.signal.aborted).toBe(false);
  work.add(attempt);
  work.end();
  expect(work.signal.reason).toMatchObject({
    code: 'conflict',
    message:
      'The clock was moved to 2026-12-01T12:00:00.000Z only, after 2 webhook attempts. Remove the targets that fail (`chck webhooks deliveries` shows them), or move the clock again to continue.',
  });
});

it('moving the clock ends after a real time', async () => {
  const clock = new Clock({ offsetMs: 0, frozenAtMs: NOON });
  const work = new BoundedWork(clock, new AbortController().signal, { attempts: 2, timeMs: 1 });
  await new Promise((resolve) => work.signal.addEventListener('abort', resolve));
  expect(work.signal.reason.message).toContain('only, after 1ms of real time.');
});
