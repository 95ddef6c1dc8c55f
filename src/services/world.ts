import { ConflictError, InvalidArgumentError } from '../errors.js';
import type { CurrentWorld, WorldOptions, WorldRecord } from '../world/current-world.js';
import { listWorlds, loadWorld } from '../world/load-world.js';
import type { WorldSummary } from '../world/seed-world.js';
import type { BackgroundWork } from './background-work.js';
import { replaceState, type StateDependencies } from './replace-state.js';
import { assertWholeNumber } from './whole-number.js';

export interface WorldServiceDependencies extends StateDependencies {
  background: BackgroundWork;
}

/** The world that the mock serves. */
export class WorldService {
  readonly #dependencies: WorldServiceDependencies;
  readonly #world: CurrentWorld;
  readonly #listeners = new Set<() => void>();

  constructor(dependencies: WorldServiceDependencies) {
    this.#dependencies = dependencies;
    this.#world = dependencies.world;
  }

  get current(): Pick<WorldRecord, 'source' | 'seed' | 'anchor'> {
    const { source, seed, anchor } = this.#world;
    return { source, seed, anchor };
  }

  /** Throws DatabaseUnavailableError when the database server cannot be reached. */
  async assertReady(): Promise<void> {
    await this.#dependencies.store.ping();
  }

  /** The first development token that the API accepts now, or undefined when there is none. */
  async developmentToken(): Promise<string | undefined> {
    return this.#world.developmentToken();
  }

  /** Recreates the world, or creates another one. Everything that happened since is forgotten. Throws WorldError. */
  async reset(options: WorldOptions = {}): Promise<WorldSummary> {
    const { background, memory } = this.#dependencies;
    assertWorld(options);
    background.interrupt(new ConflictError('The clock was moved no further: the mock was reset.'));
    const summary = await background.pause('abandon', () =>
      replaceState(
        this.#dependencies,
        (tables) => this.#world.rewrite(tables, options),
        () => memory.clear(),
      ),
    );
    this.emitReplaced();
    return summary;
  }

  /**
   * As `reset`, for a request over HTTP: whoever reaches the mock chooses among the worlds of the kit and the file that
   * the mock was started with, and makes it read no other file. Throws InvalidArgumentError.
   */
  async resetOverHttp(options: WorldOptions): Promise<WorldSummary> {
    const { world } = options;
    if (world !== undefined && !this.#world.offers(world)) {
      throw new InvalidArgumentError(
        'world',
        `world must be one of ${listWorlds().join(', ')}, or the file that the mock was started with; it is ${JSON.stringify(world)}.`,
      );
    }
    return this.reset(options);
  }

  /** Calls `listener` after a reset and after a restore. Returns the function that ends this. */
  onReplaced(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called by what replaces the world. */
  emitReplaced(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Throws for a world or a seed that a reset cannot use, before the reset ends anything. */
function assertWorld({ world, seed }: WorldOptions): void {
  if (seed !== undefined) assertWholeNumber('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (world !== undefined) loadWorld(world);
}
