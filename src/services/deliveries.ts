import type { Clock } from '../clock.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { Attempt } from '../store/attempts.js';
import type { Delivery, DeliveryQuery } from '../store/deliveries.js';
import type { Store } from '../store/store.js';

/** The webhooks that were sent or are to be sent. */
export class DeliveryService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #onChange: () => void;

  constructor(store: Store, clock: Clock, onChange: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Deliveries, the newest first. */
  async list(query: DeliveryQuery): Promise<Delivery[]> {
    return this.#store.deliveries.list(query);
  }

  /** A delivery with its attempts, the first one first. Throws NotFoundError. */
  async get(id: number): Promise<{ delivery: Delivery; attempts: Attempt[] }> {
    const delivery = await this.#store.deliveries.find(id);
    if (delivery === undefined) {
      throw new NotFoundError(
        `There is no delivery with id ${id}. \`chck webhooks deliveries\` shows the latest.`,
      );
    }
    return { delivery, attempts: await this.#store.attempts.list(id) };
  }

  /**
   * Sends the same message again, as a delivery of its own. Throws NotFoundError; ConflictError when its target was
   * deleted, since a deleted target gets nothing more.
   */
  async resend(id: number): Promise<Delivery> {
    const { delivery } = await this.get(id);
    const { messageId, userId, targetId, url, gradingId, outcome, body } = delivery;
    const now = this.#clock.now();
    const [copy] = await this.#store.transaction(async (tables) => {
      if (targetId !== null && (await tables.webhookTargets.find(targetId)) === undefined) {
        throw new ConflictError(`The target of delivery ${id} was deleted, and gets nothing more.`);
      }
      return tables.deliveries.add([
        {
          ...{ messageId, userId, targetId, url, gradingId, outcome, body },
          ...{ fault: null, state: 'pending', nextAttemptAt: now, createdAt: now },
        },
      ]);
    });
    this.#onChange();
    if (copy === undefined) throw new NotFoundError(`There is no delivery with id ${id}.`);
    return copy;
  }
}
