import type { Clock } from '../clock.js';
import type { AttemptResult } from '../store/attempts.js';
import type { Store } from '../store/store.js';
import { AttemptLog, type AttemptRules, type BegunAttempt, type EndedAttempt } from './attempt-log.js';
import type { WebhookSender } from './send.js';

export interface DispatcherOptions extends AttemptRules {
  onError: (error: unknown) => void;
}

interface SentAttempt {
  attempt: BegunAttempt;
  result: AttemptResult;
}

/** Attempts under way at once for one target. */
const PER_LANE = 16;
/** So many attempts that ended are written down at once; fewer wait for each other, but not for long. */
const RESULTS_AT_ONCE = 12;
const RESULTS_WAIT_MS = 2;
const MAX_TIMER_MS = 3_600_000;

/** Delivers what stands in the outbox when it is due, each lane on its own, and writes down every attempt. */
export class Dispatcher {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #sender: Pick<WebhookSender, 'send' | 'interrupt' | 'close'>;
  readonly #book: AttemptLog;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(attempt: EndedAttempt) => void>();
  /** Attempts under way by lane, those included whose results are not written down yet. */
  readonly #inFlight = new Map<string, number>();
  /** What came of attempts, not written down yet. */
  #results: SentAttempt[] = [];
  #claimsWanted = false;
  #turning = false;
  #held = false;
  #draining = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #idleWaiters: (() => void)[] = [];

  constructor(
    store: Store,
    clock: Clock,
    sender: Pick<WebhookSender, 'send' | 'interrupt' | 'close'>,
    options: DispatcherOptions,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#sender = sender;
    this.#book = new AttemptLog(options);
    this.#onError = options.onError;
  }

  /** Takes up what an earlier process left behind, and begins to deliver. */
  async start(): Promise<void> {
    const now = this.#clock.now();
    await this.#store.transaction(async ({ attempts, deliveries }) => {
      await attempts.interruptAll();
      await deliveries.recover(now);
    });
    this.wake();
  }

  /** Looks for due deliveries now: something was added to the outbox, or the clock was moved. */
  wake(): void {
    if (!this.#maySend()) return;
    this.#claimsWanted = true;
    this.#takeTurns();
  }

  /** Calls `listener` after each attempt is written down; returns the function that ends it. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Keeps still during `work`: only `deliverDue` sends meanwhile. Attempts under way are waited for, or broken off, in
   * which case they stay due.
   */
  async hold<Result>(work: () => Promise<Result>, underWay: 'await' | 'abandon' = 'await'): Promise<Result> {
    this.#held = true;
    clearTimeout(this.#timer);
    try {
      await (underWay === 'await' ? this.idle() : this.#abandon());
      return await work();
    } finally {
      this.#held = false;
      this.wake();
    }
  }

  /** Makes every attempt that is due now, and resolves when all of them are written down. */
  async deliverDue(): Promise<void> {
    this.#draining = true;
    try {
      this.wake();
      await this.idle();
    } finally {
      this.#draining = false;
    }
  }

  /** Resolves when no attempt is under way and nothing is to be written down. */
  async idle(): Promise<void> {
    while (this.#turning || this.#inFlight.size > 0) {
      await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    }
  }

  /** Stops for good; attempts under way are broken off and stay due. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#abandon();
    this.#sender.close();
  }

  /** Breaks off the attempts under way; they stay due. Resolves when that is written down. */
  async #abandon(): Promise<void> {
    this.#claimsWanted = false;
    while (this.#turning || this.#inFlight.size > 0) {
      this.#sender.interrupt();
      await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    }
  }

  #maySend(): boolean {
    return !this.#closed && (!this.#held || this.#draining);
  }

  #takeTurns(): void {
    if (this.#turning) return;
    this.#turning = true;
    this.#turnUntilDone().catch((error: unknown) => {
      this.#turning = false;
      this.#onError(error);
      this.#notifyIdle();
    });
  }

  async #turnUntilDone(): Promise<void> {
    do {
      while (this.#claimsWanted || this.#results.length > 0) {
        await this.#turn();
        // Attempts that end at the same time are written down together.
        if (!this.#claimsWanted && this.#results.length < RESULTS_AT_ONCE) break;
      }
      await this.#armTimer();
    } while (this.#claimsWanted || this.#results.length >= RESULTS_AT_ONCE);
    this.#turning = false;
    if (this.#results.length > 0) this.#takeTurnsSoon();
    this.#notifyIdle();
  }

  #takeTurnsSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#takeTurns();
    }, RESULTS_WAIT_MS);
  }

  /** Writes down the attempts that ended, and takes up those that are due, in one transaction. */
  async #turn(): Promise<void> {
    const results = this.#results;
    this.#results = [];
    const claims = (this.#claimsWanted || results.length > 0) && this.#maySend();
    this.#claimsWanted = false;
    const at = this.#clock.now();
    const ended = results.map(({ attempt, result }) => this.#book.conclude(attempt, result, at));
    const freed = countByLane(results);
    const freePlaces = (lane: string) => PER_LANE - (this.#inFlight.get(lane) ?? 0) + (freed.get(lane) ?? 0);
    const begun = await this.#store
      .transaction(async (tables) => {
        await this.#book.record(tables, ended, at);
        return claims ? this.#book.begin(tables, at, freePlaces) : [];
      })
      .catch((error: unknown) => {
        this.#results.unshift(...results);
        throw error;
      });
    for (const [lane, count] of freed) this.#count(lane, -count);
    for (const { delivery } of begun) this.#count(delivery.lane, 1);
    for (const attempt of begun) this.#send(attempt).catch(this.#onError);
    for (const attempt of ended) for (const listener of this.#listeners) listener(attempt);
  }

  async #send(attempt: BegunAttempt): Promise<void> {
    const { url, body } = attempt.delivery;
    const result = await this.#sender.send({ url, headers: attempt.headers, body });
    this.#results.push({ attempt, result });
    if (this.#results.length >= RESULTS_AT_ONCE) this.#takeTurns();
    else this.#takeTurnsSoon();
  }

  async #armTimer(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#held || this.#closed || this.#clock.frozen) return;
    const due = await this.#store.deliveries.earliestDue();
    if (due === undefined) return;
    const waitMs = Date.parse(due) - this.#clock.nowMs();
    // What is due already waits for a free place in its lane, and the attempt that ends there looks for it.
    if (waitMs <= 0 && this.#inFlight.size > 0) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(waitMs, 0), MAX_TIMER_MS));
  }

  #count(lane: string, change: number): void {
    const count = (this.#inFlight.get(lane) ?? 0) + change;
    if (count === 0) this.#inFlight.delete(lane);
    else this.#inFlight.set(lane, count);
  }

  #notifyIdle(): void {
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}

function countByLane(results: readonly SentAttempt[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { attempt } of results) {
    const { lane } = attempt.delivery;
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return counts;
}
