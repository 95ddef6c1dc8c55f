import type { Clock } from '../clock.js';
import type { Capture, Grading } from '../store/gradings.js';
import type { Store, Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { type DeliveryFilter, enqueue } from '../webhooks/outbox.js';
import { gradeFor } from '../world/grade-for.js';
import { InvalidGradeError } from '../world/grades.js';
import { nextGradingIds } from '../world/next-ids.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from './errors.js';
import { pickCard } from './pick-card.js';
import type { WorldDesk } from './world.js';

/** What to grade, and how it is to end. */
export interface GradingOrder {
  userId: number;
  /** A `user_cards.id` of the user; a raw card that the seed picks when absent. */
  userCardId?: number | undefined;
  /** `full` when absent (contract §5). */
  capture?: Capture | undefined;
  /** `success` when absent. */
  outcome?: Outcome | undefined;
  /** The overall grade, 1 to 10 in half steps; the seed's when absent. */
  grade?: number | undefined;
  /** How long the pipeline takes, in ms on the mock's clock; null to leave it in progress until it is completed. */
  durationMs: number | null;
}

/** How a grading is made to end. */
export interface GradingEnd {
  outcome?: Outcome | undefined;
  grade?: number | undefined;
}

export interface GradingDeskDependencies {
  store: Store;
  clock: Clock;
  world: WorldDesk;
  /** What faults make of deliveries. */
  filter: DeliveryFilter;
  /** Told when something is due at another time than before. */
  onChange: () => void;
}

/** Of the time that the pipeline takes, the part in which a submission still waits. */
const WAITING_PART = 0.2;

/** The grading pipeline: submitted, in progress, completed with a grade or failed (contract §5). */
export class GradingDesk {
  readonly #dependencies: GradingDeskDependencies;

  constructor(dependencies: GradingDeskDependencies) {
    this.#dependencies = dependencies;
  }

  /** A grading, whoever owns it. Throws NotFoundError. */
  async get(id: string): Promise<Grading> {
    const grading = await this.#dependencies.store.gradings.findAny(id);
    if (grading === undefined) throw new NotFoundError(`There is no grading (session) ${id}.`);
    return grading;
  }

  /**
   * Submits a card. With a duration of 0 the grading has ended when this returns; otherwise it moves on by the clock.
   * Throws InvalidArgumentError, NotFoundError for a card that is not the user's, ConflictError when there is none.
   */
  async start(order: GradingOrder): Promise<Grading> {
    const { store, clock, world, onChange } = this.#dependencies;
    const { capture = 'full', outcome = 'success', durationMs } = order;
    const now = clock.now();
    const grading = await store.transaction(async (tables) => {
      const { seed } = world.current;
      const { id, uniqueIdentifier } = await nextGradingIds(tables, seed);
      const userCardId = await pickCard(tables, order, seed, uniqueIdentifier);
      const submitted: Grading = {
        ...{ id, userId: order.userId, userCardId, uniqueIdentifier, capture },
        state: durationMs === null ? 'in_progress' : 'submitted',
        plan: { outcome, ...(order.grade !== undefined && { grade: order.grade }), endsAt: null },
        dueAt: null,
        grades: null,
        modelGrade: null,
        createdAt: now,
        updatedAt: now,
      };
      this.#assertGrade(submitted, order.grade);
      if (durationMs !== null && durationMs > 0) {
        const nowMs = clock.nowMs();
        submitted.dueAt = new Date(nowMs + Math.round(durationMs * WAITING_PART)).toISOString();
        submitted.plan = { ...submitted.plan, outcome, endsAt: new Date(nowMs + durationMs).toISOString() };
      }
      await tables.gradings.addMany([submitted]);
      return durationMs === 0 ? this.#end(tables, submitted, {}, now) : submitted;
    });
    onChange();
    return grading;
  }

  /**
   * Ends a grading now: with the outcome and grade given, otherwise as it was planned. Throws NotFoundError,
   * ConflictError when it has ended before, InvalidArgumentError for a grade that is none.
   */
  async complete(id: string, end: GradingEnd = {}): Promise<Grading> {
    const { store, clock, onChange } = this.#dependencies;
    const ended = await store.transaction(async (tables) => {
      const grading = await tables.gradings.findAny(id);
      if (grading === undefined) throw new NotFoundError(`There is no grading (session) ${id}.`);
      if (grading.state === 'completed' || grading.state === 'failed') {
        throw new ConflictError(`The grading ${id} has ended before: it is ${grading.state}.`);
      }
      this.#assertGrade(grading, end.grade);
      return this.#end(tables, grading, end, clock.now());
    });
    onChange();
    return ended;
  }

  /** Takes every step of the pipeline that is due at `now`, the earliest first, and gives the gradings that moved. */
  async takeDueSteps(now: string): Promise<Grading[]> {
    const { store } = this.#dependencies;
    return store.transaction(async (tables) => {
      const moved: Grading[] = [];
      for (const grading of await tables.gradings.listDue(now, 1000)) {
        const dueAt = grading.dueAt ?? now;
        moved.push(await this.#step(tables, grading, dueAt));
      }
      return moved;
    });
  }

  async #step(tables: Tables, grading: Grading, at: string): Promise<Grading> {
    const endsAt = grading.plan?.endsAt ?? null;
    if (grading.state !== 'submitted' || endsAt === null || endsAt <= at)
      return this.#end(tables, grading, {}, at);
    const moved: Grading = { ...grading, state: 'in_progress', dueAt: endsAt, updatedAt: at };
    await tables.gradings.update(moved);
    return moved;
  }

  /** Writes the end of a grading, its card and its webhooks as one. */
  async #end(tables: Tables, grading: Grading, end: GradingEnd, at: string): Promise<Grading> {
    const { world, filter } = this.#dependencies;
    const { id, userId, userCardId, uniqueIdentifier, capture, plan } = grading;
    const outcome = end.outcome ?? plan?.outcome ?? 'success';
    const ended: Grading = { ...grading, plan: null, dueAt: null, updatedAt: at, state: 'failed' };
    if (outcome === 'success') {
      const graded = gradeFor(world.current.seed, uniqueIdentifier, capture, end.grade ?? plan?.grade);
      Object.assign(ended, { state: 'completed', ...graded });
      if (graded.grades.full !== null)
        await tables.cards.setGrade(userCardId, graded.grades.full, 'chck', at);
    }
    await tables.gradings.update(ended);
    await enqueue(tables, { userId, gradingId: id, outcome, at }, filter);
    return ended;
  }

  /** Refuses a grade before anything is written. */
  #assertGrade({ uniqueIdentifier, capture }: Grading, grade: number | undefined): void {
    if (grade === undefined) return;
    try {
      gradeFor(this.#dependencies.world.current.seed, uniqueIdentifier, capture, grade);
    } catch (error) {
      if (!(error instanceof InvalidGradeError)) throw error;
      throw new InvalidArgumentError('grade', error.message);
    }
  }
}
