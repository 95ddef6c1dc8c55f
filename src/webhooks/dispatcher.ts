import type { Clock } from '../clock.js';
import type { AttemptResult } from '../store/attempts.js';
import type { Store } from '../store/store.js';
import { failedOutcome, InterruptedError } from './attempt-failures.js';
import { AttemptLog, type AttemptRules, type BegunAttempt, type EndedAttempt } from './attempt-log.js';
import {
  beginsAttempts,
  type DispatchMode,
  type ModeChange,
  nextMode,
  wakeDelayMs,
} from './dispatch-decisions.js';
import { OpenAttempts } from './open-attempts.js';
import { TurnLoop } from './turn-loop.js';
import { Waiters } from './waiters.js';
import type { OutgoingWebhook } from './webhook-sender.js';

/** Sends the request of one attempt. */
export interface AttemptSender {
  send(webhook: OutgoingWebhook): Promise<AttemptResult>;
  /** Ends all attempts in flight now. */
  interrupt(): void;
  close(): void;
}

export interface DispatcherOptions extends AttemptRules {
  /** Called with internal errors. The dispatcher continues after each. */
  onError: (error: unknown) => void;
}

/** Results are stored together, up to this number, ... */
const RESULTS_AT_ONCE = 12;
/** ... and at the latest after this time. */
const RESULTS_WAIT_MS = 2;
/** How long a hold waits for attempts in flight. */
const HOLD_WAIT_MS = 1000;
/** How long abandoned attempts may take to be stored as interrupted. */
const ABANDON_WAIT_MS = 1000;
const CLOSE_WAIT_MS = 2000;
const IDLE_WAIT_MS = 600_000;
/** A drain ends with an error after this number of consecutive failures of the store. */
const MAX_DRAIN_FAILURES = 5;

/**
 * Delivers the deliveries in the store when they are due, each lane on its own, and stores every attempt. What it does is
 * determined by its mode; each wait ends at its own deadline.
 */
export class Dispatcher {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #sender: AttemptSender;
  readonly #log: AttemptLog;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(attempt: EndedAttempt) => void>();
  readonly #attempts = new OpenAttempts();
  readonly #waiters = new Waiters();
  readonly #loop: TurnLoop;
  #mode: DispatchMode = 'running';
  #holds = 0;
  /** Whether the next turn claims due deliveries. */
  #claims = false;
  /** Whether the next turn makes deliveries due that are stored as in flight. */
  #recovers = false;
  /** Whether another caller waits for the end of the present hold. */
  #hurried = false;
  /** Whether attempts are interrupted as soon as they begin. */
  #interrupts = false;
  #dueTimer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(store: Store, clock: Clock, sender: AttemptSender, options: DispatcherOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#sender = sender;
    this.#log = new AttemptLog(clock, options);
    this.#onError = options.onError;
    this.#loop = new TurnLoop(
      () => this.#turn(),
      (error) => {
        if (error !== undefined) this.#report(error);
        else if (this.#attempts.unstored > 0) this.#loop.runIn(RESULTS_WAIT_MS);
        this.#waiters.notify();
      },
    );
  }

  get mode(): DispatchMode {
    return this.#mode;
  }

  /** Recovers deliveries left in flight by a previous process, and begins to deliver. */
  async start(): Promise<void> {
    this.#recovers = true;
    this.wake();
    await this.#waiters.until(() => !this.#recovers || this.#loop.failures > 0, HOLD_WAIT_MS);
  }

  /** Looks for due deliveries now: some were added, or the clock was moved. */
  wake(): void {
    if (!beginsAttempts(this.#mode)) return;
    this.#claims = true;
    this.#loop.run();
  }

  /** Calls `listener` after each attempt is stored. Returns the function that ends this. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs `work` while nothing is delivered, except by `deliverDue`. Attempts in flight are awaited for at most a second,
   * since one of them may wait for the caller; or they are abandoned, in which case they stay due.
   */
  async hold<Result>(work: () => Promise<Result>, inFlight: 'await' | 'abandon' = 'await'): Promise<Result> {
    this.#holds += 1;
    this.#change('hold');
    clearTimeout(this.#dueTimer);
    try {
      await (inFlight === 'abandon' ? this.#abandon() : this.#awaitOrDetach());
      return await work();
    } finally {
      this.#holds -= 1;
      if (inFlight === 'abandon') this.#recovers = true;
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
      const failing = () => this.#loop.failures >= MAX_DRAIN_FAILURES;
      const done = () => this.#isSettled() || this.#hurried || this.#mode === 'closed' || failing();
      await this.#waiters.until(done, IDLE_WAIT_MS, signal);
      signal?.throwIfAborted();
      if (this.#mode === 'closed') throw new Error('The mock is closed.');
      if (failing()) throw this.#loop.lastError;
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
    const idle = () => (this.#attempts.size === 0 && this.#isSettled()) || this.#mode === 'closed';
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
    clearTimeout(this.#dueTimer);
    await this.#interruptAll(CLOSE_WAIT_MS);
    this.#loop.close();
    this.#sender.close();
  }

  /** Interrupts all attempts. Those whose results cannot be stored in time are forgotten: recovery makes them due. */
  async #abandon(): Promise<void> {
    if (!(await this.#interruptAll(ABANDON_WAIT_MS))) this.#attempts.forgetAll();
  }

  /** Interrupts all attempts, and returns whether their results were stored in time. */
  #interruptAll(waitMs: number): Promise<boolean> {
    this.#claims = false;
    this.#interrupts = true;
    this.#sender.interrupt();
    this.#loop.run();
    return this.#waiters.until(() => this.#attempts.size === 0 && !this.#loop.running, waitMs);
  }

  /** Waits for the attempts in flight, and detaches those that do not end in time. */
  async #awaitOrDetach(): Promise<void> {
    if (!(await this.#waiters.until(() => this.#isSettled(), HOLD_WAIT_MS))) this.#attempts.detachAll();
  }

  #release(): void {
    this.#attempts.attachAll();
    this.#hurried = false;
    this.#interrupts = this.#mode === 'closed';
    this.#change('release');
    this.wake();
  }

  #change(change: ModeChange): void {
    this.#mode = nextMode(this.#mode, change);
    this.#waiters.notify();
  }

  /** Whether nothing is to be done now. Detached attempts do not count. */
  #isSettled(): boolean {
    return !this.#loop.running && !this.#claims && this.#attempts.attached === 0;
  }

  /** Repeats until there is nothing to claim and few results to store. */
  async #turn(): Promise<void> {
    do {
      await this.#storeAndClaim();
      if (!this.#claims && this.#attempts.unstored < RESULTS_AT_ONCE) await this.#armDueTimer();
    } while (this.#claims || this.#attempts.unstored >= RESULTS_AT_ONCE);
  }

  /** Stores the results of attempts that ended, and claims due deliveries, in one transaction. */
  async #storeAndClaim(): Promise<void> {
    const at = this.#clock.now();
    const results = this.#attempts.takeUnstored();
    const recovers = this.#recovers;
    const claims = (this.#claims || results.length > 0) && beginsAttempts(this.#mode);
    const ended = results.map(({ begun, result }) => this.#log.conclude(begun, result, at));
    this.#claims = false;
    let begun: BegunAttempt[];
    try {
      begun = await this.#store.transaction(async (tables) => {
        if (recovers) await this.#log.recover(tables, at);
        await this.#log.record(tables, ended, at);
        return claims ? this.#log.begin(tables, at, this.#attempts.byLane(results)) : [];
      });
    } catch (error) {
      this.#attempts.putBack(results);
      this.#claims = beginsAttempts(this.#mode);
      throw error;
    }
    if (recovers) this.#recovers = false;
    this.#attempts.stored(results);
    for (const attempt of begun) this.#send(attempt);
    for (const attempt of ended) this.#emit(attempt);
  }

  #send(attempt: BegunAttempt): void {
    this.#attempts.add(attempt);
    this.#resultOf(attempt)
      .then((result) => {
        this.#attempts.end(attempt, result);
        if (this.#attempts.unstored >= RESULTS_AT_ONCE) this.#loop.run();
        else if (this.#attempts.unstored > 0) this.#loop.runIn(RESULTS_WAIT_MS);
      })
      .catch((error: unknown) => this.#report(error));
  }

  async #resultOf({ headers, delivery: { url, body } }: BegunAttempt): Promise<AttemptResult> {
    if (this.#interrupts) return { ...failedOutcome(new InterruptedError()), durationMs: 0 };
    try {
      return await this.#sender.send({ url, headers, body });
    } catch (error) {
      return { ...failedOutcome(error), durationMs: 0 };
    }
  }

  async #armDueTimer(): Promise<void> {
    clearTimeout(this.#dueTimer);
    if (this.#mode !== 'running' || this.#clock.frozen) return;
    const lanes = await this.#store.deliveries.dueByLane();
    const delayMs = wakeDelayMs(lanes, this.#attempts.byLane(), this.#clock.nowMs());
    if (delayMs === undefined || this.#mode !== 'running') return;
    clearTimeout(this.#dueTimer);
    this.#dueTimer = setTimeout(() => this.wake(), delayMs);
  }

  #emit(attempt: EndedAttempt): void {
    for (const listener of this.#listeners) {
      try {
        listener(attempt);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  #report(error: unknown): void {
    try {
      this.#onError(error);
    } catch {
      // An error handler that throws must not stop deliveries.
    }
  }
}
