import type { Services } from '../../services/services.js';
import type { Attempt } from '../../store/attempts.js';
import type { Delivery } from '../../store/deliveries.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { durationMs, userIdOf } from '../fields.js';
import type { ControlHandlers, Schema } from '../operation-types.js';
import { formatGrading } from './gradings.js';

type WebhookOperation =
  | 'trigger'
  | 'listTargets'
  | 'createTarget'
  | 'deleteTarget'
  | 'listDeliveries'
  | 'getDelivery'
  | 'resendDelivery';

/** Targets, triggers and deliveries. */
export function webhookHandlers(services: Services): ControlHandlers<WebhookOperation> {
  const { targets, triggers, deliveries } = services;
  return {
    trigger: async ({ body: { account, grading, card, delay, target, ...order } }) => {
      const fired = await triggers.fire({
        ...order,
        userId: await userIdOf(services, account),
        gradingId: grading,
        userCardId: card,
        ...(delay !== undefined && { delayMs: durationMs('delay', delay) }),
        ...(target !== undefined && { targetId: target }),
      });
      const { gradings, deliveries: made } = fired;
      return {
        status: 201,
        body: { gradings: gradings.map(formatGrading), deliveries: made.map(formatDelivery) },
      };
    },
    listTargets: async ({ query: { account } }) => {
      const list = await targets.list(await userIdOf(services, account));
      return { status: 200, body: { targets: list.map(formatTarget) } };
    },
    createTarget: async ({ body: { account, outcome, url } }) => {
      const target = await targets.create(await userIdOf(services, account), outcome, url);
      return { status: 201, body: formatTarget(target) };
    },
    deleteTarget: async ({ path: { id } }) => {
      await targets.removeAny(id);
      return { status: 204, body: undefined };
    },
    listDeliveries: async ({ query: { account, grading, target, state, before, limit = 50 } }) => {
      const list = await deliveries.list({
        userId: account === undefined ? undefined : await userIdOf(services, account),
        ...{ gradingId: grading, targetId: target, state, beforeId: before, limit },
      });
      return { status: 200, body: { deliveries: list.map(formatDelivery) } };
    },
    getDelivery: async ({ path: { id } }) => {
      const { delivery, attempts } = await deliveries.get(id);
      return {
        status: 200,
        body: { delivery: formatDelivery(delivery), attempts: attempts.map(formatAttempt) },
      };
    },
    resendDelivery: async ({ path: { id } }) => ({
      status: 201,
      body: formatDelivery(await deliveries.resend(id)),
    }),
  };
}

/** A target as the control surface shows it. */
export function formatTarget({ id, userId, outcome, url, createdAt }: WebhookTarget): Schema<'Target'> {
  return { id, userId, outcome, url, createdAt };
}

/** A delivery as the control surface shows it. */
export function formatDelivery(delivery: Delivery): Schema<'Delivery'> {
  const { id, messageId, userId, targetId, url, gradingId, outcome, body, fault, state } = delivery;
  const { attemptCount, nextAttemptAt, createdAt, finishedAt } = delivery;
  return {
    ...{ id, messageId, userId, targetId, url, gradingId, outcome, body, fault, state },
    ...{ attemptCount, nextAttemptAt, createdAt, finishedAt },
  };
}

/** An attempt as the control surface shows it. */
export function formatAttempt(attempt: Attempt): Schema<'Attempt'> {
  const { number, startedAt, durationMs: took, requestHeaders, requestBody, responseStatus } = attempt;
  const { responseHeaders, responseBody, failure, failureDetail } = attempt;
  return {
    ...{ number, startedAt, durationMs: took, requestHeaders, requestBody, responseStatus },
    ...{ responseHeaders, responseBody, failure, failureDetail },
  };
}
