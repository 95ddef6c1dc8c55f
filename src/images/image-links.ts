import type { Clock } from '../clock.js';
import type { Presigner } from './presign.js';

/** The picture of one side of a card. */
export type Side = 'front' | 'back';

/** The links of a moment that have run out. */
export interface ExpiredLinks {
  /** ISO 8601. */
  at: string;
  count: number;
}

/** More moments than this are not remembered; the oldest go first. */
const MAX_MOMENTS = 5000;

/** Makes the presigned links of every picture, good from now on for a set time (contract §7). */
export class ImageLinks {
  readonly #presigner: Presigner;
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  /** How many links run out at an instant, in the order in which they were made. */
  readonly #expiries = new Map<number, number>();

  constructor(presigner: Presigner, clock: Clock, ttlSeconds: number) {
    this.#presigner = presigner;
    this.#clock = clock;
    this.#ttlSeconds = ttlSeconds;
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

  /** The links that run out after `fromMs` and until `toMs`, in ms since 1970, the earliest first. */
  expired(fromMs: number, toMs: number): ExpiredLinks[] {
    return [...this.#expiries]
      .filter(([atMs]) => atMs > fromMs && atMs <= toMs)
      .sort(([a], [b]) => a - b)
      .map(([atMs, count]) => ({ at: new Date(atMs).toISOString(), count }));
  }

  /** Forgets which links were made; they stay good. */
  clear(): void {
    this.#expiries.clear();
  }

  #link(origin: string, path: string): string {
    const nowMs = this.#clock.nowMs();
    const endsMs = Math.floor(nowMs / 1000) * 1000 + this.#ttlSeconds * 1000;
    this.#expiries.set(endsMs, (this.#expiries.get(endsMs) ?? 0) + 1);
    if (this.#expiries.size > MAX_MOMENTS) this.#forgetOldest();
    return this.#presigner.sign({ origin, path }, nowMs, this.#ttlSeconds);
  }

  #forgetOldest(): void {
    const oldest = this.#expiries.keys().next();
    if (!oldest.done) this.#expiries.delete(oldest.value);
  }
}
