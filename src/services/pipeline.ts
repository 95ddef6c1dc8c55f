import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Grading } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { GradingWriter } from './grading-writer.js';

const MAX_TIMER_MS = 3_600_000;

export interface PipelineDependencies {
  store: Store;
  clock: Clock;
  writer: GradingWriter;
  /** Called after gradings moved on by themselves: there may be webhooks to send. */
  onMoved: () => void;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

/** Moves gradings on when their steps are due on the clock. */
export class Pipeline {
  readonly #dependencies: PipelineDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #held = false;

  constructor(dependencies: PipelineDependencies) {
    this.#dependencies = dependencies;
  }

  /** Looks for due steps now: a grading was submitted, or the clock was moved. */
  wake(): void {
    if (this.#held) return;
    this.#running = this.#running.then(() => this.#run()).catch(this.#dependencies.onError);
  }

  /** Takes every step that is due now, the earliest first. Returns the gradings that moved. */
  async takeDueSteps(): Promise<Grading[]> {
    const { store, clock, writer } = this.#dependencies;
    const moved: Grading[] = [];
    for (;;) {
      const batch = await store.transaction(async (tables) => {
        return store.sharing?.isHeldElsewhere ? [] : writer.takeDueSteps(tables, clock.now());
      });
      if (batch.length === 0) return moved;
      moved.push(...batch);
      // Other work goes on between two transactions.
      await setImmediate();
    }
  }

  /** Stands still during `work`: only `takeDueSteps` moves gradings meanwhile. */
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
    const { store, clock, onMoved } = this.#dependencies;
    clearTimeout(this.#timer);
    if (this.#held) return;
    if ((await this.takeDueSteps()).length > 0) onMoved();
    const due = await store.gradings.earliestDue();
    if (due === undefined || clock.frozen || this.#held || store.sharing?.isHeldElsewhere) return;
    const waitMs = Math.max(0, Date.parse(due) - clock.nowMs());
    this.#timer = setTimeout(() => this.wake(), Math.min(waitMs, MAX_TIMER_MS));
  }
}
