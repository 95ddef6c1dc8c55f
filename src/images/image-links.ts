import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Tables } from '../store/store.js';
import { createPresigner, type Presigner, type PresignVerdict } from './presign.js';

/** The picture of one side of a card. */
export type Side = 'front' | 'back';

/** The links of a moment that have run out. */
export interface ExpiredLinks {
  /** ISO 8601. */
  at: string;
  count: number;
}

const SETTING = 'image-secret';
const SECRET_BYTES = 32;
/** More moments than this are not remembered; the oldest go first. */
const MAX_MOMENTS = 5000;

/** Makes the presigned links of every picture, good from now on for a set time (contract §7). */
export class ImageLinks {
  #presigner: Presigner = createPresigner({ secret: newSecret() });
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  /** How many links run out at an instant, in the order in which they were made. */
  readonly #expiries = new Map<number, number>();

  constructor(clock: Clock, ttlSeconds: number) {
    this.#clock = clock;
    this.#ttlSeconds = ttlSeconds;
  }

  /**
   * Takes up the secret that the store holds, or gives it a new one: links outlive a restart and not a reset. Forgets
   * which links were made.
   */
  async load({ settings }: Tables): Promise<void> {
    const held = await settings.get<string>(SETTING);
    const secret = held ?? newSecret();
    if (held === undefined) await settings.set(SETTING, secret);
    this.#presigner = createPresigner({ secret });
    this.#expiries.clear();
  }

  /** Whether a request may have the picture it asks for; the parts are as they came, `query` without its `?`. */
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

  /** The links that run out after `fromMs` and until `toMs`, in ms since 1970, the earliest first. */
  expired(fromMs: number, toMs: number): ExpiredLinks[] {
    return [...this.#expiries]
      .filter(([atMs]) => atMs > fromMs && atMs <= toMs)
      .sort(([a], [b]) => a - b)
      .map(([atMs, count]) => ({ at: new Date(atMs).toISOString(), count }));
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

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}
