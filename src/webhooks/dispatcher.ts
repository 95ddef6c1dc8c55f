import type { Clock } from '../clock.js';
import type { AttemptResult } from '../store/attempts.js';
import type { ClaimedDelivery } from '../store/deliveries.js';
import type { Store } from '../store/store.js';
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

/** Attempts under way at once for one target. */
const PER_LANE = 8;
const MAX_TIMER_MS = 3_600_000;

/** Delivers what stands in the outbox when it is due, each lane on its own, and writes down every attempt. */
export class Dispatcher {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #sender: WebhookSender;
  readonly #options: DispatcherOptions;
  readonly #inFlight = new Map<string, number>();
  readonly #listeners = new Set<(attempt: EndedAttempt) => void>();
  readonly #results: { claimed: ClaimedDelivery; at: string; result: AttemptResult }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;
  #held = false;
  #recording: Promise<void> | undefined;
  #idleWaiters: (() => void)[] = [];
  #sending = new AbortController();
  #closed = false;

  constructor(store: Store, clock: Clock, sender: WebhookSender, options: DispatcherOptions) {
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
    if (this.#held || this.#closed) return;
    this.#pump().catch(this.#options.onError);
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
    do {
      await this.#pump();
      await this.idle();
    } while (!this.#closed && (await this.#store.deliveries.dueLanes(this.#clock.now())).length > 0);
  }

  /** Breaks off the attempts under way; they stay due. Resolves when that is written down. */
  async #abandon(): Promise<void> {
    this.#sending.abort();
    await this.idle();
    this.#sending = new AbortController();
  }

  /** Resolves when no attempt is under way. */
  async idle(): Promise<void> {
    while (this.#pumping !== undefined || this.#inFlight.size > 0 || this.#recording !== undefined) {
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

  async #pump(): Promise<void> {
    this.#pumpAgain = true;
    this.#pumping ??= this.#pumpUntilDry().finally(() => {
      this.#pumping = undefined;
      this.#notifyIdle();
    });
    await this.#pumping;
  }

  async #pumpUntilDry(): Promise<void> {
    while (this.#pumpAgain && !this.#closed) {
      this.#pumpAgain = false;
      const at = this.#clock.now();
      for (const lane of await this.#store.deliveries.dueLanes(at)) {
        const free = PER_LANE - (this.#inFlight.get(lane) ?? 0);
        if (free > 0) await this.#begin(lane, at, free);
      }
    }
    await this.#armTimer();
  }

  async #begin(lane: string, at: string, limit: number): Promise<void> {
    const timestampSeconds = Math.floor(Date.parse(at) / 1000);
    const begun = await this.#store.transaction(async ({ deliveries, attempts }) => {
      const claimed = await deliveries.claim(lane, at, limit);
      return Promise.all(
        claimed.map(async (delivery) => {
          const headers = this.#headers(delivery, timestampSeconds);
          await attempts.begin({
            deliveryId: delivery.id,
            number: delivery.attemptNumber,
            startedAt: at,
            requestHeaders: headers,
            requestBody: delivery.body,
          });
          return { delivery, headers };
        }),
      );
    });
    this.#inFlight.set(lane, (this.#inFlight.get(lane) ?? 0) + begun.length);
    for (const { delivery, headers } of begun)
      this.#attempt(delivery, headers, at).catch(this.#options.onError);
  }

  async #attempt(claimed: ClaimedDelivery, headers: Record<string, string>, at: string): Promise<void> {
    const { url, body } = claimed;
    this.#results.push({
      claimed,
      at,
      result: await this.#sender.send({ url, headers, body }, this.#sending.signal),
    });
    this.#recording ??= this.#record().finally(() => {
      this.#recording = undefined;
      this.#notifyIdle();
    });
    await this.#recording;
    const left = (this.#inFlight.get(claimed.lane) ?? 1) - 1;
    if (left === 0) this.#inFlight.delete(claimed.lane);
    else this.#inFlight.set(claimed.lane, left);
    this.#notifyIdle();
    this.wake();
  }

  /** Writes the results down, in one transaction all those that came in meanwhile, until there are none. */
  async #record(): Promise<void> {
    while (this.#results.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const nowMs = this.#clock.nowMs();
      const ended = this.#results.splice(0).map(({ claimed, at, result }): EndedAttempt => {
        const { id, targetId, gradingId, url, attemptNumber } = claimed;
        const nextAttemptAt = this.#nextAttemptAt(claimed, result, nowMs);
        return { deliveryId: id, targetId, gradingId, url, number: attemptNumber, at, result, nextAttemptAt };
      });
      await this.#store.transaction(async ({ deliveries, attempts }) => {
        for (const { deliveryId, number, result, nextAttemptAt } of ended) {
          await attempts.end(deliveryId, number, result);
          if (nextAttemptAt === null)
            await deliveries.markDelivered(deliveryId, new Date(nowMs).toISOString());
          else await deliveries.postpone(deliveryId, nextAttemptAt);
        }
      });
      for (const attempt of ended) for (const listener of this.#listeners) listener(attempt);
    }
  }

  #nextAttemptAt(claimed: ClaimedDelivery, result: AttemptResult, nowMs: number): string | null {
    if (result.failure === null) return null;
    if (result.failure === 'interrupted') return new Date(nowMs).toISOString();
    const asked = retryAfterMs(result.responseHeaders?.['retry-after'], nowMs);
    const seed = `${this.#options.seed()} ${claimed.messageId} ${claimed.id}`;
    return new Date(
      nowMs + retryDelayMs(this.#options.schedule, claimed.attemptNumber, seed, asked),
    ).toISOString();
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
    if (this.#held || this.#clock.frozen || this.#closed) return;
    const due = await this.#store.deliveries.earliestDue();
    if (due === undefined) return;
    const waitMs = Date.parse(due) - this.#clock.nowMs();
    // What is due already waits for a free place in its lane, and an attempt that ends there wakes us.
    if (waitMs <= 0) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(waitMs, MAX_TIMER_MS));
  }

  #notifyIdle(): void {
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}
