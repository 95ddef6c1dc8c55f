import {
  callLine,
  type Evidence,
  groupBy,
  REACTION_MS,
  type SeenCall,
  type SeenDelivery,
} from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';
import { repeatedWork } from './repeated-work.js';
import { callsAfter, deliveryLine, isAccepted, keyWasRefused, sentOf, spanOf } from './webhook-evidence.js';

export const fetchesAfterWebhook: ReadinessCheck = {
  id: 'fetches-grading-after-webhook',
  title: 'reads the grading after its webhook',
  remedy:
    'When a webhook with outcome success arrives, respond with 2xx and read GET /v1/gradings/{grading_session_id}; the webhook itself holds no grade.',
  situation: 'chck trigger success --url {url}, with your handler registered as a webhook target',
  check: (evidence) => {
    const received = sentOf(evidence, 'plain', 'extended').filter((delivery) => {
      return isAccepted(delivery) && delivery.outcome === 'success';
    });
    return followUps(evidence, received, 'webhooks of a success');
  },
};

export const verifiesOutcome: ReadinessCheck = {
  id: 'verifies-the-outcome',
  title: 'believes the grading, not the outcome of the webhook',
  remedy:
    'Read GET /v1/gradings/{grading_session_id} for every webhook, whatever its outcome: webhooks are not signed unless you agreed so, and the grading says what happened.',
  situation:
    'chck trigger success --override outcome=failure --url {url}, with your handler registered as a webhook target',
  check: (evidence) => {
    const received = sentOf(evidence, 'misleading').filter(isAccepted);
    return followUps(evidence, received, 'webhooks with another outcome than their grading');
  },
};

export const processesOnce: ReadinessCheck = {
  id: 'processes-duplicates-once',
  title: 'processes a webhook once, even when it arrives several times',
  remedy:
    'Remember each grading_session_id that was processed, in the same transaction as the work, and respond to the next one with 2xx without working again.',
  situation: 'chck trigger success --duplicate --url {url}, with your handler registered as a webhook target',
  check: (evidence) => {
    const { calls, readsAreIdempotent } = evidence;
    const accepted = sentOf(evidence, 'plain', 'extended').filter(isAccepted);
    const events = groupBy(accepted, ({ gradingId, outcome, url }) => `${gradingId} ${outcome} ${url}`);
    const worked = [...events.values()]
      .filter((group) => group.length > 1)
      .map((group) => ({ group, reads: readsFor(group, calls) }))
      .filter(({ reads }) => reads.length > 0);
    const again = worked.filter(({ group, reads }) => reads.length > 1 + failuresOf(group));
    for (const { group, reads } of again) {
      const repeated = repeatedWork(reads, calls);
      if (repeated.length === 0) continue;
      return failed(
        `A webhook that came ${group.length} times was processed ${reads.length} times: its card or its pictures were read again as well.`,
        [...group.map(deliveryLine), ...reads.map(callLine), ...repeated.slice(0, 4).map(callLine)],
      );
    }
    if (again.length > 0 && !readsAreIdempotent) {
      return notExercised(
        'A webhook that came twice led to two reads of its grading. To read twice is no mistake, and nothing shows from here whether the result was stored twice; when it is stored under its id, say so with --reads-are-idempotent.',
      );
    }
    if (worked.length > 0) return passed(`${worked.length} repeated webhooks were each processed once.`);
    return notExercised('No webhook was received twice and processed.');
  },
};

/** Judges whether the client read the gradings of the received webhooks, or tried to. */
function followUps(
  { calls, realNowMs, patienceMs }: Evidence,
  received: readonly SeenDelivery[],
  words: string,
) {
  const judged = received.filter((delivery) => {
    return callsAfter(delivery, calls).length > 0 || !keyWasRefused(delivery, calls);
  });
  if (judged.length === 0) return notExercised(`The handler accepted no ${words} with a usable key.`);
  const unread = judged.filter((delivery) => callsAfter(delivery, calls).length === 0);
  const overdue = unread.filter((delivery) => realNowMs - spanOf(delivery).untilMs >= patienceMs);
  if (overdue.length > 0) {
    return failed(
      `The gradings of ${overdue.length} of ${judged.length} ${words} were not read.`,
      overdue.slice(0, 5).map(deliveryLine),
    );
  }
  if (unread.length === judged.length)
    return notExercised('The client may still be working on the webhooks.');
  return passed(`The gradings of ${judged.length - unread.length} ${words} were read.`);
}

/** The calls that read the grading of these deliveries because of them. */
function readsFor(group: readonly SeenDelivery[], calls: readonly SeenCall[]): SeenCall[] {
  const [first] = group;
  if (first === undefined) return [];
  const until = Math.max(...group.map((delivery) => spanOf(delivery).untilMs)) + REACTION_MS;
  return callsAfter(first, calls).filter(({ status, realMs }) => status === 200 && realMs <= until);
}

/** How often the handler failed. It may have read the grading each time. */
function failuresOf(group: readonly SeenDelivery[]): number {
  return group.reduce(
    (sum, { attempts }) => sum + attempts.filter(({ failure }) => failure !== null).length,
    0,
  );
}
