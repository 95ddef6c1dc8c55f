import type { Services } from '../services/services.js';
import type { Triggered, TriggerInput } from '../services/triggers.js';
import type { Attempt } from '../store/attempts.js';
import type { Delivery, DeliveryState } from '../store/deliveries.js';
import type { Outcome, WebhookTarget } from '../store/webhook-targets.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import { type AccountReference, userIdOf } from './accounts.js';
import { waitFor } from './wait-for.js';
import { timeoutOf, type WaitOptions } from './wait-options.js';

/** What a delivery must have to be meant; what is absent may be anything. */
export interface DeliveryMatch {
  account?: AccountReference | undefined;
  gradingId?: string | undefined;
  target?: number | undefined;
  outcome?: Outcome | undefined;
  url?: string | undefined;
  state?: DeliveryState | undefined;
}

/** A delivery with its attempts, the first one first. */
export interface DeliveryRecord {
  delivery: Delivery;
  attempts: Attempt[];
}

type TriggerOptions = Omit<TriggerInput, 'userId'> & { account?: AccountReference | undefined };

const MAX_LISTED = 1000;
const MAX_NEAR_MISSES = 3;

/** Where webhooks go, having them fired, and what became of them. */
export class Webhooks {
  readonly #services: Services;
  readonly #dispatcher: Dispatcher;

  constructor(services: Services, dispatcher: Dispatcher) {
    this.#services = services;
    this.#dispatcher = dispatcher;
  }

  /** Registers a target, for `success` unless told. Throws InvalidArgumentError, NotFoundError. */
  async register(
    url: string,
    { outcome = 'success', account }: { outcome?: Outcome; account?: AccountReference } = {},
  ): Promise<WebhookTarget> {
    return this.#services.targets.create(await userIdOf(this.#services, account), outcome, url);
  }

  /** Removes a target; what is not yet delivered to it is given up. Throws NotFoundError. */
  async unregister(target: number | WebhookTarget): Promise<void> {
    await this.#services.targets.removeAny(typeof target === 'number' ? target : target.id);
  }

  async targets({ account }: { account?: AccountReference } = {}): Promise<WebhookTarget[]> {
    return this.#services.targets.list(await userIdOf(this.#services, account));
  }

  /** Fires webhooks, by new gradings or by one that there is. Throws as the services's triggers do. */
  async trigger({ account, ...order }: TriggerOptions): Promise<Triggered> {
    return this.#services.triggers.fire({ ...order, userId: await userIdOf(this.#services, account) });
  }

  /** Up to 1,000 deliveries, the newest first. */
  async deliveries(match: DeliveryMatch = {}): Promise<Delivery[]> {
    const { account, gradingId, target, state, outcome, url } = match;
    const userId = account === undefined ? undefined : await userIdOf(this.#services, account);
    const query = { userId, gradingId, targetId: target, state, limit: MAX_LISTED };
    return (await this.#services.deliveries.list(query)).filter(
      (delivery) =>
        (outcome === undefined || delivery.outcome === outcome) &&
        (url === undefined || delivery.url === url),
    );
  }

  /** Throws NotFoundError. */
  async delivery(id: number): Promise<DeliveryRecord> {
    return this.#services.deliveries.get(id);
  }

  /** Sends the same message again, as a delivery of its own. Throws NotFoundError, ConflictError. */
  async resend(id: number): Promise<Delivery> {
    return this.#services.deliveries.resend(id);
  }

  /**
   * The latest delivery that is meant, with its attempts, as soon as there is one in this state: `delivered` unless
   * told. Retries fall due on the mock's clock, which may have to be moved. Throws WaitTimeoutError, which names the
   * deliveries that came closest.
   */
  async waitFor(match: DeliveryMatch = {}, options: WaitOptions = {}): Promise<DeliveryRecord> {
    const wanted = { state: 'delivered' as const, ...match };
    const timeoutMs = timeoutOf(options);
    return waitFor({
      look: async () => {
        const [found] = await this.deliveries(wanted);
        return found && this.delivery(found.id);
      },
      subscribe: (wake) => this.#dispatcher.onAttempt(wake),
      timeoutMs,
      explain: async () =>
        `Within ${timeoutMs} ms no webhook was ${wanted.state} with ${JSON.stringify(match)}. ${await this.#nearMisses(match)}`,
    });
  }

  /** Resolves when no attempt is under way; what is due later on the clock stays due. */
  async settled(): Promise<void> {
    await this.#dispatcher.idle();
  }

  async #nearMisses({ account }: DeliveryMatch): Promise<string> {
    const closest = (await this.deliveries({ account })).slice(0, MAX_NEAR_MISSES);
    if (closest.length === 0) {
      return 'No delivery at all was made: is a target registered for the outcome, with mock.webhooks.register(url)?';
    }
    const lines = closest.map(
      ({ id, outcome, gradingId, url, state, attemptCount, nextAttemptAt }) =>
        `  delivery ${id}: ${outcome} of ${gradingId} to ${url} is ${state} after ${attemptCount} attempts${nextAttemptAt === null ? '' : `, the next is due at ${nextAttemptAt} (it is ${this.#services.clock.read().now})`}`,
    );
    return ['The latest deliveries:', ...lines].join('\n');
  }
}
