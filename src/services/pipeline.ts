import type { Clock } from '../clock.js';
import type { Grading } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { GradingService } from './gradings.js';

const MAX_TIMER_MS = 3_600_000;

export interface PipelineDependencies {
  store: Store;
  clock: Clock;
  gradings: GradingService;
  /** Told when gradings moved on by themselves: there may be webhooks to send. */
  onMoved: () => void;
  onError: (error: unknown) => void;
}

/** Moves gradings on when their steps fall due on the clock. */
export class Pipeline {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #gradings: GradingService;
  readonly #onMoved: () => void;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #held = false;

  constructor({ store, clock, gradings, onMoved, onError }: PipelineDependencies) {
    this.#store = store;
    this.#clock = clock;
    this.#gradings = gradings;
    this.#onMoved = onMoved;
    this.#onError = onError;
  }

  /** Looks for due steps now: a grading was submitted, or the clock was moved. */
  wake(): void {
    if (this.#held) return;
    this.#running = this.#running.then(() => this.#run()).catch(this.#onError);
  }

  /** Takes every step that is due now, the earliest first, and gives the gradings that moved. */
  async takeDueSteps(): Promise<Grading[]> {
    const moved: Grading[] = [];
    for (;;) {
      const batch = await this.#gradings.takeDueSteps(this.#clock.now());
      if (batch.length === 0) return moved;
      moved.push(...batch);
    }
  }

  /** Keeps still while `work` moves the clock: only `takeDueSteps` moves gradings meanwhile. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#held = true;
    clearTimeout(this.#timer);
    try {
      await this.#running;
      return await work();
    } finally {
      this.#held = false;
      this.wake();
    }
  }

  /** Stops for good; what is due stays due. */
  async close(): Promise<void> {
    this.#held = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#held) return;
    if ((await this.takeDueSteps()).length > 0) this.#onMoved();
    const due = await this.#store.gradings.earliestDue();
    if (due === undefined || this.#clock.frozen || this.#held) return;
    const waitMs = Math.max(0, Date.parse(due) - this.#clock.nowMs());
    this.#timer = setTimeout(() => this.wake(), Math.min(waitMs, MAX_TIMER_MS));
  }
}
