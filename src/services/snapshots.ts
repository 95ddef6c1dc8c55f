import type { Clock } from '../clock.js';
import { NotFoundError } from '../errors.js';
import type { StoreDump } from '../store/dump.js';
import type { Store, Tables } from '../store/store.js';

/** A state of the mock that can be gone back to. */
export interface Snapshot {
  /** Names it for `restore`. */
  id: string;
  /** On the mock's clock, ISO 8601. */
  takenAt: string;
}

/** Something remembered outside the store: keeps its present state and gives the function that brings it back. */
export type SnapshotPart = () => () => void;

interface Kept {
  dump: StoreDump;
  parts: (() => void)[];
}

/** More snapshots than this are not kept, since each holds the whole world in memory; the oldest goes first. */
const MAX_SNAPSHOTS = 16;

/** Keeps states of the whole mock in memory, for as long as it runs. */
export class SnapshotService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #afterLoad: (tables: Tables) => Promise<void>;
  readonly #parts: SnapshotPart[] = [];
  readonly #kept = new Map<string, Kept>();
  #count = 0;

  /** `afterLoad` takes up what the store holds wherever it is held a second time. */
  constructor(store: Store, clock: Clock, afterLoad: (tables: Tables) => Promise<void>) {
    this.#store = store;
    this.#clock = clock;
    this.#afterLoad = afterLoad;
    this.include(() => {
      const state = clock.state;
      return () => clock.restore(state);
    });
  }

  include(part: SnapshotPart): void {
    this.#parts.push(part);
  }

  /** To be called while nothing moves. */
  async take(): Promise<Snapshot> {
    const dump = await this.#store.transaction((tables) => tables.dump());
    this.#count += 1;
    const id = `snapshot-${this.#count}`;
    this.#kept.set(id, { dump, parts: this.#parts.map((part) => part()) });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_SNAPSHOTS && oldest !== undefined) this.#kept.delete(oldest);
    return { id, takenAt: this.#clock.now() };
  }

  /** To be called while nothing moves. A snapshot can be restored any number of times. Throws NotFoundError. */
  async restore(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined) {
      const known = [...this.#kept.keys()].join(', ') || 'none';
      throw new NotFoundError(
        `There is no snapshot ${id}. The mock keeps the latest ${MAX_SNAPSHOTS} while it runs: ${known}.`,
      );
    }
    await this.#store.transaction(async (tables) => {
      await tables.load(kept.dump);
      // While nothing else reaches the tables: what waits for them must find everything as it was.
      await this.#afterLoad(tables);
      for (const bringBack of kept.parts) bringBack();
    });
  }
}
