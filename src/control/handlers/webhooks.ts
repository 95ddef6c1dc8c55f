import type { DeliveryRecord } from '../../services/deliveries.js';
import type { Services } from '../../services/services.js';
import type { Attempt } from '../../store/attempts.js';
import type { Delivery } from '../../store/deliveries.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import type { ControlHandlers, ControlResult, Schema } from '../operation-types.js';
import { formatGrading } from './gradings.js';

type WebhookOperation =
  | 'trigger'
  | 'listTargets'
  | 'createTarget'
  | 'deleteTarget'
  | 'listDeliveries'
  | 'getDelivery'
  | 'resendDelivery'
  | 'waitForDelivery';

/** Targets, triggers and deliveries. */
export function webhookHandlers({
  targets,
  triggers,
  deliveries,
}: Services): ControlHandlers<WebhookOperation> {
  return {
    trigger: async ({ body }, signal) => {
      const triggered = await triggers.fire(body, { signal });
      return {
        status: 201,
        body: {
          gradings: triggered.gradings.map(formatGrading),
          deliveries: triggered.deliveries.map(formatDelivery),
        },
      };
    },
    listTargets: async ({ query }) => ({
      status: 200,
      body: { targets: (await targets.list(query)).map(formatTarget) },
    }),
    createTarget: async ({ body }) => ({ status: 201, body: formatTarget(await targets.create(body)) }),
    deleteTarget: async ({ path: { id } }) => {
      await targets.remove(id);
      return { status: 204, body: undefined };
    },
    listDeliveries: async ({ query }) => ({
      status: 200,
      body: { deliveries: (await deliveries.list(query)).map(formatDelivery) },
    }),
    getDelivery: async ({ path: { id } }) => ({
      status: 200,
      body: formatRecord(await deliveries.get(id)),
    }),
    resendDelivery: async ({ path: { id } }) => ({
      status: 201,
      body: formatDelivery(await deliveries.resend(id)),
    }),
    waitForDelivery: async ({ body: { timeout, ...match } }, signal) => ({
      status: 200,
      body: formatRecord(await deliveries.waitFor(match, { timeout, signal })),
    }),
  };
}

function formatRecord({ delivery, attempts }: DeliveryRecord): ControlResult<'getDelivery'> {
  return { delivery: formatDelivery(delivery), attempts: attempts.map(formatAttempt) };
}

/** A target as `/_mock` returns it. */
export function formatTarget({ id, userId, outcome, url, createdAt }: WebhookTarget): Schema<'Target'> {
  return { id, userId, outcome, url: maskedUrl(url), createdAt };
}

/** A delivery as `/_mock` returns it. */
export function formatDelivery(delivery: Delivery): Schema<'Delivery'> {
  const { id, messageId, userId, targetId, url, gradingId, outcome, body, fault, state } = delivery;
  const { attemptCount, nextAttemptAt, createdAt, finishedAt } = delivery;
  return {
    id,
    messageId,
    userId,
    targetId,
    url: maskedUrl(url),
    gradingId,
    outcome,
    body,
    fault,
    state,
    attemptCount,
    nextAttemptAt,
    createdAt,
    finishedAt,
  };
}

/** An attempt as `/_mock` returns it. */
export function formatAttempt(attempt: Attempt): Schema<'Attempt'> {
  const { number, startedAt, durationMs, requestHeaders, requestBody } = attempt;
  const { responseStatus, responseHeaders, responseBody, failure, failureDetail } = attempt;
  return {
    number,
    startedAt,
    durationMs,
    requestHeaders,
    requestBody,
    responseStatus,
    responseHeaders,
    responseBody,
    failure,
    failureDetail,
  };
}
