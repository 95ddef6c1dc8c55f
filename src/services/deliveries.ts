import type { Clock } from '../clock.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { Attempt } from '../store/attempts.js';
import type { Delivery, DeliveryState, PhaseCount } from '../store/deliveries.js';
import type { DeliveryFilter, DeliveryPhase } from '../store/delivery-query.js';
import type { Store, Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import type { EndedAttempt } from '../webhooks/attempt-log.js';
import type { BackgroundWork } from './background-work.js';
import { type AccountReference, findUserId } from './find-account.js';
import { type WaitOptions, waitFor } from './wait-for.js';

/** What a delivery must have. What is absent matches everything. */
export interface DeliveryMatch {
  account?: AccountReference | undefined;
  /** A grading's id. */
  grading?: string | undefined;
  /** A target's id. */
  target?: number | undefined;
  outcome?: Outcome | undefined;
  url?: string | undefined;
  state?: DeliveryState | undefined;
}

export interface DeliverySearch extends DeliveryMatch {
  /** The state, where a pending delivery is waiting or retrying. */
  phase?: DeliveryPhase | undefined;
  /** Only deliveries created at or after this instant, ISO 8601. */
  since?: string | undefined;
  /** A text in the URL, the body, the message id or the fault. */
  text?: string | undefined;
}

export interface DeliveryListOptions extends DeliverySearch {
  /** Only deliveries with a lower id: the next page of a list. */
  before?: number | undefined;
  /** Default: 50. */
  limit?: number | undefined;
}

/** A delivery with its attempts, the first one first. */
export interface DeliveryRecord {
  delivery: Delivery;
  attempts: Attempt[];
}

const DEFAULT_LIMIT = 50;
const MAX_NEAR_MISSES = 3;

/** The webhooks that were sent or are to be sent. */
export class DeliveryService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #background: BackgroundWork;

  constructor(store: Store, clock: Clock, background: BackgroundWork) {
    this.#store = store;
    this.#clock = clock;
    this.#background = background;
  }

  /** The newest first. Throws NotFoundError, ConflictError. */
  async list(options: DeliveryListOptions = {}): Promise<Delivery[]> {
    const { before, limit = DEFAULT_LIMIT, ...search } = options;
    return this.#store.deliveries.list({ ...(await this.#filterOf(search)), beforeId: before, limit });
  }

  /** Counts the newest deliveries that match, at most `limit`, by phase. Throws NotFoundError, ConflictError. */
  async countByPhase(search: DeliverySearch, limit: number): Promise<PhaseCount[]> {
    return this.#store.deliveries.countByPhase({ ...(await this.#filterOf(search)), limit });
  }

  /** Throws NotFoundError. */
  async get(id: number): Promise<DeliveryRecord> {
    const delivery = await findDelivery(this.#store, id);
    return { delivery, attempts: await this.#store.attempts.list(id) };
  }

  /**
   * Sends the same message again, as a delivery of its own. Throws NotFoundError; ConflictError when its target was
   * deleted, since a deleted target gets nothing more.
   */
  async resend(id: number): Promise<Delivery> {
    const copy = await this.#store.transaction(async (tables) => {
      const { messageId, userId, targetId, url, gradingId, outcome, body } = await findDelivery(tables, id);
      if (targetId !== null && (await tables.webhookTargets.find(targetId)) === undefined) {
        throw new ConflictError(`The target of delivery ${id} was deleted, and gets nothing more.`);
      }
      const now = this.#clock.now();
      const [added] = await tables.deliveries.add([
        {
          messageId,
          userId,
          targetId,
          url,
          gradingId,
          outcome,
          body,
          fault: null,
          state: 'pending',
          nextAttemptAt: now,
          createdAt: now,
        },
      ]);
      return added;
    });
    this.#background.wake();
    return copy ?? findDelivery(this.#store, id);
  }

  /** Makes the next attempt of pending deliveries now. Returns the ids of those that were pending. */
  async retryNow(ids: readonly number[]): Promise<number[]> {
    return this.#changeEach(ids, (tables, id, now) => tables.deliveries.makeDue(id, now));
  }

  /** Cancels deliveries that have not finished. Returns the ids of those that had not. */
  async cancel(ids: readonly number[]): Promise<number[]> {
    return this.#changeEach(ids, (tables, id, now) => tables.deliveries.cancel(id, now));
  }

  /**
   * The latest delivery that matches, with its attempts, as soon as there is one in this state. Default state:
   * `delivered`. Retries are due on the mock's clock, which may have to be moved. Throws WaitTimeoutError, which names
   * the deliveries that came closest.
   */
  async waitFor(match: DeliveryMatch = {}, { timeout, signal }: WaitOptions = {}): Promise<DeliveryRecord> {
    const { state = 'delivered' } = match;
    const wait = {
      timeout,
      signal,
      look: async () => {
        const [found] = await this.list({ ...match, state, limit: 1 });
        return found && this.get(found.id);
      },
      subscribe: (wake: () => void) => this.#onAnyAttempt(wake),
      explain: async () =>
        `no webhook was ${state} with ${JSON.stringify(match)}. ${await this.#nearMisses(match)}`,
    };
    return waitFor(wait, this.#background.closing);
  }

  /** Resolves when no attempt is in flight; what is due later on the clock stays due. */
  async settled(): Promise<void> {
    await this.#background.dispatcher.idle();
    await this.#background.instances.settled();
  }

  /** Calls `listener` after each attempt. Returns the function that ends this. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void {
    return this.#background.dispatcher.onAttempt(listener);
  }

  async #changeEach(
    ids: readonly number[],
    change: (tables: Tables, id: number, now: string) => Promise<boolean>,
  ): Promise<number[]> {
    const now = this.#clock.now();
    const changed = await this.#store.transaction(async (tables) => {
      const done: number[] = [];
      for (const id of ids) if (await change(tables, id, now)) done.push(id);
      return done;
    });
    this.#background.wake();
    return changed;
  }

  async #filterOf({ account, grading, target, since, ...rest }: DeliverySearch): Promise<DeliveryFilter> {
    return {
      userId: account === undefined ? undefined : await findUserId(this.#store, account),
      gradingId: grading,
      targetId: target,
      createdFrom: since,
      ...rest,
    };
  }

  /** Calls `listener` after each attempt, and when those of other instances may have ended. */
  #onAnyAttempt(listener: () => void): () => void {
    const stops = [this.onAttempt(listener), this.#background.onActivity(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async #nearMisses({ account }: DeliveryMatch): Promise<string> {
    const closest = await this.list({ account, limit: MAX_NEAR_MISSES });
    if (closest.length === 0) {
      return 'There is no delivery at all: is a target registered for the outcome, with mock.targets.create({ url })?';
    }
    const lines = closest.map(({ id, outcome, gradingId, url, state, attemptCount, nextAttemptAt }) => {
      const next =
        nextAttemptAt === null ? '' : `, the next is due at ${nextAttemptAt} (it is ${this.#clock.now()})`;
      return `  delivery ${id}: ${outcome} of ${gradingId} to ${url} is ${state} after ${attemptCount} attempts${next}`;
    });
    return ['The latest deliveries:', ...lines].join('\n');
  }
}

async function findDelivery({ deliveries }: Tables, id: number): Promise<Delivery> {
  const delivery = await deliveries.find(id);
  if (delivery !== undefined) return delivery;
  throw new NotFoundError(
    `There is no delivery with id ${id}. \`chck webhooks deliveries\` shows the latest.`,
  );
}
