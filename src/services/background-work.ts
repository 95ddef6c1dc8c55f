import { ConflictError, MockClosedError } from '../errors.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import { Instances } from './instances.js';
import { Pipeline, type PipelineDependencies } from './pipeline.js';

export interface BackgroundDependencies extends Omit<PipelineDependencies, 'onMoved'> {
  dispatcher: Dispatcher;
}

/** What the mock does by itself: it moves gradings on and delivers webhooks. */
export class BackgroundWork {
  readonly pipeline: Pipeline;
  readonly dispatcher: Dispatcher;
  readonly instances: Instances;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  /** One for each work that is paused for, or waits for its turn. */
  readonly #interrupts = new Set<AbortController>();
  /** The last of the works that are paused for, which run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ dispatcher, ...dependencies }: BackgroundDependencies) {
    this.dispatcher = dispatcher;
    this.pipeline = new Pipeline({
      ...dependencies,
      onMoved: () => {
        dispatcher.wake();
        this.#emitActivity();
      },
    });
    const { store, onError } = dependencies;
    this.#onError = onError;
    this.instances = new Instances({
      store,
      wake: () => {
        this.pipeline.wake();
        dispatcher.wake();
      },
      recover: () => dispatcher.recoverEnded(),
      interrupt: () =>
        this.#interruptOwn(new ConflictError('The clock was moved no further: the mock was reset.')),
      onError,
    });
    this.instances.onChange((topic) => {
      if (topic === 'deliveries' || topic === 'gradings') this.#emitActivity();
    });
  }

  /** Aborted when the mock begins to close. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Starts, and recovers deliveries left in flight by a previous process. */
  async start(): Promise<void> {
    await this.instances.start();
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
   * Runs `work` while nothing else moves, after earlier works of this kind. Attempts in flight are awaited for at most a
   * second, since one of them may wait for the caller; or abandoned, in which case they stay due. The signal that `work`
   * gets is aborted by `interrupt`, and with the signal of the caller.
   */
  async pause<Result>(
    inFlight: 'await' | 'abandon',
    work: (signal: AbortSignal) => Promise<Result>,
    caller?: AbortSignal,
  ): Promise<Result> {
    this.closing.throwIfAborted();
    if (this.#interrupts.size > 0) this.dispatcher.hurry();
    const interrupt = new AbortController();
    this.#interrupts.add(interrupt);
    const signal = caller === undefined ? interrupt.signal : AbortSignal.any([interrupt.signal, caller]);
    const held = () => this.pipeline.hold(() => this.dispatcher.hold(() => work(signal), inFlight));
    const run = () => this.instances.hold(inFlight, held, AbortSignal.any([signal, this.closing]));
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#interrupts.delete(interrupt);
    }
  }

  /** Ends the works that are paused for and can end early, at all instances. They throw `reason`. */
  interrupt(reason: Error): void {
    this.#interruptOwn(reason);
    this.instances.interrupt().catch(this.#onError);
  }

  /** Calls `listener` after gradings or deliveries were added or moved. Returns the function that ends this. */
  onActivity(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends all waits and interrupts what runs. Called before the server closes, since requests wait for these. */
  beginClose(): void {
    const reason = new MockClosedError();
    this.#closing.abort(reason);
    this.#interruptOwn(reason);
  }

  /** Stops for good; what is due stays due. */
  async close(): Promise<void> {
    this.beginClose();
    this.instances.close();
    await this.pipeline.close();
    await this.dispatcher.close();
  }

  #interruptOwn(reason: Error): void {
    for (const controller of this.#interrupts) controller.abort(reason);
  }

  #emitActivity(): void {
    for (const listener of this.#listeners) listener();
  }
}
