import type { Clock } from '../clock.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import type { NewDelivery } from '../store/deliveries.js';
import type { Capture, Grading, WebhookTweak } from '../store/gradings.js';
import type { Store, Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { type DeliveryFilter, enqueue, type GradingEvent } from '../webhooks/outbox.js';
import { gradeFor } from '../world/grade-for.js';
import { InvalidGradeError } from '../world/grades.js';
import { nextGradingIds } from '../world/next-ids.js';
import { SeededRandom } from '../world/seeded-random.js';
import { type CardPicker, cardPicker } from './pick-card.js';
import type { WorldService } from './world.js';

/** What to grade, and how it is to end. */
export interface GradingInput {
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
  webhook?: WebhookTweak | undefined;
}

/** How a grading is made to end; as it was planned where nothing is said. */
export interface GradingEnd {
  outcome?: Outcome | undefined;
  grade?: number | undefined;
  webhook?: WebhookTweak | undefined;
}

export interface GradingServiceDependencies {
  store: Store;
  clock: Clock;
  world: WorldService;
  /** What faults make of deliveries. */
  filter: DeliveryFilter;
  /** Told when something is due at another time than before. */
  onChange: () => void;
}

/** Of the time that the pipeline takes, the part in which a submission still waits. */
const WAITING_PART = 0.2;
/** Steps of the pipeline that are taken in one transaction. */
const STEPS_AT_ONCE = 500;

/** The grading pipeline: submitted, in progress, completed with a grade or failed (contract §5). */
export class GradingService {
  readonly #dependencies: GradingServiceDependencies;

  constructor(dependencies: GradingServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** A grading, whoever owns it. Throws NotFoundError. */
  async get(id: string): Promise<Grading> {
    return required(await this.#dependencies.store.gradings.findAny(id), id);
  }

  /** One submission; see startMany. */
  async start(order: GradingInput): Promise<Grading> {
    const [grading] = await this.startMany(order, 1);
    return required(grading, 'just made');
  }

  /**
   * Submits so many cards at once. With a duration of 0 the gradings have ended when this returns; otherwise they move
   * on by the clock. Throws InvalidArgumentError for a grade that is none, NotFoundError for a card that is not the
   * user's, ConflictError when the user has no card.
   */
  async startMany(order: GradingInput, count: number): Promise<Grading[]> {
    const { store, clock, world, onChange } = this.#dependencies;
    const now = clock.now();
    const gradings = await store.transaction(async (tables) => {
      const submitted: Grading[] = [];
      const pick = await cardPicker(tables, order, world.current.seed);
      for (let index = 0; index < count; index += 1) {
        submitted.push(await this.#submit(tables, order, pick, now));
      }
      return order.durationMs === 0 ? this.#endAll(tables, submitted, {}, now) : submitted;
    });
    onChange();
    return gradings;
  }

  /**
   * Ends a grading now. Throws NotFoundError, ConflictError when it has ended before, InvalidArgumentError for a grade
   * that is none.
   */
  async complete(id: string, end: GradingEnd = {}): Promise<Grading> {
    const { store, clock, onChange } = this.#dependencies;
    const [ended] = await store.transaction(async (tables) => {
      const grading = required(await tables.gradings.findAny(id), id);
      if (hasEnded(grading))
        throw new ConflictError(`The grading ${id} has ended before: it is ${grading.state}.`);
      this.#assertGrade(grading, end.grade);
      return this.#endAll(tables, [grading], end, clock.now());
    });
    onChange();
    return required(ended, id);
  }

  /** Sends the webhooks of an ended grading once more. Throws NotFoundError, ConflictError when it has not ended so. */
  async announce(id: string, outcome: Outcome, webhook?: WebhookTweak): Promise<Grading> {
    const { store, clock, onChange } = this.#dependencies;
    const grading = await store.transaction(async (tables) => {
      const found = required(await tables.gradings.findAny(id), id);
      const ended = outcome === 'success' ? 'completed' : 'failed';
      if (found.state !== ended) {
        throw new ConflictError(
          `The grading ${id} is ${found.state}, so no webhook of ${outcome} belongs to it.`,
        );
      }
      await this.#tell(tables, [
        { userId: found.userId, gradingId: id, outcome, at: clock.now(), tweak: webhook },
      ]);
      return found;
    });
    onChange();
    return grading;
  }

  /** Takes the steps of the pipeline that are due at `now`, the earliest first, and gives the gradings that moved. */
  async takeDueSteps(now: string): Promise<Grading[]> {
    return this.#dependencies.store.transaction(async (tables) => {
      const due = await tables.gradings.listDue(now, STEPS_AT_ONCE);
      const waiting = due.filter((grading) => grading.state === 'submitted' && !endsBy(grading, now));
      const moved = waiting.map((grading): Grading => {
        const { plan } = grading;
        return {
          ...grading,
          state: 'in_progress',
          dueAt: plan?.endsAt ?? null,
          updatedAt: grading.dueAt ?? now,
        };
      });
      for (const grading of moved) await tables.gradings.update(grading);
      const ending = due.filter((grading) => !waiting.includes(grading));
      return [...moved, ...(await this.#endAll(tables, ending, {}, now))];
    });
  }

  async #submit(tables: Tables, order: GradingInput, pick: CardPicker, now: string): Promise<Grading> {
    const { userId, capture = 'full', outcome = 'success', grade, durationMs, webhook } = order;
    const { seed } = this.#dependencies.world.current;
    const { id, uniqueIdentifier } = await nextGradingIds(tables, seed);
    const userCardId = pick(uniqueIdentifier);
    const after = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
    const endsAt = durationMs === null ? null : after(durationMs);
    const grading: Grading = {
      ...{ id, userId, userCardId, uniqueIdentifier, capture },
      state: durationMs === null ? 'in_progress' : 'submitted',
      plan: { outcome, endsAt, ...(grade !== undefined && { grade }), ...(webhook && { webhook }) },
      dueAt: durationMs ? after(Math.round(durationMs * WAITING_PART)) : null,
      ...{ grades: null, modelGrade: null, createdAt: now, updatedAt: now },
    };
    this.#assertGrade(grading, grade);
    await tables.gradings.addMany([grading]);
    return grading;
  }

  /** Writes the ends of gradings, with their cards and their webhooks. */
  async #endAll(
    tables: Tables,
    gradings: readonly Grading[],
    end: GradingEnd,
    now: string,
  ): Promise<Grading[]> {
    const events: GradingEvent[] = [];
    const ended: Grading[] = [];
    for (const grading of gradings) {
      const { id, userId, userCardId, uniqueIdentifier, capture, plan } = grading;
      const at = grading.dueAt === null ? now : (plan?.endsAt ?? now);
      const outcome = end.outcome ?? plan?.outcome ?? 'success';
      const closed: Grading = { ...grading, plan: null, dueAt: null, updatedAt: at, state: 'failed' };
      if (outcome === 'success') {
        const { seed } = this.#dependencies.world.current;
        Object.assign(closed, gradeFor(seed, uniqueIdentifier, capture, end.grade ?? plan?.grade));
        closed.state = 'completed';
        const full = closed.grades?.full ?? null;
        if (full !== null) await tables.cards.setGrade(userCardId, full, 'chck', at);
      }
      await tables.gradings.update(closed);
      ended.push(closed);
      events.push({ userId, gradingId: id, outcome, at, tweak: end.webhook ?? plan?.webhook });
    }
    await this.#tell(tables, events);
    return ended;
  }

  async #tell(tables: Tables, events: readonly GradingEvent[]): Promise<void> {
    const { world, filter } = this.#dependencies;
    const shuffled = (deliveries: NewDelivery[]) => shuffle(deliveries, world.current.seed);
    await enqueue(tables, events, shuffled, filter);
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

/** Whether the pipeline is done with a grading. */
export function hasEnded({ state }: Grading): boolean {
  return state === 'completed' || state === 'failed';
}

function endsBy({ plan }: Grading, now: string): boolean {
  return plan !== null && plan.endsAt !== null && plan.endsAt <= now;
}

function required(grading: Grading | undefined, id: string): Grading {
  if (grading === undefined) throw new NotFoundError(`There is no grading ${id}.`);
  return grading;
}

/** The same items in an order that the seed decides, and never the one they came in when there are several. */
function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const draw = new SeededRandom(seed, 'shuffle', items.length);
  const shuffled = [...items];
  // Sattolo's algorithm: each item changes places with one before it, so that none stays where it was.
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = draw.integer(0, index - 1);
    const [moved] = shuffled.splice(other, 1, ...shuffled.slice(index, index + 1));
    if (moved !== undefined) shuffled[index] = moved;
  }
  return shuffled;
}
