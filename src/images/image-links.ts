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
/** The number of links of one second that are kept to be given again. */
const MAX_RECENT = 10_000;

/** Links of one second. Like S3, the mock gives the same link within a second. */
interface RecentLinks {
  second: number;
  origin: string;
  secret: string;
  byPath: Map<string, string>;
  /** The number of links that were given. */
  expiring: { count: number };
}

/** Creates and checks presigned links of pictures (contract §7). */
export class ImageLinks implements MemoryPart {
  readonly #secret: () => string;
  #signing: { secret: string; presigner: Presigner } | undefined;
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  #recent: RecentLinks | undefined;
  /** The number of links that expire at each instant (ms since 1970), in creation order. */
  readonly #expiries = new Map<number, { count: number }>();

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
    this.#recent = undefined;
  }

  save(): () => void {
    const saved = [...this.#expiries].map(([atMs, { count }]) => [atMs, count] as const);
    return () => {
      this.clear();
      for (const [atMs, count] of saved) this.#expiries.set(atMs, { count });
    };
  }

  /** Checks the signature of a request. The parts are unchanged from the request; `query` is without `?`. */
  check(method: string, host: string, path: string, query: string): PresignVerdict {
    return this.#presigner().check(method, host, path, query, this.#clock.nowMs());
  }

  card(origin: string, userCardId: number | string, side: Side): string {
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
      .map(([atMs, { count }]) => ({ at: new Date(atMs).toISOString(), count }));
  }

  #presigner(): Presigner {
    const secret = this.#secret();
    if (this.#signing?.secret !== secret) this.#signing = { secret, presigner: createPresigner({ secret }) };
    return this.#signing.presigner;
  }

  #link(origin: string, path: string): string {
    const nowMs = this.#clock.nowMs();
    const recent = this.#recentLinks(origin, Math.floor(nowMs / 1000));
    recent.expiring.count += 1;
    let link = recent.byPath.get(path);
    if (link === undefined) {
      link = this.#presigner().sign({ origin, path }, nowMs, this.#ttlSeconds);
      if (recent.byPath.size < MAX_RECENT) recent.byPath.set(path, link);
    }
    return link;
  }

  #recentLinks(origin: string, second: number): RecentLinks {
    const secret = this.#secret();
    const recent = this.#recent;
    if (recent?.second === second && recent.origin === origin && recent.secret === secret) return recent;
    const expiresMs = (second + this.#ttlSeconds) * 1000;
    const expiring = this.#expiries.get(expiresMs) ?? { count: 0 };
    this.#expiries.set(expiresMs, expiring);
    if (this.#expiries.size > MAX_EXPIRIES) this.#dropOldest();
    this.#recent = { second, origin, secret, byPath: new Map(), expiring };
    return this.#recent;
  }

  #dropOldest(): void {
    const oldest = this.#expiries.keys().next();
    if (!oldest.done) this.#expiries.delete(oldest.value);
  }
}
