import type { Clock } from '../clock.js';
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

const WINDOW_MS = 60_000;
/** Beyond this number the oldest windows are forgotten. */
const MAX_CLIENTS = 10_000;

/** Counts requests per client address in fixed windows of a minute, on the mock's clock (contract §3, §10). */
export class RateLimiter implements MemoryPart {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #windows = new Map<string, { endsMs: number; used: number }>();

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
    const nowMs = this.#clock.nowMs();
    let window = this.#windows.get(client);
    // A clock that was moved back leaves windows that end too late. They are over as well.
    if (window === undefined || nowMs >= window.endsMs || window.endsMs - nowMs > WINDOW_MS) {
      window = { endsMs: nowMs + WINDOW_MS, used: 0 };
      this.#windows.delete(client);
      this.#windows.set(client, window);
      if (this.#windows.size > MAX_CLIENTS) this.#forgetOldest();
    }
    window.used += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.used),
      resetSeconds: Math.ceil((window.endsMs - nowMs) / 1000),
      exceeded: window.used > this.#limit,
    };
  }

  /** The open windows. */
  windows(): RateLimitWindow[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#windows]
      .filter(([, { endsMs }]) => endsMs > nowMs)
      .map(([client, { endsMs, used }]) => ({ client, used, renewsAt: new Date(endsMs).toISOString() }));
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

  #forgetOldest(): void {
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
