import { type CertifyCase, inWords, isAccepted, judgeOnce, reactionLine, unseen } from './case.js';

const ANSWER_REMEDY =
  'Answer 2xx as soon as the webhook is stored, and read GET /v1/gradings/{grading_session_id} to process it.';
const BURST = 20;

/** What a handler meets every day. */
export const everydayCases: readonly CertifyCase[] = [
  {
    id: 'success',
    title: 'a success is accepted and processed once',
    remedy: ANSWER_REMEDY,
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId)] }]);
    },
  },
  {
    id: 'failure',
    title: 'a failure is accepted',
    remedy: 'Answer 2xx to outcome failure as well: CHCK repeats whatever is not answered 2xx.',
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('failure');
      const reaction = await stage.deliver(gradingId, { outcome: 'failure' });
      return isAccepted(reaction)
        ? { verdict: 'passed', detail: `Answered ${inWords(reaction)}.` }
        : {
            verdict: 'failed',
            detail: `Answered ${inWords(reaction)}.`,
            evidence: [reactionLine(reaction)],
          };
    },
  },
  {
    id: 'burst',
    title: `${BURST} at once are all accepted and processed once each`,
    remedy: 'Store webhooks and answer at once; work through them from a queue.',
    play: async (stage) => {
      const ids: string[] = [];
      for (let index = 0; index < BURST; index += 1) ids.push(await stage.mock.endGrading('success'));
      const handled = await Promise.all(
        ids.map(async (gradingId) => ({ gradingId, reactions: [await stage.deliver(gradingId)] })),
      );
      return judgeOnce(stage, handled);
    },
  },
  {
    id: 'extra-fields',
    title: 'fields of no known name are ignored',
    remedy: 'Read grading_session_id and outcome, and leave every other field alone.',
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      const body = JSON.stringify({
        grading_session_id: gradingId,
        outcome: 'success',
        added_later: { by: 'CHCK', list: [1, null] },
      });
      return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId, { body })] }]);
    },
  },
  {
    id: 'unknown-session',
    title: 'a session that does not exist is accepted, and not asked for again and again',
    remedy:
      'When GET /v1/gradings/{id} answers 404, log it, answer 2xx and drop it: any other answer has CHCK repeat it for ever.',
    play: async (stage) => {
      const gradingId = stage.unknownId();
      const reaction = await stage.deliver(gradingId);
      if (!isAccepted(reaction)) {
        return {
          verdict: 'failed',
          detail: `Answered ${inWords(reaction)}, so CHCK would repeat it until it is answered 2xx.`,
          evidence: [reactionLine(reaction)],
        };
      }
      const calls = await stage.callsFor(gradingId);
      if (calls.length > 2) {
        return { verdict: 'failed', detail: `It was asked for ${calls.length} times after a 404.` };
      }
      return calls.length === 0
        ? { verdict: 'open', detail: unseen(stage) }
        : { verdict: 'passed', detail: `Answered ${inWords(reaction)}, and asked for no more than twice.` };
    },
  },
];
