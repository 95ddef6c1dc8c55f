import { sha256Hex } from '../tokens.js';

/** The waits between failed attempts, in ms. CHCK does not publish them (contract §8, assumed). */
export interface RetrySchedule {
  /** The wait after the first failure. It doubles with each further failure. */
  baseMs: number;
  /** The longest wait. */
  capMs: number;
}

export const defaultRetrySchedule: RetrySchedule = { baseMs: 5_000, capMs: 3_600_000 };

/** The longest wait that a receiver can request with `Retry-After`: one day. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** The jitter shortens a wait by up to this fraction. */
const JITTER = 0.2;

/**
 * Returns the wait in ms after the attempt with this number (from 1) failed. It doubles from the base up to the cap, is
 * shortened by up to a fifth by a jitter that depends only on `seed`, and is never less than the receiver's `Retry-After`.
 */
export function retryDelayMs(
  { baseMs, capMs }: RetrySchedule,
  attemptNumber: number,
  seed: string,
  retryAfterMs = 0,
): number {
  const exponential = Math.min(capMs, baseMs * 2 ** Math.min(attemptNumber - 1, 52));
  const fraction = Number.parseInt(sha256Hex(`retry ${seed} ${attemptNumber}`).slice(0, 8), 16) / 0xffffffff;
  const scheduled = Math.round(exponential * (1 - JITTER * fraction));
  return Math.max(1, scheduled, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}

/**
 * Returns the wait in ms that a response requests with `Retry-After` (seconds or an HTTP date), or 0. A date is compared
 * with the response's own `Date`, or with real time (`realNowMs`): receivers do not know the mock's clock.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>> | null, realNowMs: number): number {
  const text = headers?.['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const until = httpDate(text);
  if (until === undefined) return 0;
  return Math.max(0, until - (httpDate(headers?.date ?? '') ?? realNowMs));
}

/** Parses an HTTP date such as `Tue, 01 Dec 2026 12:01:00 GMT`. */
function httpDate(text: string): number | undefined {
  const instant = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}
