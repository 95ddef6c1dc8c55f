import { assertInstant, type Clock, type ClockState } from '../clock.js';
import { type Duration, toMilliseconds } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';
import type { ImageLinks } from '../images/image-links.js';
import type { AttemptFailure } from '../store/attempts.js';
import type { GradingState } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { EndedAttempt } from '../webhooks/attempt-log.js';
import type { BackgroundWork } from './background-work.js';

/** Something that was due while the clock was moved; `at` is its instant, ISO 8601. */
export type SettledEvent =
  | { at: string; kind: 'grading_moved'; gradingId: string; state: GradingState }
  | {
      at: string;
      kind: 'webhook_attempted';
      deliveryId: number;
      gradingId: string;
      url: string;
      number: number;
      status: number | null;
      failure: AttemptFailure | null;
      /** When the next attempt is due; null when the delivery is over. */
      nextAttemptAt: string | null;
    }
  | { at: string; kind: 'image_links_expired'; count: number };

/** What the clock shows. */
export interface ClockReading {
  /** ISO 8601, UTC. */
  now: string;
  frozen: boolean;
  /** How far it is ahead of real time, in ms. */
  offsetMs: number;
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

  constructor(dependencies: ClockServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** Continues from the clock of a previous process. */
  async load(): Promise<void> {
    const { store, clock } = this.#dependencies;
    const state = await store.settings.get<ClockState>(SETTING);
    if (state !== undefined) clock.restore(state);
  }

  /** ISO 8601, UTC. */
  now(): string {
    return this.#dependencies.clock.now();
  }

  read(): ClockReading {
    const { clock } = this.#dependencies;
    return { now: clock.now(), frozen: clock.frozen, offsetMs: clock.nowMs() - clock.realMs() };
  }

  /** Moves the clock ahead. Returns what was due. Throws InvalidArgumentError, ClockRangeError. */
  async advance(by: Duration): Promise<SettledEvent[]> {
    const byMs = toMilliseconds(by, 'by');
    const { clock, background } = this.#dependencies;
    assertInstant(clock.nowMs() + byMs);
    return background.pause('await', () => this.#settleUntil(clock.nowMs() + byMs));
  }

  /**
   * Freezes the clock: now, or at an instant (ISO 8601, or ms since 1970), before which everything due happens. Returns
   * what was due. Throws InvalidArgumentError, ClockRangeError.
   */
  async freeze(at?: string | number): Promise<SettledEvent[]> {
    const atMs = at === undefined ? undefined : instantOf(at);
    const { clock, background } = this.#dependencies;
    return background.pause('await', async () => {
      const ahead = atMs !== undefined && atMs > clock.nowMs();
      const events = ahead ? await this.#settleUntil(atMs) : [];
      clock.freeze(atMs);
      await this.#save();
      return events;
    });
  }

  /** Lets the clock run on from where it is frozen. */
  async resume(): Promise<void> {
    const { clock, background } = this.#dependencies;
    await background.pause('await', async () => {
      clock.resume();
      await this.#save();
    });
  }

  async #settleUntil(targetMs: number): Promise<SettledEvent[]> {
    assertInstant(targetMs);
    const { clock, background, links } = this.#dependencies;
    const { pipeline, dispatcher } = background;
    const events: SettledEvent[] = [];
    const ranOn = !clock.frozen;
    const unsubscribe = dispatcher.onAttempt((attempt) => events.push(attemptedEvent(attempt)));
    try {
      const fromMs = clock.nowMs();
      for (let dueMs = fromMs; dueMs <= targetMs; dueMs = await this.#nextDueMs()) {
        clock.freeze(Math.max(dueMs, clock.nowMs()));
        await this.#save(ranOn);
        for (const { id, state, updatedAt } of await pipeline.takeDueSteps()) {
          events.push({ at: updatedAt, kind: 'grading_moved', gradingId: id, state });
        }
        await dispatcher.deliverDue();
      }
      clock.freeze(targetMs);
      if (ranOn) clock.resume();
      await this.#save();
      for (const { at, count } of links.expired(fromMs, targetMs)) {
        events.push({ at, kind: 'image_links_expired', count });
      }
    } finally {
      unsubscribe();
    }
    return events.sort(inOrder);
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
    await store.settings.set(SETTING, state);
  }
}

function instantOf(at: string | number): number {
  const atMs = typeof at === 'string' ? Date.parse(at) : at;
  if (Number.isNaN(atMs)) {
    throw new InvalidArgumentError(
      'at',
      `at must be an instant such as 2026-01-31T12:00:00Z; it is "${at}".`,
    );
  }
  assertInstant(atMs);
  return atMs;
}

function attemptedEvent({
  at,
  deliveryId,
  gradingId,
  url,
  number,
  result,
  nextAttemptAt,
}: EndedAttempt): SettledEvent {
  const { responseStatus: status, failure } = result;
  return {
    at,
    kind: 'webhook_attempted',
    deliveryId,
    gradingId,
    url,
    number,
    status,
    failure,
    nextAttemptAt,
  };
}

/** By instant; at one instant gradings come before their webhooks, and these by delivery. */
function inOrder(a: SettledEvent, b: SettledEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.kind === 'webhook_attempted' && b.kind === 'webhook_attempted' ? a.deliveryId - b.deliveryId : 0;
}
