/** What a clock needs to be told again after a restart. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface ClockState {
  /** How far the clock is ahead of real time, in ms; of no effect while it is frozen. */
  offsetMs: number;
  /** The instant at which the clock stands still, or null while it runs. */
  frozenAtMs: number | null;
}

/** The latest instant that a JavaScript date can hold, and so the latest that a clock can reach. */
const MAX_INSTANT_MS = 8_640_000_000_000_000;

/** An instant that no date can hold was asked for. */
export class ClockRangeError extends RangeError {
  readonly code = 'clock_out_of_range';
}

/** The one source of "now": real time, moved ahead, or standing still. */
export class Clock {
  readonly #realNow: () => number;
  readonly #listeners = new Set<() => void>();
  #state: ClockState;

  constructor(state: ClockState = { offsetMs: 0, frozenAtMs: null }, realNow: () => number = Date.now) {
    this.#state = state;
    this.#realNow = realNow;
  }

  get state(): ClockState {
    return { ...this.#state };
  }

  /** Takes on another state, as after a reset or a restart. */
  restore(state: ClockState): void {
    this.#change(state);
  }

  get frozen(): boolean {
    return this.#state.frozenAtMs !== null;
  }

  /** Now, in ms since 1970. */
  nowMs(): number {
    return this.#state.frozenAtMs ?? this.#realNow() + this.#state.offsetMs;
  }

  /** Now in the world outside, in ms since 1970, however the clock was moved. */
  realMs(): number {
    return this.#realNow();
  }

  /** Now, as ISO 8601 text in UTC with milliseconds. */
  now(): string {
    return new Date(this.nowMs()).toISOString();
  }

  /** Stands still from now on, or at the instant given, which may lie ahead or behind. */
  freeze(atMs: number = this.nowMs()): void {
    assertInstant(atMs);
    this.#change({ offsetMs: atMs - this.#realNow(), frozenAtMs: atMs });
  }

  /** Runs on from where it stands. */
  resume(): void {
    if (this.#state.frozenAtMs === null) return;
    this.#change({ offsetMs: this.#state.frozenAtMs - this.#realNow(), frozenAtMs: null });
  }

  /** Jumps to an instant and keeps running, or keeps standing still, from there. */
  jumpTo(instantMs: number): void {
    assertInstant(instantMs);
    const frozenAtMs = this.frozen ? instantMs : null;
    this.#change({ offsetMs: instantMs - this.#realNow(), frozenAtMs });
  }

  /** Calls `listener` after every jump, freeze and resume; returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(state: ClockState): void {
    this.#state = { ...state };
    for (const listener of this.#listeners) listener();
  }
}

function assertInstant(instantMs: number): void {
  if (Number.isFinite(instantMs) && Math.abs(instantMs) <= MAX_INSTANT_MS) return;
  throw new ClockRangeError(
    `The clock cannot show the instant ${instantMs} ms: dates end in the year 275760.`,
  );
}
