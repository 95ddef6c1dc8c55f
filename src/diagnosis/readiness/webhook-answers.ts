import type { Evidence, SeenCall, SeenDelivery } from './evidence.js';
import { endMs, groupBy } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';
import {
  acceptsPlain,
  callsAfter,
  deliveryLine,
  isAccepted,
  refusalsOf,
  sentOf,
  type WebhookKind,
} from './webhook-evidence.js';

/** From this many refusals a delivery counts as refused even if others of its kind were accepted. */
const MANY_REFUSALS = 2;
/** An answer that takes longer is late, in ms. */
const LATE_MS = 3000;
/** A call that takes this long shows whether the answer waits for it, in ms. */
const SLOW_CALL_MS = 500;

export const answersWithSuccess: ReadinessCheck = {
  id: 'answers-webhooks-with-2xx',
  title: 'answers every webhook with 2xx',
  remedy:
    'Return 2xx for every webhook that you have stored, whatever its outcome: CHCK repeats all others until it gets one.',
  situation: 'chck trigger success --url {url}, with your handler registered as a webhook target',
  check: (evidence) => {
    const { calls } = evidence;
    const sent = sentOf(evidence, 'plain').filter((delivery) => {
      return isAccepted(delivery) || refusalsOf(delivery, calls).length > 0;
    });
    if (sent.length === 0) return notExercised('No webhook reached the handler.');
    for (const group of groupBy(sent, ({ url, outcome }) => `${outcome} ${url}`).values()) {
      const refused = group.filter((delivery) => !isAccepted(delivery));
      const often = refused.filter((delivery) => refusalsOf(delivery, calls).length >= MANY_REFUSALS);
      const shown = group.length === refused.length ? refused : often;
      if (shown.length === 0) continue;
      return failed(
        `The handler refused ${shown.length} of ${group.length} webhooks with the outcome ${group[0]?.outcome}.`,
        shown.slice(0, 5).map(deliveryLine),
      );
    }
    return passed(`${sent.filter(isAccepted).length} webhooks got a 2xx.`);
  },
};

export const answersBeforeWork: ReadinessCheck = {
  id: 'answers-webhooks-before-the-work',
  title: 'answers webhooks at once, and works afterwards',
  remedy:
    'Store the webhook, return 2xx, and then read the grading: a handler that waits for the API times out when the API is slow, and gets the webhook again.',
  situation:
    'chck faults add latency --delay 2s --operation getGrading --next 1 --url {url}, then chck trigger success --url {url}',
  check: (evidence) => {
    const sent = sentOf(evidence, 'plain', 'extended');
    const late = sent.filter(({ attempts }) =>
      attempts.some(({ durationMs, failure }) => failure === 'timeout' || (durationMs ?? 0) > LATE_MS),
    );
    const slow = sent.flatMap((delivery) => {
      const calls = callsAfter(delivery, evidence.calls).filter(
        ({ durationMs }) => durationMs >= SLOW_CALL_MS,
      );
      return calls.map((call) => ({ delivery, waited: waitedFor(delivery, call) }));
    });
    const waited = slow.filter((seen) => seen.waited).map(({ delivery }) => delivery);
    if (late.length + waited.length > 0) {
      const detail =
        waited.length > 0
          ? 'The answer to a webhook waited for a call of the API.'
          : `The answer to a webhook took longer than ${LATE_MS} ms.`;
      return failed(detail, [...new Set([...waited, ...late])].slice(0, 5).map(deliveryLine));
    }
    if (slow.length > 0) return passed(`${slow.length} webhooks were answered before a slow call had ended.`);
    if (sent.length === 0) return notExercised('No webhook was sent.');
    return notExercised(
      'Every answer came soon, but no call was slow enough to show whether it waits for the work.',
    );
  },
};

export const ignoresUnknownFields: ReadinessCheck = {
  id: 'ignores-unknown-fields',
  title: 'ignores unknown fields',
  remedy: 'Read the fields that you need and ignore the others: a strict parser breaks when CHCK adds one.',
  situation:
    'chck trigger success --add added_later=yes --url {url}, with your handler registered as a webhook target',
  check: (evidence) => acceptsKind(evidence, 'extended', 'a webhook with an unknown field'),
};

export const dropsUnknownGradings: ReadinessCheck = {
  id: 'drops-unknown-gradings',
  title: 'accepts and drops a webhook for a grading that the API does not know',
  remedy:
    'When GET /v1/gradings/{id} returns 404 for a webhook, log it, answer 2xx and drop it: CHCK repeats every webhook without a 2xx, and a 404 does not change by asking again.',
  situation:
    'chck faults add unknown-grading --next 1 --url {url}, then chck trigger success --url {url}, with your handler registered as a webhook target',
  check: (evidence) => {
    const insisted = sentOf(evidence, 'unknown-grading').find((delivery) => {
      const unknown = callsAfter(delivery, evidence.calls).filter(({ status }) => status === 404);
      return unknown.length > 2 * Math.max(1, delivery.attempts.length);
    });
    if (insisted !== undefined)
      return failed('A grading was read again and again although the response was 404.', [
        deliveryLine(insisted),
      ]);
    return acceptsKind(evidence, 'unknown-grading', 'a webhook for an unknown grading');
  },
};

function acceptsKind(evidence: Evidence, kind: WebhookKind, words: string) {
  const sent = sentOf(evidence, kind);
  const refused = sent.filter(
    (delivery) => !isAccepted(delivery) && refusalsOf(delivery, evidence.calls).length > 0,
  );
  const accepted = sent.filter(isAccepted);
  if (refused.length === 0) {
    return accepted.length === 0
      ? notExercised(`The handler did not get ${words}.`)
      : passed(`The handler accepted ${words} ${accepted.length} times.`);
  }
  const own = refused.filter(({ url }) => acceptsPlain(evidence, url));
  return own.length === 0
    ? notExercised(`The handler refused ${words}, but it has accepted no ordinary webhook either.`)
    : failed(`The handler refused ${words}.`, own.slice(0, 5).map(deliveryLine));
}

/** Whether the answer to a webhook came only when a call for it, begun before the answer, had ended. */
function waitedFor({ attempts }: SeenDelivery, call: SeenCall): boolean {
  return attempts.some(({ startedRealMs, durationMs }) => {
    if (startedRealMs === null || durationMs === null) return false;
    return call.realMs >= startedRealMs && endMs(call) <= startedRealMs + durationMs;
  });
}
