import { parseDuration } from '../duration.js';

/** How long to wait, in real time. */
export interface WaitOptions {
  /** In ms, or as text such as `2s`; 5 s unless told. */
  timeout?: number | string | undefined;
}

const DEFAULT_TIMEOUT_MS = 5000;

/** In ms. Throws DurationError. */
export function timeoutOf({ timeout = DEFAULT_TIMEOUT_MS }: WaitOptions): number {
  return milliseconds(timeout);
}

/** A duration in ms, or as text such as `6m`, in ms. Throws DurationError. */
export function milliseconds(duration: number | string): number {
  return typeof duration === 'number' ? duration : parseDuration(duration);
}
