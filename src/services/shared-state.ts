import type { Memory } from '../memory.js';
import type { Topic } from '../store/sharing.js';
import type { Store, Tables } from '../store/store.js';
import type { Instances } from './instances.js';

/** State of the tables that every instance keeps in memory. */
export interface SharedPart {
  /** Reads it, and returns the function that puts it in place. */
  load(tables: Tables): Promise<() => void>;
}

interface RegisteredPart {
  part: SharedPart;
  heldOnly: boolean;
}

export interface SharedStateOptions {
  store: Store;
  memory: Memory;
  instances: Instances;
  /** Called when another instance has replaced everything. */
  onReplaced: () => void;
}

/** Keeps what this instance has in memory equal to the tables, which other instances change too. */
export class SharedState {
  readonly #store: Store;
  readonly #instances: Instances;
  readonly #parts: RegisteredPart[] = [];

  constructor({ store, memory, instances, onReplaced }: SharedStateOptions) {
    this.#store = store;
    this.#instances = instances;
    store.onStale(async (tables, isReplaced) => {
      const isHolding = store.sharing?.isHolding === true;
      const parts = this.#parts.filter(({ heldOnly }) => !(heldOnly && isHolding));
      const putInPlace = await this.#load(tables, parts);
      return () => {
        if (isReplaced) memory.clear();
        putInPlace();
        if (isReplaced) onReplaced();
      };
    });
  }

  /** Whether there can be other instances. */
  get isShared(): boolean {
    return this.#store.sharing !== undefined;
  }

  /** `heldOnly`: only an instance that holds the others changes it, and this instance knows it best meanwhile. */
  register(part: SharedPart, { heldOnly = false } = {}): void {
    this.#parts.push({ part, heldOnly });
  }

  /** Calls `listener` with each change by another instance. Returns the function that ends this. */
  onChange(listener: (topic: Topic) => void): () => void {
    return this.#instances.onChange(listener);
  }

  /** Reads all parts, and returns the function that puts them in place. */
  async load(tables: Tables): Promise<() => void> {
    return this.#load(tables, this.#parts);
  }

  /** Reads what other instances have changed. Throws DatabaseUnavailableError. */
  async refresh(): Promise<void> {
    await this.#store.sharing?.refresh();
  }

  async #load(tables: Tables, parts: readonly RegisteredPart[]): Promise<() => void> {
    const changes: (() => void)[] = [];
    for (const { part } of parts) changes.push(await part.load(tables));
    return () => {
      for (const putInPlace of changes) putInPlace();
    };
  }
}
