import { type Clock, instantText } from '../clock.js';
import type { MemoryPart } from '../memory.js';

/** The window of a client after a request. */
export interface RateLimitState {
  /** Requests a minute. */
  limit: number;
  remaining: number;
  /** Until the window ends. */
  resetSeconds: number;
  exceeded: boolean;
}

/** A client's window for display. `renewsAt` is ISO 8601. */
export interface RateLimitWindow {
  client: string;
  used: number;
  renewsAt: string;
}

interface Window {
  /** On the mock's clock, in ms since 1970. */
  endsMs: number;
  /** In real time, in ms since 1970. */
  realEndsMs: number;
  used: number;
}

const WINDOW_MS = 60_000;
/** Beyond this number the oldest windows are forgotten. */
const MAX_CLIENTS = 10_000;

/**
 * Counts requests per client address in fixed windows of a minute (contract §3, §10). They run on the mock's
 * clock. While it is frozen, a window also ends after a minute of real time, so that no client is refused for ever.
 */
export class RateLimiter implements MemoryPart {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #windows = new Map<string, Window>();

  /** `limit` is in requests a minute. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Requests a minute. */
  get limit(): number {
    return this.#limit;
  }

  /** Counts one request of a client. */
  count(client: string): RateLimitState {
    let window = this.#windows.get(client);
    if (window === undefined || this.#remainingMs(window) <= 0) {
      window = {
        endsMs: this.#clock.nowMs() + WINDOW_MS,
        realEndsMs: this.#clock.realMs() + WINDOW_MS,
        used: 0,
      };
      this.#windows.delete(client);
      this.#windows.set(client, window);
      if (this.#windows.size > MAX_CLIENTS) this.#forgetOldest();
    }
    window.used += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.used),
      resetSeconds: Math.ceil(this.#remainingMs(window) / 1000),
      exceeded: window.used > this.#limit,
    };
  }

  /** The open windows. */
  windows(): RateLimitWindow[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#windows]
      .map(([client, window]) => ({ client, used: window.used, leftMs: this.#remainingMs(window) }))
      .filter(({ leftMs }) => leftMs > 0)
      .map(({ client, used, leftMs }) => ({ client, used, renewsAt: instantText(nowMs + leftMs) }));
  }

  /** Keeps the present windows. Returns the function that restores them. */
  save(): () => void {
    const kept = [...this.#windows].map(([client, window]) => [client, { ...window }] as const);
    return () => {
      this.#windows.clear();
      for (const [client, window] of kept) this.#windows.set(client, { ...window });
    };
  }

  clear(): void {
    this.#windows.clear();
  }

  /** How long a window still lasts, in ms; 0 or less when it is over. */
  #remainingMs({ endsMs, realEndsMs }: Window): number {
    const leftMs = endsMs - this.#clock.nowMs();
    // A clock that was moved back leaves windows that end too late. They are over as well.
    if (leftMs > WINDOW_MS) return 0;
    return this.#clock.frozen ? Math.min(leftMs, realEndsMs - this.#clock.realMs()) : leftMs;
  }

  #forgetOldest(): void {
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
