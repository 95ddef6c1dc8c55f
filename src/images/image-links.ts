import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Tables } from '../store/store.js';
import { createPresigner, type Presigner, type PresignVerdict } from './presign.js';

/** A side of a card. */
export type Side = 'front' | 'back';

/** Links that expired at the same instant. */
export interface ExpiredLinks {
  /** ISO 8601. */
  at: string;
  count: number;
}

const SETTING = 'image-secret';
const SECRET_BYTES = 32;
/** The number of expiry instants that are kept. The oldest are dropped first. */
const MAX_EXPIRIES = 5000;

/** Creates and checks presigned links of pictures (contract §7). */
export class ImageLinks {
  #presigner: Presigner = createPresigner({ secret: newSecret() });
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  /** The number of links that expire at each instant (ms since 1970), in creation order. */
  readonly #expiries = new Map<number, number>();

  constructor(clock: Clock, ttlSeconds: number) {
    this.#clock = clock;
    this.#ttlSeconds = ttlSeconds;
  }

  /**
   * Loads the secret from the store, or stores a new one. Links stay valid after a restart, but not after a reset.
   * Clears the expiry counters.
   */
  async load({ settings }: Tables): Promise<void> {
    const stored = await settings.get<string>(SETTING);
    const secret = stored ?? newSecret();
    if (stored === undefined) await settings.set(SETTING, secret);
    this.#presigner = createPresigner({ secret });
    this.#expiries.clear();
  }

  /** Checks the signature of a request. The parts are unchanged from the request; `query` is without `?`. */
  check(method: string, host: string, path: string, query: string): PresignVerdict {
    return this.#presigner.check(method, host, path, query, this.#clock.nowMs());
  }

  card(origin: string, userCardId: number, side: Side): string {
    return this.#link(origin, `/images/cards/${userCardId}/${side}.png`);
  }

  slab(origin: string, gradingId: string, side: Side): string {
    return this.#link(origin, `/images/gradings/${gradingId}/slab-${side}.png`);
  }

  damageReport(origin: string, gradingId: string, side: Side): string {
    return this.#link(origin, `/images/gradings/${gradingId}/damage-report-${side}.png`);
  }

  /** Returns the links that expire after `fromMs` and not after `toMs` (ms since 1970), the earliest first. */
  expired(fromMs: number, toMs: number): ExpiredLinks[] {
    return [...this.#expiries]
      .filter(([atMs]) => atMs > fromMs && atMs <= toMs)
      .sort(([a], [b]) => a - b)
      .map(([atMs, count]) => ({ at: new Date(atMs).toISOString(), count }));
  }

  #link(origin: string, path: string): string {
    const nowMs = this.#clock.nowMs();
    const expiresMs = Math.floor(nowMs / 1000) * 1000 + this.#ttlSeconds * 1000;
    this.#expiries.set(expiresMs, (this.#expiries.get(expiresMs) ?? 0) + 1);
    if (this.#expiries.size > MAX_EXPIRIES) this.#dropOldest();
    return this.#presigner.sign({ origin, path }, nowMs, this.#ttlSeconds);
  }

  #dropOldest(): void {
    const oldest = this.#expiries.keys().next();
    if (!oldest.done) this.#expiries.delete(oldest.value);
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}
