import { type CertifyCase, deliveryLine, isAccepted, judgeOnce, noCallSeen, outcomeText } from './case.js';

const ANSWER_REMEDY =
  'Return 2xx as soon as the webhook is stored, and read GET /v1/gradings/{grading_session_id} to process it.';
const BURST = 20;

/** Deliveries of every day. */
export const everydayCases: readonly CertifyCase[] = [
  {
    id: 'success',
    area: 'everyday',
    title: 'a success is accepted and processed once',
    remedy: ANSWER_REMEDY,
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId)] }]);
    },
  },
  {
    id: 'failure',
    area: 'everyday',
    title: 'a failure is accepted',
    remedy: 'Return 2xx for the outcome failure as well: CHCK repeats every delivery without a 2xx.',
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('failure');
      const delivery = await probe.deliver(gradingId, { outcome: 'failure' });
      return isAccepted(delivery)
        ? { verdict: 'passed', detail: `The handler returned ${outcomeText(delivery)}.` }
        : {
            verdict: 'failed',
            detail: `The handler returned ${outcomeText(delivery)}.`,
            evidence: [deliveryLine(delivery)],
          };
    },
  },
  {
    id: 'burst',
    area: 'everyday',
    title: `${BURST} webhooks at once are all accepted and processed once each`,
    remedy: 'Store each webhook, return 2xx at once, and process them from a queue.',
    run: async (probe) => {
      const ids: string[] = [];
      for (let index = 0; index < BURST; index += 1) ids.push(await probe.mock.completeGrading('success'));
      const handled = await Promise.all(
        ids.map(async (gradingId) => ({ gradingId, deliveries: [await probe.deliver(gradingId)] })),
      );
      return judgeOnce(probe, handled);
    },
  },
  {
    id: 'extra-fields',
    area: 'everyday',
    title: 'unknown fields are ignored',
    remedy: 'Read grading_session_id and outcome, and ignore every other field.',
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      const body = JSON.stringify({
        grading_session_id: gradingId,
        outcome: 'success',
        added_later: { by: 'CHCK', list: [1, null] },
      });
      return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId, { body })] }]);
    },
  },
  {
    id: 'unknown-session',
    area: 'everyday',
    title: 'a grading that does not exist is accepted, and not requested again and again',
    remedy:
      'When GET /v1/gradings/{id} returns 404, log it, return 2xx and drop it: CHCK repeats every delivery without a 2xx for ever.',
    run: async (probe) => {
      const gradingId = probe.unknownId();
      const delivery = await probe.deliver(gradingId);
      if (!isAccepted(delivery)) {
        return {
          verdict: 'failed',
          detail: `The handler returned ${outcomeText(delivery)}, so CHCK would repeat the delivery until it gets a 2xx.`,
          evidence: [deliveryLine(delivery)],
        };
      }
      const calls = await probe.callsFor(gradingId);
      if (calls.length > 2) {
        return {
          verdict: 'failed',
          detail: `The handler requested it ${calls.length} times although the response was 404.`,
        };
      }
      return calls.length === 0
        ? { verdict: 'not-checked', detail: noCallSeen(probe) }
        : {
            verdict: 'passed',
            detail: `The handler returned ${outcomeText(delivery)}, and requested the grading at most twice.`,
          };
    },
  },
];
