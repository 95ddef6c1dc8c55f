import type { Clock, ClockState } from '../clock.js';
import { InvalidArgumentError } from '../errors.js';
import type { ImageLinks } from '../images/image-links.js';
import type { AttemptFailure } from '../store/attempts.js';
import type { GradingState } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import type { Pipeline } from './pipeline.js';

/** Something that fell due while the clock was moved; `at` is its instant, ISO 8601. */
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
  now: string;
  frozen: boolean;
  /** How far it is ahead of real time, in ms. */
  offsetMs: number;
}

export interface ClockServiceDependencies {
  store: Store;
  clock: Clock;
  pipeline: Pipeline;
  dispatcher: Dispatcher;
  links: ImageLinks;
}

const SETTING = 'clock';

/** Moves the mock's clock and lets everything that falls due meanwhile happen, in order, at its own instant. */
export class ClockService {
  readonly #dependencies: ClockServiceDependencies;
  /** One settling at a time: a second one begins where the first has ended. */
  #settling: Promise<unknown> = Promise.resolve();

  constructor(dependencies: ClockServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** Shows again what it showed before a restart, had it run on or stood still meanwhile. */
  async restore(): Promise<void> {
    const { store, clock } = this.#dependencies;
    const state = await store.settings.get<ClockState>(SETTING);
    if (state !== undefined) clock.restore(state);
  }

  read(): ClockReading {
    const { clock } = this.#dependencies;
    return { now: clock.now(), frozen: clock.frozen, offsetMs: clock.nowMs() - Date.now() };
  }

  /** Moves the clock ahead by so many ms. Throws InvalidArgumentError for less than none. */
  async advance(byMs: number): Promise<SettledEvent[]> {
    if (!Number.isFinite(byMs) || byMs < 0) {
      throw new InvalidArgumentError(
        'by',
        'by must be a duration ahead, such as 6m; the clock does not run backwards.',
      );
    }
    return this.exclusively(() => this.#settleUntil(this.#dependencies.clock.nowMs() + byMs));
  }

  /** Stops the clock: now, or at an instant (ms since 1970) up to which everything due happens first. */
  async freeze(atMs?: number): Promise<SettledEvent[]> {
    const { clock, pipeline, dispatcher } = this.#dependencies;
    return this.exclusively(async () => {
      const ahead = atMs !== undefined && atMs > clock.nowMs();
      const events = ahead ? await this.#settleUntil(atMs) : [];
      clock.freeze(atMs);
      await this.#save();
      pipeline.wake();
      dispatcher.wake();
      return events;
    });
  }

  /** Lets the clock run on from where it stands. */
  async resume(): Promise<void> {
    const { clock, pipeline, dispatcher } = this.#dependencies;
    await this.exclusively(async () => {
      clock.resume();
      await this.#save();
      pipeline.wake();
      dispatcher.wake();
    });
  }

  /** Runs `work` when no other moving of the clock, and no other such work, is under way. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#settling.then(work, work);
    this.#settling = turn.catch(() => undefined);
    return turn;
  }

  async #settleUntil(targetMs: number): Promise<SettledEvent[]> {
    const { clock, pipeline, dispatcher, links } = this.#dependencies;
    const events: SettledEvent[] = [];
    const ranOn = !clock.frozen;
    const unsubscribe = dispatcher.onAttempt(
      ({ deliveryId, gradingId, url, number, at, result, nextAttemptAt }) => {
        const { responseStatus: status, failure } = result;
        events.push({
          at,
          kind: 'webhook_attempted',
          deliveryId,
          gradingId,
          url,
          number,
          status,
          failure,
          nextAttemptAt,
        });
      },
    );
    try {
      await pipeline.hold(() =>
        dispatcher.hold(async () => {
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
        }),
      );
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

  /** `running`: kept as a clock that runs, although it stands still while it is being moved. */
  async #save(running = false): Promise<void> {
    const { store, clock } = this.#dependencies;
    const { offsetMs, frozenAtMs } = clock.state;
    await store.settings.set(SETTING, {
      offsetMs,
      frozenAtMs: running ? null : frozenAtMs,
    } satisfies ClockState);
  }
}

/** By instant; at one instant gradings come before their webhooks, and these by delivery. */
function inOrder(a: SettledEvent, b: SettledEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.kind === 'webhook_attempted' && b.kind === 'webhook_attempted' ? a.deliveryId - b.deliveryId : 0;
}
