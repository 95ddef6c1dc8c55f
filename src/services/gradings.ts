import type { Clock } from '../clock.js';
import { type Duration, toMilliseconds } from '../duration.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { Capture, Grades, Grading } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import type { BackgroundWork } from './background-work.js';
import { assertGrade } from './cards.js';
import type { AccountOption } from './find-account.js';
import type { WrittenGradings } from './grading-writer.js';
import { type StartDependencies, type StartOptions, startGradings } from './start-gradings.js';

/** A card to grade, and how the grading ends. */
export interface GradingInput extends AccountOption {
  /** A `user_card_id` of the account. Default: a raw card that the seed picks. */
  card?: number | undefined;
  /** Default: `full` (contract §5). */
  capture?: Capture | undefined;
  /** Default: `success`. */
  outcome?: Outcome | undefined;
  /** The overall grade, 1 to 10 in half steps. Default: the seed decides. */
  grade?: number | undefined;
  /** How long the pipeline takes on the mock's clock. Default: the grading is in progress until it is completed. */
  delay?: Duration | null | undefined;
}

/** How a grading ends. What is absent is as the grading was started. */
export interface CompleteInput {
  outcome?: Outcome | undefined;
  /** The overall grade, 1 to 10 in half steps. */
  grade?: number | undefined;
  capture?: Capture | undefined;
}

export interface GradingServiceDependencies extends StartDependencies {
  background: BackgroundWork;
}

/** The grading pipeline: submitted, in progress, completed with a grade or failed (contract §5). */
export class GradingService {
  readonly #dependencies: GradingServiceDependencies;
  readonly #clock: Clock;

  constructor(dependencies: GradingServiceDependencies) {
    this.#dependencies = dependencies;
    this.#clock = dependencies.clock;
  }

  /** Throws NotFoundError. */
  async get(id: string): Promise<Grading> {
    return findGrading(this.#dependencies.store, id);
  }

  /**
   * Submits a card. With a delay of 0 the grading has ended when this returns. Throws InvalidArgumentError,
   * NotFoundError, ConflictError.
   */
  async start(input: GradingInput = {}): Promise<Grading> {
    const [grading] = (await this.#start(input, 1)).gradings;
    if (grading === undefined) throw new TypeError('No grading was started.');
    return grading;
  }

  /** Submits up to 10,000 cards, while other work goes on. Throws as `start`. */
  async startMany(
    { count, ...input }: GradingInput & { count: number },
    options: StartOptions = {},
  ): Promise<Grading[]> {
    return (await this.#start(input, count, options)).gradings;
  }

  /**
   * Ends a grading now, which sends its webhooks. Throws NotFoundError, ConflictError for one that has ended,
   * InvalidArgumentError.
   */
  async complete(id: string, end: CompleteInput = {}): Promise<Grading> {
    const { store, writer, background } = this.#dependencies;
    const { gradings } = await store.transaction(async (tables) =>
      writer.complete(tables, await findGrading(tables, id), end, this.#clock.now()),
    );
    background.wake();
    return gradings[0] ?? this.get(id);
  }

  /**
   * Changes grades of a completed grading, for cases that no seed generates; what is absent stays as it is. The card
   * keeps its grade. Throws NotFoundError, InvalidArgumentError, ConflictError for a grading that is not completed.
   */
  async edit(id: string, grades: Partial<Grades>): Promise<Grading> {
    for (const [part, grade] of Object.entries(grades)) if (grade != null) assertGrade(part, grade);
    return this.#dependencies.store.transaction(async (tables) => {
      const grading = await findGrading(tables, id);
      if (grading.grades === null) {
        throw new ConflictError(`The grading ${id} is ${grading.state}, so it has no grades to edit.`);
      }
      const edited = { ...grading, grades: { ...grading.grades, ...grades }, updatedAt: this.#clock.now() };
      await tables.gradings.update(edited);
      return edited;
    });
  }

  /** Calls `listener` after gradings or deliveries were added or moved. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    return this.#dependencies.background.onActivity(listener);
  }

  async #start(
    { delay, ...input }: GradingInput,
    count: number,
    options?: StartOptions,
  ): Promise<WrittenGradings> {
    const durationMs = delay == null ? null : toMilliseconds(delay, 'delay');
    const written = await startGradings(this.#dependencies, { ...input, count, durationMs }, options);
    this.#dependencies.background.wake();
    return written;
  }
}

/** Throws NotFoundError. */
export async function findGrading({ gradings }: Tables, id: string): Promise<Grading> {
  const grading = await gradings.findAny(id);
  if (grading !== undefined) return grading;
  throw new NotFoundError(`There is no grading ${id}.`);
}
