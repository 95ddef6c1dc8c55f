import { sha256Hex } from '../tokens.js';

/** How failed attempts are repeated: waits in ms. CHCK publishes none of it (contract §8, assumed). */
export interface RetrySchedule {
  /** The wait after the first failure; it doubles with each further one. */
  baseMs: number;
  /** No wait of the schedule is longer than this. */
  capMs: number;
}

export const defaultRetrySchedule: RetrySchedule = { baseMs: 5_000, capMs: 3_600_000 };

/** A receiver may ask for a longer wait by `Retry-After`, up to a day. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** The jitter shortens a wait by up to this part of it. */
const JITTER = 0.2;

/**
 * The wait in ms after the attempt with this number (from 1) failed: doubling from the base, capped, shortened by up
 * to a fifth by a jitter that depends on `seed` alone; never less than the receiver's `Retry-After`.
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

/** What a `Retry-After` header asks for, in ms from `nowMs`: seconds or an HTTP date; 0 when it says neither. */
export function retryAfterMs(value: string | undefined, nowMs: number): number {
  if (value === undefined) return 0;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const instant = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? 0 : Math.max(0, instant - nowMs);
}
