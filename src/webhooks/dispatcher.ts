import type { Clock } from '../clock.js';
import type { AttemptResult } from '../store/attempts.js';
import type { ClaimedDelivery } from '../store/deliveries.js';
import type { Store, Tables } from '../store/store.js';
import { type RetrySchedule, retryAfterMs, retryDelayMs } from './retry-schedule.js';
import type { WebhookSender } from './send.js';
import { signatureHeaders } from './signature.js';

export interface DispatcherOptions {
  schedule: RetrySchedule;
  /** Decides the jitter of the schedule, together with the delivery's id. */
  seed: () => string;
  /** The key bytes for Standard Webhooks headers; undefined sends none. */
  signingKey: Buffer | undefined;
  onError: (error: unknown) => void;
}

/** An attempt that ended, and what follows from it. */
export interface EndedAttempt {
  deliveryId: number;
  targetId: number | null;
  gradingId: string;
  url: string;
  number: number;
  /** When it began, on the mock's clock, ISO 8601. */
  at: string;
  result: AttemptResult;
  /** When the next attempt is due; null when the delivery is over. */
  nextAttemptAt: string | null;
}

/** A delivery whose attempt now begins, with the headers that it is sent with. */
interface Begun {
  delivery: ClaimedDelivery;
  headers: Record<string, string>;
}

/** What came of an attempt that began at `at`; not written down yet. */
interface EndedSending {
  delivery: ClaimedDelivery;
  at: string;
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
  readonly #options: DispatcherOptions;
  readonly #listeners = new Set<(attempt: EndedAttempt) => void>();
  /** Attempts under way by lane, those included whose results are not written down yet. */
  readonly #inFlight = new Map<string, number>();
  #results: EndedSending[] = [];
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
    this.#options = options;
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
      this.#options.onError(error);
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
    const ended = results.map((sending) => this.#ended(sending, at));
    const freed = countByLane(results);
    const begun = await this.#store
      .transaction(async (tables) => {
        await record(tables, ended, at);
        return claims ? this.#claim(tables, at, freed) : [];
      })
      .catch((error: unknown) => {
        this.#results.unshift(...results);
        throw error;
      });
    for (const [lane, count] of freed) this.#count(lane, -count);
    for (const { delivery } of begun) this.#count(delivery.lane, 1);
    for (const attempt of begun) this.#send(attempt, at).catch(this.#options.onError);
    for (const attempt of ended) for (const listener of this.#listeners) listener(attempt);
  }

  async #claim({ deliveries, attempts }: Tables, at: string, freed: Map<string, number>): Promise<Begun[]> {
    const timestampSeconds = Math.floor(Date.parse(at) / 1000);
    const begun: Begun[] = [];
    for (const lane of await deliveries.dueLanes(at)) {
      const free = PER_LANE - (this.#inFlight.get(lane) ?? 0) + (freed.get(lane) ?? 0);
      if (free <= 0) continue;
      for (const delivery of await deliveries.claim(lane, at, free)) {
        begun.push({ delivery, headers: this.#headers(delivery, timestampSeconds) });
      }
    }
    await attempts.begin(
      begun.map(({ delivery: { id, attemptNumber, body }, headers }) => ({
        ...{
          deliveryId: id,
          number: attemptNumber,
          startedAt: at,
          requestHeaders: headers,
          requestBody: body,
        },
      })),
    );
    return begun;
  }

  async #send({ delivery, headers }: Begun, at: string): Promise<void> {
    const { url, body } = delivery;
    const result = await this.#sender.send({ url, headers, body });
    this.#results.push({ delivery, at, result });
    if (this.#results.length >= RESULTS_AT_ONCE) this.#takeTurns();
    else this.#takeTurnsSoon();
  }

  #ended({ delivery, at, result }: EndedSending, now: string): EndedAttempt {
    const { id, targetId, gradingId, url, attemptNumber } = delivery;
    const nextAttemptAt = this.#nextAttemptAt(delivery, result, now);
    return { deliveryId: id, targetId, gradingId, url, number: attemptNumber, at, result, nextAttemptAt };
  }

  #nextAttemptAt(delivery: ClaimedDelivery, result: AttemptResult, now: string): string | null {
    if (result.failure === null) return null;
    if (result.failure === 'interrupted') return now;
    const nowMs = Date.parse(now);
    const asked = retryAfterMs(result.responseHeaders?.['retry-after'], nowMs);
    const seed = `${this.#options.seed()} ${delivery.messageId} ${delivery.id}`;
    const waitMs = retryDelayMs(this.#options.schedule, delivery.attemptNumber, seed, asked);
    return new Date(nowMs + waitMs).toISOString();
  }

  #headers(delivery: ClaimedDelivery, timestampSeconds: number): Record<string, string> {
    const { signingKey } = this.#options;
    return {
      'content-type': 'application/json',
      'user-agent': 'chck-partner-kit',
      ...(signingKey && signatureHeaders(signingKey, delivery.messageId, timestampSeconds, delivery.body)),
    };
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

async function record(
  { attempts, deliveries }: Tables,
  ended: readonly EndedAttempt[],
  now: string,
): Promise<void> {
  if (ended.length === 0) return;
  const delivered = ended
    .filter(({ nextAttemptAt }) => nextAttemptAt === null)
    .map(({ deliveryId }) => deliveryId);
  const postponed = ended.flatMap(({ deliveryId: id, nextAttemptAt }) => {
    return nextAttemptAt === null ? [] : [{ id, nextAttemptAt }];
  });
  await attempts.end(ended);
  await deliveries.markDelivered(delivered, now);
  await deliveries.postpone(postponed);
}

function countByLane(results: readonly EndedSending[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { delivery } of results) counts.set(delivery.lane, (counts.get(delivery.lane) ?? 0) + 1);
  return counts;
}
