import { type Clock, instantText } from '../clock.js';
import { createMask, maskTokens } from '../mask-secrets.js';
import type { Abandoned } from '../store/abandoned.js';
import type { AttemptResult } from '../store/attempts.js';
import type { ClaimedDelivery } from '../store/deliveries.js';
import type { Tables } from '../store/store.js';
import { claimsOf } from './dispatch-decisions.js';
import { type RetrySchedule, retryAfterMs, retryDelayMs } from './retry-schedule.js';
import { signatureHeaders } from './signature.js';
import { maskedUrl, secretsOf } from './target-url.js';

/** The clocks of `webhook-timestamp`. Verifiers compare it with real time. */
export const webhookTimestamps = ['real', 'mock'] as const;

export type WebhookTimestamp = (typeof webhookTimestamps)[number];

export interface AttemptRules {
  schedule: RetrySchedule;
  /** Determines the jitter of the schedule, together with the delivery's id. */
  seed: () => string;
  /** The key of the Standard Webhooks headers. Without a key, no such headers are sent. */
  signingKey: Buffer | undefined;
  /** Default: `real`. */
  webhookTimestamp?: WebhookTimestamp | undefined;
}

/** A delivery whose attempt begins at `at` (on the mock's clock, ISO 8601), with the request headers. */
export interface BegunAttempt {
  delivery: ClaimedDelivery;
  headers: Record<string, string>;
  at: string;
}

/** An attempt that ended. */
export interface EndedAttempt {
  deliveryId: number;
  targetId: number | null;
  gradingId: string;
  /** With masked credentials. */
  url: string;
  number: number;
  /** When it began, on the mock's clock, ISO 8601. */
  at: string;
  result: AttemptResult;
  /** When the next attempt is due. Null when the delivery is finished. */
  nextAttemptAt: string | null;
}

/** The number of finished deliveries that are kept. The oldest are deleted first, with their attempts. */
export const MAX_FINISHED_DELIVERIES = 10_000;
/** The number of attempts that are kept per delivery. The oldest are deleted first. */
export const MAX_ATTEMPTS_PER_DELIVERY = 100;
/** Old deliveries are deleted after this number of finished ones. */
const FINISHED_PER_CLEANUP = 1000;

/** Reads due deliveries from the store, and writes attempts to it. */
export class AttemptLog {
  readonly #rules: AttemptRules;
  readonly #clock: Clock;
  #finishedSinceCleanup = 0;

  constructor(clock: Clock, rules: AttemptRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /**
   * Claims due deliveries for an instance and stores that their attempts begin. `inFlight` is the number of attempts by
   * lane.
   */
  async begin(
    { deliveries, attempts }: Tables,
    instance: string,
    at: string,
    inFlight: ReadonlyMap<string, number>,
  ): Promise<BegunAttempt[]> {
    const begun: BegunAttempt[] = [];
    for (const { lane, limit } of claimsOf(await deliveries.dueByLane(), inFlight, at)) {
      for (const delivery of await deliveries.claim(instance, lane, at, limit)) {
        begun.push({ delivery, headers: this.#headers(delivery), at });
      }
    }
    await attempts.begin(
      begun.map(({ delivery: { id, attemptNumber, body }, headers }) => {
        return {
          deliveryId: id,
          number: attemptNumber,
          startedAt: at,
          startedRealMs: this.#clock.realMs(),
          requestHeaders: headers,
          requestBody: body,
        };
      }),
    );
    for (const { delivery } of begun) {
      const oldest = delivery.attemptNumber - MAX_ATTEMPTS_PER_DELIVERY;
      if (oldest > 0) await attempts.deleteUpTo(delivery.id, oldest);
    }
    return begun;
  }

  /** Returns the consequences of a result, in which secrets are masked. `now` is the present on the mock's clock. */
  conclude({ delivery, at }: BegunAttempt, result: AttemptResult, now: string): EndedAttempt {
    const { id, targetId, gradingId, url, attemptNumber } = delivery;
    const nextAttemptAt = this.#nextAttemptAt(delivery, result, now);
    return {
      deliveryId: id,
      targetId,
      gradingId,
      url: maskedUrl(url),
      number: attemptNumber,
      at,
      result: maskedResult(result, url),
      nextAttemptAt,
    };
  }

  /** Stores attempts that ended. A delivery that was cancelled meanwhile stays cancelled unless it was received. */
  async record({ attempts, deliveries }: Tables, ended: readonly EndedAttempt[], now: string): Promise<void> {
    if (ended.length === 0) return;
    const received = ended.filter(({ nextAttemptAt }) => nextAttemptAt === null);
    const postponed = ended.flatMap(({ deliveryId: id, number: attemptNumber, nextAttemptAt }) => {
      return nextAttemptAt === null ? [] : [{ id, attemptNumber, nextAttemptAt }];
    });
    await attempts.end(ended);
    await deliveries.markDelivered(
      received.map(({ deliveryId }) => deliveryId),
      now,
    );
    await deliveries.postpone(postponed);
    this.#finishedSinceCleanup += received.length;
    if (this.#finishedSinceCleanup < FINISHED_PER_CLEANUP) return;
    await deliveries.deleteOldFinished(MAX_FINISHED_DELIVERIES);
    this.#finishedSinceCleanup = 0;
  }

  /** Makes abandoned deliveries due. */
  async recover({ attempts, deliveries }: Tables, abandoned: Abandoned, now: string): Promise<void> {
    await attempts.interruptAbandoned(abandoned);
    await deliveries.recover(now, abandoned);
    await deliveries.deleteOldFinished(MAX_FINISHED_DELIVERIES);
  }

  #nextAttemptAt(delivery: ClaimedDelivery, result: AttemptResult, now: string): string | null {
    if (result.failure === null) return null;
    if (result.failure === 'interrupted') return now;
    const { schedule, seed } = this.#rules;
    const requestedMs = retryAfterMs(result.responseHeaders, this.#clock.realMs());
    const jitterSeed = `${seed()} ${delivery.messageId} ${delivery.id}`;
    const waitMs = retryDelayMs(schedule, delivery.attemptNumber, jitterSeed, requestedMs);
    return instantText(Date.parse(now) + waitMs);
  }

  #headers({ messageId, body }: ClaimedDelivery): Record<string, string> {
    const { signingKey, webhookTimestamp = 'real' } = this.#rules;
    const headers = { 'content-type': 'application/json', 'user-agent': 'chck-partner-kit' };
    if (signingKey === undefined) return headers;
    const nowMs = webhookTimestamp === 'real' ? this.#clock.realMs() : this.#clock.nowMs();
    return { ...headers, ...signatureHeaders(signingKey, messageId, Math.floor(nowMs / 1000), body) };
  }
}

/** A result without secrets: a receiver may send back what it was sent. */
function maskedResult(result: AttemptResult, url: string): AttemptResult {
  const known = secretsOf(url);
  const mask = known.length === 0 ? maskTokens : createMask({ known });
  const { responseHeaders, responseBody, failureDetail } = result;
  return {
    ...result,
    responseHeaders:
      responseHeaders &&
      Object.fromEntries(Object.entries(responseHeaders).map(([name, value]) => [name, mask(value)])),
    responseBody: responseBody && mask(responseBody),
    failureDetail: failureDetail && mask(failureDetail),
  };
}
