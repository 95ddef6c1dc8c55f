import type { Services } from '../services/services.js';
import type { Capture, Grading } from '../store/gradings.js';
import type { Outcome } from '../store/webhook-targets.js';
import { type AccountReference, userIdOf } from './accounts.js';
import { milliseconds } from './wait-options.js';

/** A card to grade, and how it ends. */
export interface GradingOptions {
  account?: AccountReference | undefined;
  /** A `user_card_id` of the account; a raw card that the seed picks when absent. */
  card?: number | undefined;
  /** `full` when absent (contract §5). */
  capture?: Capture | undefined;
  /** `success` when absent. */
  outcome?: Outcome | undefined;
  /** The overall grade, 1 to 10 in half steps; the seed's when absent. */
  grade?: number | undefined;
}

/** The grading pipeline. */
export class Gradings {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Submits a card. `delay` is how long the pipeline takes on the mock's clock (ms, or text such as `2m`); without it
   * the grading stays in progress until it is completed. Throws NotFoundError, InvalidArgumentError, ConflictError.
   */
  async start(options: GradingOptions & { delay?: number | string | undefined } = {}): Promise<Grading> {
    const { account, card, delay, capture, outcome, grade } = options;
    return this.#services.gradings.start({
      userId: await userIdOf(this.#services, account),
      ...{ userCardId: card, capture, outcome, grade },
      durationMs: delay === undefined ? null : milliseconds(delay),
    });
  }

  /**
   * Has a grading end, and its webhooks go out: the one with this `id`, or one that is submitted for it. Throws
   * NotFoundError, InvalidArgumentError; ConflictError when it has ended before.
   */
  async complete(
    options: GradingOptions | { id: string; outcome?: Outcome; grade?: number } = {},
  ): Promise<Grading> {
    if (!('id' in options)) return this.start({ ...options, delay: 0 });
    const { id, outcome, grade } = options;
    return this.#services.gradings.complete(id, { outcome, grade });
  }

  /** As the services knows it. Throws NotFoundError. */
  async get(id: string): Promise<Grading> {
    return this.#services.gradings.get(id);
  }
}
