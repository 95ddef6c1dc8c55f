import type { Clock } from '../clock.js';

/** Where a client stands after a request: the allowance, what is left of it, and the seconds until it is renewed. */
export interface RateLimitState {
  limit: number;
  remaining: number;
  resetSeconds: number;
  exceeded: boolean;
}

/** A client's window as people see it; `renewsAt` is ISO 8601. */
export interface RateLimitWindow {
  client: string;
  used: number;
  renewsAt: string;
}

const WINDOW_MS = 60_000;
/** More clients than this at once are not expected of a local mock; the oldest windows are forgotten first. */
const MAX_CLIENTS = 10_000;

/** Counts requests per client address in fixed windows of a minute, on the mock's clock (contract §3, §10). */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #windows = new Map<string, { endsMs: number; used: number }>();

  /** `limit` is in requests a minute. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** The requests a minute that a client may make. */
  get limit(): number {
    return this.#limit;
  }

  /** Counts one request of this client. */
  count(client: string): RateLimitState {
    const nowMs = this.#clock.nowMs();
    let window = this.#windows.get(client);
    // A clock that was moved back leaves windows that end too late: they are over as well.
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

  /** The windows that are open now. */
  windows(): RateLimitWindow[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#windows]
      .filter(([, { endsMs }]) => endsMs > nowMs)
      .map(([client, { endsMs, used }]) => ({ client, used, renewsAt: new Date(endsMs).toISOString() }));
  }

  /** Keeps the windows as they are now; the function that it gives brings them back. */
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
