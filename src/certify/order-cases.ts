import { callLine } from '../diagnosis/readiness/evidence.js';
import {
  type CertifyCase,
  deliveryLine,
  isAccepted,
  isRead,
  judgeOnce,
  noCallSeen,
  outcomeText,
  READ_TWICE,
} from './case.js';

const ONCE_REMEDY =
  'Remember each grading_session_id that was processed, under a unique constraint and in the same transaction as the work; return 2xx for a known one without processing it again.';

/** Deliveries that arrive twice, late, or in another order. */
export const orderCases: readonly CertifyCase[] = [
  {
    id: 'duplicate',
    area: 'order',
    title: 'the same webhook twice is processed once',
    remedy: ONCE_REMEDY,
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      const first = await probe.deliver(gradingId);
      // The handler processes the first delivery before it gets the second.
      await probe.callsFor(gradingId);
      return judgeOnce(probe, [{ gradingId, deliveries: [first, await probe.deliver(gradingId)] }]);
    },
  },
  {
    id: 'duplicate-at-once',
    area: 'order',
    title: 'the same webhook twice at the same moment is processed once',
    remedy: `${ONCE_REMEDY} Reading first and writing afterwards is not enough: two deliveries may both read before either writes.`,
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      const deliveries = await Promise.all([probe.deliver(gradingId), probe.deliver(gradingId)]);
      return judgeOnce(probe, [{ gradingId, deliveries }]);
    },
  },
  {
    id: 'reordered',
    area: 'order',
    title: 'webhooks in another order than their gradings completed are all processed',
    remedy: 'Process each webhook on its own: do not skip one because a later grading was processed before.',
    run: async (probe) => {
      const earlier = await probe.mock.completeGrading('success');
      const later = await probe.mock.completeGrading('success');
      const first = { gradingId: later, deliveries: [await probe.deliver(later)] };
      await probe.callsFor(later);
      return judgeOnce(probe, [first, { gradingId: earlier, deliveries: [await probe.deliver(earlier)] }]);
    },
  },
  {
    id: 'late',
    area: 'order',
    title: 'a webhook that arrives days after its grading is processed',
    remedy: 'Do not reject a webhook because its grading is old: retries go on until you return 2xx.',
    run: async (probe) => {
      if (probe.mock.advanceDays === undefined) {
        return {
          verdict: 'not-checked',
          detail:
            'The clock is moved only on a mock that this command starts: start your handler with --start COMMAND.',
        };
      }
      const gradingId = await probe.mock.completeGrading('success');
      await probe.mock.advanceDays(3);
      return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId)] }]);
    },
  },
  {
    id: 'retry-after-own-error',
    area: 'order',
    title: 'a webhook that failed because the grading could not be read is processed when it is repeated',
    remedy:
      'Mark a grading_session_id as processed only when the work is done: if it is marked first, it is lost when the work fails.',
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      const undo = await probe.mock.failNextRead();
      try {
        const first = await probe.deliver(gradingId);
        const tried = await probe.callsFor(gradingId);
        if (tried.length === 0) return { verdict: 'not-checked', detail: noCallSeen(probe) };
        const deliveries = isAccepted(first) ? [first] : [first, await probe.deliver(gradingId)];
        const last = deliveries.at(-1) ?? first;
        const calls = await probe.callsFor(gradingId, 2);
        const evidence = [...deliveries.map(deliveryLine), ...calls.map(callLine)];
        if (!isAccepted(last))
          return {
            verdict: 'failed',
            detail: `The handler returned ${outcomeText(last)} for the repeated delivery.`,
            evidence,
          };
        const reads = calls.filter(isRead).length;
        if (reads === 1)
          return {
            verdict: 'passed',
            detail: 'The grading was read once, after the call for it had failed.',
          };
        if (reads > 1)
          return probe.readsAreIdempotent
            ? { verdict: 'passed', detail: 'The grading was read after the call for it had failed.' }
            : { verdict: 'not-checked', detail: READ_TWICE, evidence };
        return deliveries.length > 1
          ? {
              verdict: 'failed',
              detail: 'The handler returned 2xx for the repeated delivery and never read the grading.',
              evidence,
            }
          : {
              verdict: 'not-checked',
              detail: `The handler returned 2xx although it could not read the grading, and did not read it within another ${probe.patienceMs} ms: unless something tries again later, it is lost.`,
              evidence,
            };
      } finally {
        await undo();
      }
    },
  },
];
