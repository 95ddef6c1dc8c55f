import { callLine } from '../diagnosis/readiness/evidence.js';
import { type CertifyCase, inWords, isAccepted, isRead, judgeOnce, reactionLine, unseen } from './case.js';

const ONCE_REMEDY =
  'Remember each grading_session_id that was processed, under a unique constraint and in the same transaction as the work; answer 2xx to one that is known, without working again.';

/** Deliveries that come twice, late, or in another order. */
export const orderCases: readonly CertifyCase[] = [
  {
    id: 'duplicate',
    title: 'the same webhook twice is processed once',
    remedy: ONCE_REMEDY,
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      const first = await stage.deliver(gradingId);
      // The work that the first one causes comes before the second.
      await stage.callsFor(gradingId);
      return judgeOnce(stage, [{ gradingId, reactions: [first, await stage.deliver(gradingId)] }]);
    },
  },
  {
    id: 'duplicate-at-once',
    title: 'the same webhook twice at the same moment is processed once',
    remedy: `${ONCE_REMEDY} A look first and a write after is not enough: two deliveries may look before either writes.`,
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      const reactions = await Promise.all([stage.deliver(gradingId), stage.deliver(gradingId)]);
      return judgeOnce(stage, [{ gradingId, reactions }]);
    },
  },
  {
    id: 'reordered',
    title: 'webhooks in another order than their gradings ended are all processed',
    remedy: 'Take each webhook by itself: do not skip one because a later grading was processed before.',
    play: async (stage) => {
      const earlier = await stage.mock.endGrading('success');
      const later = await stage.mock.endGrading('success');
      const first = { gradingId: later, reactions: [await stage.deliver(later)] };
      await stage.callsFor(later);
      return judgeOnce(stage, [first, { gradingId: earlier, reactions: [await stage.deliver(earlier)] }]);
    },
  },
  {
    id: 'late',
    title: 'a webhook that comes days after its grading is processed',
    remedy: 'Do not judge a webhook by the age of its grading: retries go on until you answer 2xx.',
    play: async (stage) => {
      if (stage.mock.passDays === undefined) {
        return {
          verdict: 'open',
          detail: 'Days can pass only on a mock of its own: start your handler with --start COMMAND.',
        };
      }
      const gradingId = await stage.mock.endGrading('success');
      await stage.mock.passDays(3);
      return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId)] }]);
    },
  },
  {
    id: 'retry-after-own-error',
    title: 'what failed for want of the grading is processed when it comes again',
    remedy:
      'Mark a grading_session_id as processed only when the work is done: one that is marked first is lost when the work fails.',
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      const undo = await stage.mock.failNextRead();
      try {
        const first = await stage.deliver(gradingId);
        const tried = await stage.callsFor(gradingId);
        if (tried.length === 0) return { verdict: 'open', detail: unseen(stage) };
        const reactions = isAccepted(first) ? [first] : [first, await stage.deliver(gradingId)];
        const last = reactions.at(-1) ?? first;
        const calls = await stage.callsFor(gradingId, 2);
        const evidence = [...reactions.map(reactionLine), ...calls.map(callLine)];
        if (!isAccepted(last))
          return { verdict: 'failed', detail: `Answered ${inWords(last)} when it came again.`, evidence };
        const reads = calls.filter(isRead).length;
        if (reads === 1)
          return {
            verdict: 'passed',
            detail: 'The grading was read once, after the call for it had failed.',
          };
        if (reads > 1) return { verdict: 'failed', detail: `The grading was read ${reads} times.`, evidence };
        return reactions.length > 1
          ? { verdict: 'failed', detail: 'It was answered 2xx when it came again, and never read.', evidence }
          : {
              verdict: 'open',
              detail: `It was answered 2xx although the grading could not be read, and was not read within ${stage.patienceMs} ms more: if nothing tries again later, it is lost.`,
              evidence,
            };
      } finally {
        await undo();
      }
    },
  },
];
