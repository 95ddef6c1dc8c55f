import type { Memory } from '../memory.js';
import type { StoreDump } from '../store/database.js';
import type { SavedSnapshot } from '../store/sharing.js';
import type { Tables } from '../store/store.js';
import type { CurrentWorld } from '../world/current-world.js';
import type { SharedState } from './shared-state.js';

/** Where snapshots are kept. Each holds all rows, so only the latest are kept. */
export interface SavedStates {
  /** Keeps the present state and returns its id. */
  save(tables: Tables, takenAt: string): Promise<number>;
  /** The oldest first. */
  list(tables: Tables): Promise<readonly SavedSnapshot[]>;
  /** Replaces the rows by those of a snapshot, and returns the function that replaces what is in memory. */
  load(tables: Tables, id: number): Promise<() => void>;
}

export const MAX_SNAPSHOTS = 16;

/** Keeps snapshots in memory, with all that the mock remembers. */
export class StatesInMemory implements SavedStates {
  readonly #memory: Memory;
  readonly #world: CurrentWorld;
  readonly #saved = new Map<number, SavedSnapshot & { dump: StoreDump; bringBackMemory: () => void }>();
  #count = 0;

  constructor({ memory, world }: { memory: Memory; world: CurrentWorld }) {
    this.#memory = memory;
    this.#world = world;
  }

  async save(tables: Tables, takenAt: string): Promise<number> {
    const dump = await tables.dump();
    this.#count += 1;
    const id = this.#count;
    this.#saved.set(id, { id, takenAt, dump, bringBackMemory: this.#memory.save() });
    this.#saved.delete(id - MAX_SNAPSHOTS);
    return id;
  }

  async list(): Promise<readonly SavedSnapshot[]> {
    return [...this.#saved.values()];
  }

  async load(tables: Tables, id: number): Promise<() => void> {
    const saved = this.#saved.get(id);
    if (saved === undefined) throw new TypeError(`There is no snapshot ${id}.`);
    await tables.load(saved.dump);
    (await this.#world.load(tables))();
    return saved.bringBackMemory;
  }
}

/** Keeps snapshots in the database, for all instances. What only an instance remembers is not in them. */
export class StatesInDatabase implements SavedStates {
  readonly #memory: Memory;
  readonly #shared: SharedState;

  constructor({ memory, shared }: { memory: Memory; shared: SharedState }) {
    this.#memory = memory;
    this.#shared = shared;
  }

  async save({ snapshots }: Tables, takenAt: string): Promise<number> {
    return (await snapshots?.save(takenAt)) ?? 0;
  }

  async list({ snapshots }: Tables): Promise<readonly SavedSnapshot[]> {
    return (await snapshots?.list()) ?? [];
  }

  async load(tables: Tables, id: number): Promise<() => void> {
    await tables.snapshots?.load(id);
    const putInPlace = await this.#shared.load(tables);
    return () => {
      this.#memory.clear();
      putInPlace();
    };
  }
}
