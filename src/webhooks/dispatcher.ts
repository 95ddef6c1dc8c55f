import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';
import { AttemptLog, type AttemptRules, type EndedAttempt } from './attempt-log.js';
import { type AttemptSender, DeliveryCycle } from './delivery-cycle.js';
import { type DispatchMode, type ModeChange, nextMode } from './dispatch-decisions.js';
import { Waiters } from './waiters.js';

export interface DispatcherOptions extends AttemptRules {
  /** Called with internal errors. The dispatcher continues after each. */
  onError: (error: unknown) => void;
}

/** How long a hold waits for attempts in flight. */
const HOLD_WAIT_MS = 1000;
/** How long abandoned attempts may take to be stored as interrupted. */
const ABANDON_WAIT_MS = 1000;
const CLOSE_WAIT_MS = 2000;
const IDLE_WAIT_MS = 600_000;
/** A drain ends with an error after this number of consecutive failures of the store. */
const MAX_DRAIN_FAILURES = 5;

/**
 * Delivers the deliveries in the store when they are due, each lane on its own. What it does is determined by its mode;
 * each wait ends at its own deadline.
 */
export class Dispatcher {
  readonly #cycle: DeliveryCycle;
  readonly #waiters = new Waiters();
  #mode: DispatchMode = 'running';
  #holds = 0;
  /** Whether another caller waits for the end of the present hold. */
  #hurried = false;
  #closing: Promise<void> | undefined;

  constructor(store: Store, clock: Clock, sender: AttemptSender, options: DispatcherOptions) {
    this.#cycle = new DeliveryCycle({
      store,
      clock,
      sender,
      log: new AttemptLog(clock, options),
      mode: () => this.#mode,
      onTurn: () => this.#waiters.notify(),
      onError: options.onError,
    });
  }

  get mode(): DispatchMode {
    return this.#mode;
  }

  /** Recovers deliveries left in flight by a previous process, and begins to deliver. */
  async start(): Promise<void> {
    this.#cycle.recover('ended');
    this.wake();
    const recovered = () => !this.#cycle.isRecovering || this.#cycle.failures.count > 0;
    await this.#waiters.until(recovered, HOLD_WAIT_MS);
  }

  /** Looks for due deliveries now: some were added, or the clock was moved. */
  wake(): void {
    this.#cycle.claim();
  }

  /** Makes deliveries due that were in flight at another instance, which has ended. */
  recoverEnded(): void {
    this.#cycle.recover('ended');
    this.wake();
  }

  /** Drops all attempts without a trace: another instance has replaced all deliveries. */
  forget(): void {
    this.#cycle.forget();
    this.#waiters.notify();
  }

  /** Calls `listener` after each attempt is stored. Returns the function that ends this. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void {
    return this.#cycle.onAttempt(listener);
  }

  /**
   * Runs `work` while nothing is delivered, except by `deliverDue`. Attempts in flight are awaited for at most a second,
   * since one of them may wait for the caller; or they are abandoned, in which case they stay due.
   */
  async hold<Result>(work: () => Promise<Result>, inFlight: 'await' | 'abandon' = 'await'): Promise<Result> {
    this.#holds += 1;
    this.#change('hold');
    this.#cycle.stopTimer();
    try {
      await (inFlight === 'abandon' ? this.#abandon() : this.#awaitOrDetach());
      return await work();
    } finally {
      this.#holds -= 1;
      if (inFlight === 'abandon') this.#cycle.recover('own');
      if (this.#holds === 0) this.#release();
    }
  }

  /**
   * Makes all attempts that are due now and waits until they are stored. Call it in `hold`. Throws when `signal` is
   * aborted, when the dispatcher is closed, and when the store keeps failing.
   */
  async deliverDue(signal?: AbortSignal): Promise<void> {
    this.#change('drain');
    this.wake();
    try {
      const failing = () => this.#cycle.failures.count >= MAX_DRAIN_FAILURES;
      const done = () => this.#isSettled() || this.#hurried || this.#mode === 'closed' || failing();
      await this.#waiters.until(done, IDLE_WAIT_MS, signal);
      signal?.throwIfAborted();
      if (this.#mode === 'closed') throw new Error('The mock is closed.');
      if (failing()) throw this.#cycle.failures.last;
      await this.#awaitOrDetach();
    } finally {
      this.#change('drained');
    }
  }

  /** Another caller waits for the end of the present hold: it awaits attempts for at most a second each time from now on. */
  hurry(): void {
    if (this.#holds === 0) return;
    this.#hurried = true;
    this.#waiters.notify();
  }

  /** Resolves when no attempt is in flight and all results are stored. Throws after `timeoutMs`. */
  async idle(timeoutMs = IDLE_WAIT_MS): Promise<void> {
    const idle = () => (this.#cycle.attempts.size === 0 && this.#isSettled()) || this.#mode === 'closed';
    if (await this.#waiters.until(idle, timeoutMs)) return;
    throw new Error(`Webhook attempts are still in flight after ${timeoutMs} ms.`);
  }

  /** Ends within two seconds. Attempts in flight are interrupted and stay due. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#change('close');
    this.#cycle.stopTimer();
    await this.#interruptAll(CLOSE_WAIT_MS);
    this.#cycle.close();
  }

  /** Interrupts all attempts. Those whose results cannot be stored in time are forgotten: recovery makes them due. */
  async #abandon(): Promise<void> {
    if (!(await this.#interruptAll(ABANDON_WAIT_MS))) this.#cycle.attempts.forgetAll();
  }

  /** Interrupts all attempts, and returns whether their results were stored in time. */
  #interruptAll(waitMs: number): Promise<boolean> {
    this.#cycle.interrupt();
    return this.#waiters.until(() => this.#cycle.attempts.size === 0 && !this.#cycle.isBusy, waitMs);
  }

  /** Waits for the attempts in flight, and detaches those that do not end in time. */
  async #awaitOrDetach(): Promise<void> {
    if (!(await this.#waiters.until(() => this.#isSettled(), HOLD_WAIT_MS))) this.#cycle.attempts.detachAll();
  }

  #release(): void {
    this.#cycle.attempts.attachAll();
    this.#hurried = false;
    if (this.#mode !== 'closed') this.#cycle.resume();
    this.#change('release');
    this.wake();
  }

  #change(change: ModeChange): void {
    this.#mode = nextMode(this.#mode, change);
    this.#waiters.notify();
  }

  /** Whether nothing is to be done now. Detached attempts do not count. */
  #isSettled(): boolean {
    return !this.#cycle.isBusy && this.#cycle.attempts.attached === 0;
  }
}
