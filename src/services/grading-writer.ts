import { ConflictError, InvalidArgumentError } from '../errors.js';
import type { Delivery } from '../store/deliveries.js';
import type { Capture, Grading, WebhookTweak } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { type DeliveryFilter, enqueue, type GradingEvent } from '../webhooks/outbox.js';
import type { CurrentWorld } from '../world/current-world.js';
import { gradeFor } from '../world/grade-for.js';
import { InvalidGradeError } from '../world/grades.js';
import { nextGradingIds } from '../world/next-ids.js';
import type { CardPicker } from './pick-card.js';
import { shuffle } from './shuffle.js';

/** A card to submit to the pipeline. */
export interface Submission {
  userId: number;
  capture?: Capture | undefined;
  outcome?: Outcome | undefined;
  grade?: number | undefined;
  /** How long the pipeline takes, in ms; null leaves the grading in progress until it is completed. */
  durationMs: number | null;
  webhook?: WebhookTweak | undefined;
}

/** How a grading ends. What is absent is as it was submitted. */
export interface GradingEnd {
  capture?: Capture | undefined;
  outcome?: Outcome | undefined;
  grade?: number | undefined;
  webhook?: WebhookTweak | undefined;
}

/** Gradings that were written, with the deliveries that they caused. */
export interface WrittenGradings {
  gradings: Grading[];
  deliveries: Delivery[];
}

/** The part of the pipeline's time in which a submission waits to be started. */
const WAITING_PART = 0.2;
/** The steps of the pipeline that are taken in one transaction. */
const STEPS_AT_ONCE = 20;

/** Writes gradings, their cards and their webhooks into the tables of a transaction (contract §5). */
export class GradingWriter {
  readonly #world: CurrentWorld;
  readonly #filter: DeliveryFilter;

  /** `filter` applies faults to deliveries. */
  constructor(world: CurrentWorld, filter: DeliveryFilter) {
    this.#world = world;
    this.#filter = filter;
  }

  /** Submits a card. Throws InvalidArgumentError for an impossible grade. */
  async submit(tables: Tables, submission: Submission, pick: CardPicker, now: string): Promise<Grading> {
    const { userId, capture = 'full', outcome = 'success', grade, durationMs, webhook } = submission;
    const { id, uniqueIdentifier } = await nextGradingIds(tables, this.#world.seed);
    this.#assertGrade(uniqueIdentifier, capture, outcome, grade);
    const after = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
    const grading: Grading = {
      id,
      userId,
      userCardId: pick(uniqueIdentifier),
      uniqueIdentifier,
      capture,
      state: durationMs === null ? 'in_progress' : 'submitted',
      plan: {
        outcome,
        endsAt: durationMs === null ? null : after(durationMs),
        ...(grade !== undefined && { grade }),
        ...(webhook && { webhook }),
      },
      dueAt: durationMs ? after(Math.round(durationMs * WAITING_PART)) : null,
      grades: null,
      modelGrade: null,
      createdAt: now,
      updatedAt: now,
    };
    await tables.gradings.addMany([grading]);
    return grading;
  }

  /**
   * Ends a grading now. Throws ConflictError for one that has ended, InvalidArgumentError for a grade that is impossible
   * or contradicts the outcome.
   */
  async complete(tables: Tables, grading: Grading, end: GradingEnd, now: string): Promise<WrittenGradings> {
    const { id, state, uniqueIdentifier, plan } = grading;
    if (hasEnded(grading)) {
      throw new ConflictError(`The grading ${id} has ended already: it is ${state}.`);
    }
    const outcome = end.outcome ?? plan?.outcome ?? 'success';
    const capture = end.capture ?? grading.capture;
    this.#assertGrade(uniqueIdentifier, capture, outcome, end.grade);
    return this.end(tables, [{ ...grading, capture, dueAt: null }], end, now);
  }

  /** Writes the ends of gradings, with their cards and their webhooks. */
  async end(
    tables: Tables,
    gradings: readonly Grading[],
    end: GradingEnd,
    now: string,
  ): Promise<WrittenGradings> {
    const events: GradingEvent[] = [];
    const ended: Grading[] = [];
    for (const grading of gradings) {
      const { id, userId, userCardId, uniqueIdentifier, capture, plan } = grading;
      const at = grading.dueAt === null ? now : (plan?.endsAt ?? now);
      const outcome = end.outcome ?? plan?.outcome ?? 'success';
      const closed: Grading = { ...grading, plan: null, dueAt: null, updatedAt: at, state: 'failed' };
      if (outcome === 'success') {
        const grade = end.grade ?? plan?.grade;
        Object.assign(closed, gradeFor(this.#world.seed, uniqueIdentifier, capture, grade));
        closed.state = 'completed';
        const full = closed.grades?.full ?? null;
        if (full !== null) await tables.cards.setGrade(userCardId, full, 'chck', at);
      }
      await tables.gradings.update(closed);
      ended.push(closed);
      events.push({ userId, gradingId: id, outcome, at, tweak: end.webhook ?? plan?.webhook });
    }
    return { gradings: ended, deliveries: await this.enqueue(tables, events) };
  }

  /** Adds the webhooks of events to the outbox. */
  async enqueue(tables: Tables, events: readonly GradingEvent[]): Promise<Delivery[]> {
    return enqueue(tables, events, (deliveries) => shuffle(deliveries, this.#world.seed), this.#filter);
  }

  /** Takes the steps of the pipeline that are due at `now`, the earliest first. Returns the gradings that moved. */
  async takeDueSteps(tables: Tables, now: string): Promise<Grading[]> {
    const due = await tables.gradings.listDue(now, STEPS_AT_ONCE);
    const started: Grading[] = [];
    const ending: Grading[] = [];
    for (const grading of due) {
      const { state, plan, dueAt } = grading;
      if (state !== 'submitted' || endsBy(grading, now)) ending.push(grading);
      else {
        const updatedAt = dueAt ?? now;
        started.push({ ...grading, state: 'in_progress', dueAt: plan?.endsAt ?? null, updatedAt });
      }
    }
    for (const grading of started) await tables.gradings.update(grading);
    const { gradings: ended } = await this.end(tables, ending, {}, now);
    return [...started, ...ended];
  }

  /** Refuses a grade before anything is written. */
  #assertGrade(
    uniqueIdentifier: number,
    capture: Capture,
    outcome: Outcome,
    grade: number | undefined,
  ): void {
    if (grade === undefined) return;
    if (outcome === 'failure') {
      throw new InvalidArgumentError(
        'grade',
        `grade ${grade} contradicts outcome failure: a failed grading has no grade.`,
      );
    }
    try {
      gradeFor(this.#world.seed, uniqueIdentifier, capture, grade);
    } catch (error) {
      if (!(error instanceof InvalidGradeError)) throw error;
      throw new InvalidArgumentError('grade', error.message);
    }
  }
}

/** Whether the pipeline is done with a grading. */
export function hasEnded({ state }: Grading): boolean {
  return state === 'completed' || state === 'failed';
}

function endsBy({ plan }: Grading, now: string): boolean {
  return plan !== null && plan.endsAt !== null && plan.endsAt <= now;
}
