import { InvalidArgumentError, NotFoundError } from '../errors.js';
import type { Delivery } from '../store/deliveries.js';
import type { Capture, Grading, WebhookTweak } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { webhookFields } from '../webhooks/payload.js';
import { type GradingService, hasEnded } from './gradings.js';
import { assertTargetUrl } from './targets.js';

/** A webhook to be fired: by a grading made for it, or by one that there is. */
export interface TriggerInput extends WebhookTweak {
  userId: number;
  outcome: Outcome;
  /** An existing grading, instead of new ones. */
  gradingId?: string | undefined;
  /** How many new gradings; 1 when absent. */
  count?: number | undefined;
  /** How long the pipeline takes, in ms on the mock's clock; 0 when absent. */
  delayMs?: number | undefined;
  userCardId?: number | undefined;
  capture?: Capture | undefined;
  grade?: number | undefined;
}

/** What a trigger did. Deliveries are there only for gradings that have ended already. */
export interface Triggered {
  gradings: Grading[];
  deliveries: Delivery[];
}

const MAX_COUNT = 10_000;

/** Fires webhooks on demand. */
export class TriggerService {
  readonly #store: Store;
  readonly #gradings: GradingService;

  constructor(store: Store, gradings: GradingService) {
    this.#store = store;
    this.#gradings = gradings;
  }

  /** Throws InvalidArgumentError, NotFoundError, and ConflictError for a grading that ended otherwise. */
  async fire(order: TriggerInput): Promise<Triggered> {
    const webhook = tweakOf(order);
    const { userId, count = 1, gradingId, targetId } = order;
    if (targetId !== undefined) await this.#assertTarget(userId, targetId);
    if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
      throw new InvalidArgumentError(
        'count',
        `count must be a whole number from 1 to ${MAX_COUNT}; it is ${count}.`,
      );
    }
    const before = await this.#latestDeliveryId(userId);
    const gradings =
      gradingId === undefined
        ? await this.#startNew(order, webhook)
        : [await this.#useExisting(order, gradingId, webhook)];
    const made = await this.#store.deliveries.listAfter(userId, before);
    const ids = new Set(gradings.map(({ id }) => id));
    return { gradings, deliveries: made.filter((delivery) => ids.has(delivery.gradingId)) };
  }

  async #startNew(order: TriggerInput, webhook: WebhookTweak): Promise<Grading[]> {
    const { userId, outcome, count = 1, delayMs = 0, userCardId, capture, grade } = order;
    return this.#gradings.startMany(
      { userId, userCardId, capture, outcome, grade, durationMs: delayMs, webhook },
      count,
    );
  }

  async #useExisting(order: TriggerInput, id: string, webhook: WebhookTweak): Promise<Grading> {
    const { userId, outcome, grade } = order;
    for (const field of ['count', 'delayMs', 'userCardId', 'capture'] as const) {
      if (order[field] === undefined) continue;
      const name = field === 'delayMs' ? 'delay' : field === 'userCardId' ? 'card' : field;
      throw new InvalidArgumentError(
        name,
        `${name} is for new gradings; it cannot go with an existing grading.`,
      );
    }
    const grading = await this.#gradings.get(id);
    if (grading.userId !== userId) throw new NotFoundError(`The account has no grading ${id}.`);
    if (!hasEnded(grading)) return this.#gradings.complete(id, { outcome, grade, webhook });
    if (grade !== undefined) {
      throw new InvalidArgumentError('grade', 'grade is for a grading in progress; this one has ended.');
    }
    return this.#gradings.announce(id, outcome, webhook);
  }

  async #assertTarget(userId: number, targetId: number): Promise<void> {
    const target = await this.#store.webhookTargets.find(targetId);
    if (target?.userId === userId) return;
    throw new NotFoundError(`The account has no webhook target with id ${targetId}.`);
  }

  async #latestDeliveryId(userId: number): Promise<number> {
    const [latest] = await this.#store.deliveries.list({ userId, limit: 1 });
    return latest?.id ?? 0;
  }
}

function tweakOf({ to, targetId, duplicates, shuffle, overrides, additions }: TriggerInput): WebhookTweak {
  if (to !== undefined) assertTargetUrl(to, 'to');
  if (to !== undefined && targetId !== undefined) {
    throw new InvalidArgumentError('to', 'to and target exclude each other: give one of them.');
  }
  for (const field of Object.keys(overrides ?? {})) {
    if (webhookFields.some((known) => known === field)) continue;
    throw new InvalidArgumentError(
      'override',
      `override ${field} applies to nothing: a webhook has the fields ${webhookFields.join(' and ')}.`,
    );
  }
  for (const field of Object.keys(additions ?? {})) {
    if (!webhookFields.some((known) => known === field)) continue;
    throw new InvalidArgumentError(
      'add',
      `add ${field} is no addition: a webhook has it. Use override for its value.`,
    );
  }
  return {
    ...(to !== undefined && { to }),
    ...(targetId !== undefined && { targetId }),
    ...(duplicates !== undefined && { duplicates }),
    ...(shuffle !== undefined && { shuffle }),
    ...(overrides !== undefined && { overrides }),
    ...(additions !== undefined && { additions }),
  };
}
