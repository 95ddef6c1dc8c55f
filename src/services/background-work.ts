import type { Dispatcher } from '../webhooks/dispatcher.js';
import { Pipeline, type PipelineDependencies } from './pipeline.js';

export interface BackgroundDependencies extends Omit<PipelineDependencies, 'onMoved'> {
  dispatcher: Dispatcher;
}

/** What the mock does by itself: it moves gradings on and delivers webhooks. */
export class BackgroundWork {
  readonly pipeline: Pipeline;
  readonly dispatcher: Dispatcher;
  readonly #listeners = new Set<() => void>();
  /** The last of the paused works, which run one after the other. */
  #lastPaused: Promise<unknown> = Promise.resolve();

  constructor({ dispatcher, ...dependencies }: BackgroundDependencies) {
    this.dispatcher = dispatcher;
    this.pipeline = new Pipeline({
      ...dependencies,
      onMoved: () => {
        dispatcher.wake();
        this.#emitActivity();
      },
    });
  }

  /** Starts, and recovers deliveries left in flight by a previous process. */
  async start(): Promise<void> {
    this.pipeline.wake();
    await this.dispatcher.start();
  }

  /** Looks for due work now: gradings or deliveries were added, or the clock was moved. */
  wake(): void {
    this.pipeline.wake();
    this.dispatcher.wake();
    this.#emitActivity();
  }

  /**
   * Runs `work` while nothing else moves, after earlier works of this kind. Attempts in flight are awaited, or abandoned,
   * in which case they stay due.
   */
  async pause<Result>(inFlight: 'await' | 'abandon', work: () => Promise<Result>): Promise<Result> {
    // An attempt of the present pause may wait for this caller.
    this.dispatcher.hurry();
    const run = () => this.pipeline.hold(() => this.dispatcher.hold(work, inFlight));
    const result = this.#lastPaused.then(run, run);
    this.#lastPaused = result.catch(() => undefined);
    return result;
  }

  /** Calls `listener` after gradings or deliveries were added or moved. Returns the function that ends this. */
  onActivity(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops for good; what is due stays due. */
  async close(): Promise<void> {
    await this.pipeline.close();
    await this.dispatcher.close();
  }

  #emitActivity(): void {
    for (const listener of this.#listeners) listener();
  }
}
