import { parseJsonObject } from '../../json.js';
import { webhookFields } from '../../webhooks/payload.js';
import { callLine, type Evidence, type SeenCall, type SeenDelivery } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** How long a client may work on a webhook, on the mock's clock. */
const WORK_MS = 10_000;

export const fetchesAfterWebhook: ReadinessCheck = {
  id: 'fetches-grading-after-webhook',
  title: 'reads the grading after its webhook',
  remedy:
    'When a webhook with outcome success arrives, respond with 2xx and read GET /v1/gradings/{grading_session_id}; the webhook itself holds no grade.',
  situation: 'chck trigger success --url {url}, with your handler registered as a webhook target',
  check: ({ calls, deliveries, nowMs }) => {
    const received = deliveries.filter(
      ({ state, outcome, body }) => state === 'delivered' && outcome === 'success' && !isMisleading(body),
    );
    if (received.length === 0) return notExercised('No webhook of a success was received.');
    const unread = received.filter((delivery) => fetchesOf(calls, [delivery]).length === 0);
    const overdue = unread.filter(({ finishedAt }) => nowMs - Date.parse(finishedAt ?? '') > WORK_MS);
    if (overdue.length > 0) {
      return failed(
        `The gradings of ${overdue.length} of ${received.length} received webhooks were not read.`,
        overdue.slice(0, 5).map(deliveryLine),
      );
    }
    if (unread.length === received.length)
      return notExercised('The client may still be working on the webhooks.');
    return passed(`The gradings of ${received.length - unread.length} webhooks were read.`);
  },
};

export const processesOnce: ReadinessCheck = {
  id: 'processes-duplicates-once',
  title: 'processes a webhook once, even when it arrives several times',
  remedy:
    'Remember each grading_session_id that was processed, in the same transaction as the work, and respond to the next one with 2xx without working again.',
  situation: 'chck trigger success --duplicate --url {url}, with your handler registered as a webhook target',
  check: ({ calls, deliveries }) => {
    const groups = new Map<string, SeenDelivery[]>();
    for (const delivery of deliveries.filter(({ state }) => state === 'delivered')) {
      const event = `${delivery.gradingId} ${delivery.outcome} ${delivery.url}`;
      groups.set(event, [...(groups.get(event) ?? []), delivery]);
    }
    const repeated = [...groups.values()].filter((group) => group.length > 1);
    const worked = repeated
      .map((group) => ({ group, fetches: fetchesOf(calls, group) }))
      .filter(({ fetches }) => fetches.length > 0);
    const twice = worked.find(({ group, fetches }) => fetches.length > 1 + failuresOf(group));
    if (twice !== undefined) {
      const { group, fetches } = twice;
      return failed(`A webhook that came ${group.length} times was processed ${fetches.length} times.`, [
        ...group.map(deliveryLine),
        ...fetches.map(callLine),
      ]);
    }
    if (worked.length > 0) return passed(`${worked.length} repeated webhooks were each processed once.`);
    return notExercised('No webhook was received twice and processed.');
  },
};

export const ignoresUnknownFields: ReadinessCheck = {
  id: 'ignores-unknown-fields',
  title: 'ignores unknown fields',
  remedy: 'Read the fields that you need and ignore the others: a strict parser breaks when CHCK adds one.',
  situation:
    'chck trigger success --add added_later=yes --url {url}, with your handler registered as a webhook target',
  check: ({ deliveries }) => {
    const extended = deliveries.filter(
      ({ body, attemptCount }) => attemptCount > 0 && hasUnknownFields(body),
    );
    if (extended.length === 0) return notExercised('No webhook with an unknown field was sent.');
    const refused = extended.filter(({ state }) => state === 'pending');
    if (refused.length === 0)
      return passed(`${extended.length} webhooks with an unknown field were received.`);
    return failed('A webhook with an unknown field was refused.', refused.map(deliveryLine));
  },
};

/** The calls that read the grading of these deliveries because of them. */
function fetchesOf(calls: Evidence['calls'], group: readonly SeenDelivery[]): SeenCall[] {
  const from = Math.min(...group.map(({ createdAt }) => Date.parse(createdAt)));
  const until = Math.max(...group.map(({ finishedAt }) => Date.parse(finishedAt ?? ''))) + WORK_MS;
  return calls.filter(({ operationId, url, at, status }) => {
    const atMs = Date.parse(at);
    const matches = group.some(({ gradingId }) => url.startsWith(`/v1/gradings/${gradingId}`));
    return operationId === 'getGrading' && status === 200 && matches && atMs >= from && atMs <= until;
  });
}

/** How often the handler failed. It may have read the grading each time. */
function failuresOf(group: readonly SeenDelivery[]): number {
  return group.reduce((sum, { attemptCount }) => sum + attemptCount - 1, 0);
}

function hasUnknownFields(body: string): boolean {
  const payload = parseJsonObject(body);
  return (
    payload !== undefined &&
    Object.keys(payload).some((name) => !webhookFields.some((known) => known === name))
  );
}

/** Whether the body says something else than what happened, so that the client need not act on it. */
function isMisleading(body: string): boolean {
  return parseJsonObject(body).outcome !== 'success';
}

function deliveryLine({ id, createdAt, outcome, gradingId, url, attemptCount, state }: SeenDelivery): string {
  return `${createdAt} delivery ${id}: ${outcome} of ${gradingId} to ${url}, ${state} after ${attemptCount} attempts`;
}
