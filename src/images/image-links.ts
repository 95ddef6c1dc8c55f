import type { Clock } from '../clock.js';
import type { MemoryPart } from '../memory.js';
import { createPresigner, type Presigner, type PresignVerdict } from './presign.js';

/** A side of a card. */
export type Side = 'front' | 'back';

/** Links that expired at the same instant. */
export interface ExpiredLinks {
  /** ISO 8601. */
  at: string;
  count: number;
}

/** The number of expiry instants that are kept. The oldest are dropped first. */
const MAX_EXPIRIES = 5000;

/** Creates and checks presigned links of pictures (contract §7). */
export class ImageLinks implements MemoryPart {
  readonly #secret: () => string;
  #signing: { secret: string; presigner: Presigner } | undefined;
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  /** The number of links that expire at each instant (ms since 1970), in creation order. */
  readonly #expiries = new Map<number, number>();

  /** `secret` returns the secret of the current world: links stay valid after a restart, but not after a reset. */
  constructor(clock: Clock, ttlSeconds: number, secret: () => string) {
    this.#clock = clock;
    this.#ttlSeconds = ttlSeconds;
    this.#secret = secret;
  }

  /** The same links, whose expiry is not counted here. */
  uncounted(): ImageLinks {
    return new ImageLinks(this.#clock, this.#ttlSeconds, this.#secret);
  }

  /** Clears the expiry counters. */
  clear(): void {
    this.#expiries.clear();
  }

  save(): () => void {
    const saved = [...this.#expiries];
    return () => {
      this.#expiries.clear();
      for (const [atMs, count] of saved) this.#expiries.set(atMs, count);
    };
  }

  /** Checks the signature of a request. The parts are unchanged from the request; `query` is without `?`. */
  check(method: string, host: string, path: string, query: string): PresignVerdict {
    return this.#presigner().check(method, host, path, query, this.#clock.nowMs());
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

  #presigner(): Presigner {
    const secret = this.#secret();
    if (this.#signing?.secret !== secret) this.#signing = { secret, presigner: createPresigner({ secret }) };
    return this.#signing.presigner;
  }

  #link(origin: string, path: string): string {
    const nowMs = this.#clock.nowMs();
    const expiresMs = Math.floor(nowMs / 1000) * 1000 + this.#ttlSeconds * 1000;
    this.#expiries.set(expiresMs, (this.#expiries.get(expiresMs) ?? 0) + 1);
    if (this.#expiries.size > MAX_EXPIRIES) this.#dropOldest();
    return this.#presigner().sign({ origin, path }, nowMs, this.#ttlSeconds);
  }

  #dropOldest(): void {
    const oldest = this.#expiries.keys().next();
    if (!oldest.done) this.#expiries.delete(oldest.value);
  }
}
