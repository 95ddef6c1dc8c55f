import { setImmediate } from 'node:timers/promises';
import { type Clock, type ClockState, isInstant, realTime } from '../clock.js';
import { type Duration, toMilliseconds } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';
import type { ImageLinks } from '../images/image-links.js';
import type { Store, Tables } from '../store/store.js';
import type { BackgroundWork } from './background-work.js';
import { BoundedWork } from './bounded-work.js';
import { attemptedEvent, inOrder, type SettledEvent } from './settled-event.js';

/** What the clock shows. */
export interface ClockReading {
  /** ISO 8601, UTC. */
  now: string;
  frozen: boolean;
  /** How far it is ahead of real time, in ms. */
  offsetMs: number;
  /** The instant to which the clock is being moved, ISO 8601; null when it is not. */
  advancingTo: string | null;
}

/** How far the clock was moved. */
export interface AdvanceProgress {
  /** ISO 8601, UTC. */
  now: string;
  advancingTo: string;
  /** The number of events so far. */
  events: number;
}

export interface AdvanceOptions {
  /** Ends the advance early. */
  signal?: AbortSignal | undefined;
  /** Called after each instant at which something was due. */
  onProgress?: ((progress: AdvanceProgress) => void) | undefined;
}

export interface ClockServiceDependencies {
  store: Store;
  clock: Clock;
  links: ImageLinks;
  background: BackgroundWork;
}

const SETTING = 'clock';

/** Moves the mock's clock. Everything that is due meanwhile happens, in order, at its own instant. */
export class ClockService {
  readonly #dependencies: ClockServiceDependencies;
  #advancingTo: string | null = null;

  constructor(dependencies: ClockServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** Reads the clock from the store, and returns the function that puts it in place. */
  async load({ settings }: Tables): Promise<() => void> {
    const { clock, background } = this.#dependencies;
    const { offsetMs, frozenAtMs } = (await settings.get<ClockState>(SETTING)) ?? realTime;
    return () => {
      const present = clock.state;
      if (present.offsetMs === offsetMs && present.frozenAtMs === frozenAtMs) return;
      clock.restore({ offsetMs, frozenAtMs });
      background.wake();
    };
  }

  /** ISO 8601, UTC. */
  now(): string {
    return this.#dependencies.clock.now();
  }

  read(): ClockReading {
    const { clock } = this.#dependencies;
    return {
      now: clock.now(),
      frozen: clock.frozen,
      offsetMs: clock.nowMs() - clock.realMs(),
      advancingTo: this.#advancingTo,
    };
  }

  /**
   * Moves the clock ahead. Returns what was due. It ends early, at the instant that the clock has reached, after 10,000
   * webhook attempts or two minutes of real time (ConflictError), when the mock is reset or closed, and when the signal
   * is aborted. Throws InvalidArgumentError.
   */
  async advance(by: Duration, options: AdvanceOptions = {}): Promise<SettledEvent[]> {
    const byMs = toMilliseconds(by, 'by');
    const { clock, background } = this.#dependencies;
    assertReachable('by', clock.nowMs() + byMs);
    return background.pause(
      'await',
      (signal) => this.#settleUntil(clock.nowMs() + byMs, { ...options, signal }),
      options.signal,
    );
  }

  /**
   * Freezes the clock: now, or at an instant (ISO 8601, or ms since 1970), before which everything due happens. Returns
   * what was due. Ends early and throws as `advance` does.
   */
  async freeze(at?: string | number, options: AdvanceOptions = {}): Promise<SettledEvent[]> {
    const atMs = at === undefined ? undefined : instantOf(at);
    const { clock, background } = this.#dependencies;
    return background.pause(
      'await',
      async (signal) => {
        const ahead = atMs !== undefined && atMs > clock.nowMs();
        const events = ahead ? await this.#settleUntil(atMs, { ...options, signal }) : [];
        clock.freeze(atMs);
        await this.#save();
        return events;
      },
      options.signal,
    );
  }

  /** Lets the clock run on from where it is frozen. */
  async resume(): Promise<void> {
    const { clock, background } = this.#dependencies;
    await background.pause('await', async () => {
      clock.resume();
      await this.#save();
    });
  }

  /** Shows real time again, and runs. What became due while the clock was ahead has happened. */
  async returnToRealTime(): Promise<void> {
    const { clock, background } = this.#dependencies;
    await background.pause('await', async () => {
      clock.clear();
      await this.#save();
    });
  }

  /** When the next step of a grading or attempt of a delivery is due, ISO 8601. Undefined when nothing is due. */
  async nextDue(): Promise<string | undefined> {
    const dueMs = await this.#nextDueMs();
    return Number.isFinite(dueMs) ? new Date(dueMs).toISOString() : undefined;
  }

  async #settleUntil(
    targetMs: number,
    { signal, onProgress }: AdvanceOptions & { signal: AbortSignal },
  ): Promise<SettledEvent[]> {
    const { clock, background, links } = this.#dependencies;
    const { pipeline, dispatcher } = background;
    const ranOn = !clock.frozen;
    const fromMs = clock.nowMs();
    const work = new BoundedWork(clock, signal);
    const unsubscribe = dispatcher.onAttempt((attempt) => work.add(attemptedEvent(attempt)));
    this.#advancingTo = new Date(targetMs).toISOString();
    try {
      for (let dueMs = fromMs; dueMs <= targetMs; dueMs = await this.#nextDueMs()) {
        work.signal.throwIfAborted();
        clock.freeze(Math.max(dueMs, clock.nowMs()));
        await this.#save(ranOn);
        for (const { id, state, updatedAt } of await pipeline.takeDueSteps()) {
          work.add({ at: updatedAt, kind: 'grading_moved', gradingId: id, state });
        }
        await dispatcher.deliverDue(work.signal);
        onProgress?.({ now: clock.now(), advancingTo: this.#advancingTo, events: work.events.length });
        // Requests are handled between two instants.
        await setImmediate();
      }
      clock.freeze(targetMs);
    } finally {
      unsubscribe();
      work.end();
      this.#advancingTo = null;
      if (ranOn) clock.resume();
      await this.#save();
    }
    for (const { at, count } of links.expired(fromMs, targetMs)) {
      work.add({ at, kind: 'image_links_expired', count });
    }
    return work.events.sort(inOrder);
  }

  async #nextDueMs(): Promise<number> {
    const { store } = this.#dependencies;
    const due = [await store.gradings.earliestDue(), await store.deliveries.earliestDue()];
    return Math.min(...due.map((at) => (at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at))));
  }

  /** With `running`, a clock that is frozen only while it is moved is stored as one that runs. */
  async #save(running = false): Promise<void> {
    const { store, clock } = this.#dependencies;
    const { offsetMs, frozenAtMs } = clock.state;
    const state: ClockState = { offsetMs, frozenAtMs: running ? null : frozenAtMs };
    await store.transaction(({ settings }) => settings.set(SETTING, state));
  }
}

function assertReachable(field: string, instantMs: number): void {
  if (isInstant(instantMs)) return;
  throw new InvalidArgumentError(
    field,
    'The clock shows instants from 0000-01-01T00:00:00.000Z to 9999-12-31T23:59:59.998Z.',
  );
}

function instantOf(at: string | number): number {
  const atMs = typeof at === 'string' ? Date.parse(at) : at;
  if (Number.isNaN(atMs)) {
    throw new InvalidArgumentError(
      'at',
      `at must be an instant such as 2026-01-31T12:00:00Z; it is "${at}".`,
    );
  }
  assertReachable('at', atMs);
  return atMs;
}
