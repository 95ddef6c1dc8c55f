import type { Clock } from '../clock.js';
import { formatDuration } from '../duration.js';
import { ConflictError } from '../errors.js';
import type { SettledEvent } from './settled-event.js';

export interface WorkLimits {
  attempts: number;
  /** In real time. */
  timeMs: number;
}

const defaultLimits: WorkLimits = { attempts: 10_000, timeMs: 120_000 };

/** The events of moving the clock, and the signal that ends it when it takes too much. */
export class BoundedWork {
  readonly events: SettledEvent[] = [];
  readonly #clock: Clock;
  readonly #limits: WorkLimits;
  readonly #limit = new AbortController();
  readonly #timer: NodeJS.Timeout;
  /** Aborted at a limit, and with the given signal. */
  readonly signal: AbortSignal;
  #attempts = 0;

  constructor(clock: Clock, signal: AbortSignal, limits: WorkLimits = defaultLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.signal = AbortSignal.any([signal, this.#limit.signal]);
    const time = `${formatDuration(limits.timeMs)} of real time`;
    this.#timer = setTimeout(() => this.#stop(time), limits.timeMs);
  }

  add(event: SettledEvent): void {
    this.events.push(event);
    if (event.kind !== 'webhook_attempted') return;
    this.#attempts += 1;
    const { attempts } = this.#limits;
    if (this.#attempts === attempts) this.#stop(`${attempts} webhook attempts`);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #stop(reached: string): void {
    this.#limit.abort(
      new ConflictError(
        `The clock was moved to ${this.#clock.now()} only, after ${reached}. Remove the targets that fail (\`chck webhooks deliveries\` shows them), or move the clock again to continue.`,
      ),
    );
  }
}
