import type { Simulator } from '../../simulator/simulator.js';
import type { Attempt } from '../../store/attempts.js';
import type { Delivery, DeliveryState } from '../../store/deliveries.js';
import type { Capture } from '../../store/gradings.js';
import type { Outcome, WebhookTarget } from '../../store/webhook-targets.js';
import { durationMs, userIdOf } from '../fields.js';
import type { ControlHandler } from '../router.js';
import { formatGrading } from './gradings.js';

/** Targets, triggers and deliveries. */
export function webhookHandlers(simulator: Simulator) {
  const { targets, triggers, deliveries } = simulator;
  return {
    trigger: async ({ body }) => {
      const { account, session, card, delay, target, ...order } = body as unknown as TriggerBody;
      const fired = await triggers.fire({
        ...order,
        userId: await userIdOf(simulator, account),
        gradingId: session,
        userCardId: card,
        delayMs: durationMs('delay', delay),
        ...(target !== undefined && { targetId: target }),
      });
      const { gradings, deliveries: made } = fired;
      return {
        status: 201,
        body: { gradings: gradings.map(formatGrading), deliveries: made.map(formatDelivery) },
      };
    },
    listTargets: async ({ query }) => {
      const { account } = query as AccountQuery;
      const list = await targets.list(await userIdOf(simulator, account));
      return { status: 200, body: { targets: list.map(formatTarget) } };
    },
    createTarget: async ({ body }) => {
      const { account, outcome, url } = body as unknown as TargetBody;
      const target = await targets.create(await userIdOf(simulator, account), outcome, url);
      return { status: 201, body: formatTarget(target) };
    },
    deleteTarget: async ({ path }) => {
      await targets.removeAny(Number(path.id));
      return { status: 204 };
    },
    listDeliveries: async ({ query }) => {
      const { account, session, target, state, before, limit } = query as DeliveriesQuery;
      const list = await deliveries.list({
        userId: account === undefined ? undefined : await userIdOf(simulator, account),
        ...{ gradingId: session, targetId: target, state, beforeId: before },
        limit: limit ?? 50,
      });
      return { status: 200, body: { deliveries: list.map(formatDelivery) } };
    },
    getDelivery: async ({ path }) => {
      const { delivery, attempts } = await deliveries.get(Number(path.id));
      return {
        status: 200,
        body: { delivery: formatDelivery(delivery), attempts: attempts.map(formatAttempt) },
      };
    },
    resendDelivery: async ({ path }) => ({
      status: 201,
      body: formatDelivery(await deliveries.resend(Number(path.id))),
    }),
  } satisfies Record<string, ControlHandler>;
}

interface AccountQuery {
  account?: string;
}

interface TargetBody {
  account?: string | number;
  outcome: Outcome;
  url: string;
}

interface DeliveriesQuery extends AccountQuery {
  session?: string;
  target?: number;
  state?: DeliveryState;
  before?: number;
  limit?: number;
}

interface TriggerBody {
  outcome: Outcome;
  account?: string | number;
  session?: string;
  count?: number;
  delay?: string;
  card?: number;
  capture?: Capture;
  grade?: number;
  duplicates?: number;
  shuffle?: boolean;
  to?: string;
  target?: number;
  overrides?: Record<string, string>;
}

/** A target as the control surface shows it. */
export function formatTarget({ id, userId, outcome, url, createdAt }: WebhookTarget) {
  return { id, userId, outcome, url, createdAt };
}

/** A delivery as the control surface shows it. */
export function formatDelivery(delivery: Delivery) {
  const { id, messageId, userId, targetId, url, gradingId, outcome, body, fault, state } = delivery;
  const { attemptCount, nextAttemptAt, createdAt, finishedAt } = delivery;
  return {
    ...{ id, messageId, userId, targetId, url, gradingId, outcome, body, fault, state },
    ...{ attemptCount, nextAttemptAt, createdAt, finishedAt },
  };
}

/** An attempt as the control surface shows it. */
export function formatAttempt(attempt: Attempt) {
  const { number, startedAt, durationMs: took, requestHeaders, requestBody, responseStatus } = attempt;
  const { responseHeaders, responseBody, failure, failureDetail } = attempt;
  return {
    ...{ number, startedAt, durationMs: took, requestHeaders, requestBody, responseStatus },
    ...{ responseHeaders, responseBody, failure, failureDetail },
  };
}
