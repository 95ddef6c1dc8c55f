import type { AttemptResult } from '../store/attempts.js';
import type { ClaimedDelivery } from '../store/deliveries.js';
import type { Tables } from '../store/store.js';
import { type RetrySchedule, retryAfterMs, retryDelayMs } from './retry-schedule.js';
import { signatureHeaders } from './signature.js';

/** What attempts are made of, and what follows from those that fail. */
export interface AttemptRules {
  schedule: RetrySchedule;
  /** Decides the jitter of the schedule, together with the delivery's id. */
  seed: () => string;
  /** The key bytes for Standard Webhooks headers; undefined sends none. */
  signingKey: Buffer | undefined;
}

/** A delivery whose attempt begins at `at` (on the mock's clock, ISO 8601), with the headers that it is sent with. */
export interface BegunAttempt {
  delivery: ClaimedDelivery;
  headers: Record<string, string>;
  at: string;
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

/** Takes up what is due and writes down what came of it. Every method is told the instant on the mock's clock. */
export class AttemptLog {
  readonly #rules: AttemptRules;

  constructor(rules: AttemptRules) {
    this.#rules = rules;
  }

  /** Takes up what is due in each lane, as much as `freePlaces` allows, and notes that these attempts begin. */
  async begin(
    { deliveries, attempts }: Tables,
    at: string,
    freePlaces: (lane: string) => number,
  ): Promise<BegunAttempt[]> {
    const timestampSeconds = Math.floor(Date.parse(at) / 1000);
    const begun: BegunAttempt[] = [];
    for (const lane of await deliveries.dueLanes(at)) {
      const free = freePlaces(lane);
      if (free <= 0) continue;
      for (const delivery of await deliveries.claim(lane, at, free)) {
        begun.push({ delivery, headers: this.#headers(delivery, timestampSeconds), at });
      }
    }
    await attempts.begin(
      begun.map(({ delivery: { id, attemptNumber, body }, headers }) => {
        return {
          deliveryId: id,
          number: attemptNumber,
          startedAt: at,
          requestHeaders: headers,
          requestBody: body,
        };
      }),
    );
    return begun;
  }

  /** What follows from an attempt that ended now. */
  conclude({ delivery, at }: BegunAttempt, result: AttemptResult, now: string): EndedAttempt {
    const { id, targetId, gradingId, url, attemptNumber } = delivery;
    const nextAttemptAt = this.#nextAttemptAt(delivery, result, now);
    return { deliveryId: id, targetId, gradingId, url, number: attemptNumber, at, result, nextAttemptAt };
  }

  /** Writes down attempts that ended; a delivery that was cancelled meanwhile stays so unless it was received. */
  async record({ attempts, deliveries }: Tables, ended: readonly EndedAttempt[], now: string): Promise<void> {
    if (ended.length === 0) return;
    const received = ended.filter(({ nextAttemptAt }) => nextAttemptAt === null);
    const postponed = ended.flatMap(({ deliveryId: id, nextAttemptAt }) => {
      return nextAttemptAt === null ? [] : [{ id, nextAttemptAt }];
    });
    await attempts.end(ended);
    await deliveries.markDelivered(
      received.map(({ deliveryId }) => deliveryId),
      now,
    );
    await deliveries.postpone(postponed);
  }

  #nextAttemptAt(delivery: ClaimedDelivery, result: AttemptResult, now: string): string | null {
    if (result.failure === null) return null;
    if (result.failure === 'interrupted') return now;
    const nowMs = Date.parse(now);
    const asked = retryAfterMs(result.responseHeaders?.['retry-after'], nowMs);
    const seed = `${this.#rules.seed()} ${delivery.messageId} ${delivery.id}`;
    const waitMs = retryDelayMs(this.#rules.schedule, delivery.attemptNumber, seed, asked);
    return new Date(nowMs + waitMs).toISOString();
  }

  #headers(delivery: ClaimedDelivery, timestampSeconds: number): Record<string, string> {
    const { signingKey } = this.#rules;
    return {
      'content-type': 'application/json',
      'user-agent': 'chck-partner-kit',
      ...(signingKey && signatureHeaders(signingKey, delivery.messageId, timestampSeconds, delivery.body)),
    };
  }
}
