import type { MemoryPart } from './memory.js';

/** What a clock needs to continue after a restart. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface ClockState {
  /** How far the clock is ahead of real time, in ms; without effect while it is frozen. */
  offsetMs: number;
  /** The instant at which the clock is frozen, or null while it runs. */
  frozenAtMs: number | null;
}

/** The last instant in a text: later dates have years of five digits, which no ISO 8601 parser has to read. */
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** The last instant of a clock. What is due at the last one of all is never due: it would be repeated without a pause. */
const MAX_CLOCK_MS = LAST_MS - 1;
const MIN_CLOCK_MS = Date.parse('0000-01-01T00:00:00.000Z');

/** The state of a clock that was never moved. */
export const realTime: ClockState = { offsetMs: 0, frozenAtMs: null };

/** The one source of "now": real time, moved ahead, or frozen. */
export class Clock implements MemoryPart {
  readonly #realNow: () => number;
  readonly #listeners = new Set<() => void>();
  #state: ClockState;
  /** The instant that was written last: many requests come within one ms. */
  #written = { ms: Number.NaN, text: '' };

  constructor(state: ClockState = realTime, realNow: () => number = Date.now) {
    this.#state = state;
    this.#realNow = realNow;
  }

  get state(): ClockState {
    return { ...this.#state };
  }

  /** Continues from another state, such as that of a previous process. */
  restore(state: ClockState): void {
    this.#change(state);
  }

  /** Shows real time again. */
  clear(): void {
    this.#change(realTime);
  }

  save(): () => void {
    const { state } = this;
    return () => this.#change(state);
  }

  get frozen(): boolean {
    return this.#state.frozenAtMs !== null;
  }

  /** Now, in ms since 1970. */
  nowMs(): number {
    return this.#state.frozenAtMs ?? Math.min(this.#realNow() + this.#state.offsetMs, MAX_CLOCK_MS);
  }

  /** The real now, in ms since 1970, however the clock was moved. */
  realMs(): number {
    return this.#realNow();
  }

  /** Now, as ISO 8601 text in UTC with milliseconds. */
  now(): string {
    const nowMs = this.nowMs();
    if (this.#written.ms !== nowMs) this.#written = { ms: nowMs, text: new Date(nowMs).toISOString() };
    return this.#written.text;
  }

  /** Freezes the clock: now, or at the given instant, which may be ahead or behind. */
  freeze(atMs: number = this.nowMs()): void {
    this.#change({ offsetMs: atMs - this.#realNow(), frozenAtMs: atMs });
  }

  /** Runs on from where it is frozen. */
  resume(): void {
    if (this.#state.frozenAtMs === null) return;
    this.#change({ offsetMs: this.#state.frozenAtMs - this.#realNow(), frozenAtMs: null });
  }

  /** Calls `listener` after every change other than the passing of time. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(state: ClockState): void {
    this.#state = { ...state };
    for (const listener of this.#listeners) listener();
  }
}

/** Whether the clock can show an instant, in ms since 1970. */
export function isInstant(instantMs: number): boolean {
  return instantMs >= MIN_CLOCK_MS && instantMs <= MAX_CLOCK_MS;
}

/** An instant in ms since 1970 as ISO 8601 text in UTC. Instants after the last one become the last. */
export function instantText(instantMs: number): string {
  return new Date(Math.min(instantMs, LAST_MS)).toISOString();
}
