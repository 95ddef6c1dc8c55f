import type { Clock } from '../clock.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { StoreDump } from '../store/database.js';
import { replaceState } from './replace-state.js';
import type { WorldService, WorldServiceDependencies } from './world.js';

/** A state of the mock that can be restored. */
export interface Snapshot {
  id: string;
  /** On the mock's clock, ISO 8601. */
  takenAt: string;
}

export interface SnapshotServiceDependencies extends WorldServiceDependencies {
  clock: Clock;
  worldService: WorldService;
}

interface SavedState {
  snapshot: Snapshot;
  dump: StoreDump;
  bringBackMemory: () => void;
}

/** Each snapshot holds the whole world in memory, so only the latest are kept. */
const MAX_SNAPSHOTS = 16;

/** Keeps states of the whole mock in memory while it runs. */
export class SnapshotService {
  readonly #dependencies: SnapshotServiceDependencies;
  readonly #saved = new Map<string, SavedState>();
  #count = 0;

  constructor(dependencies: SnapshotServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** Keeps everything as it is now. Attempts in flight are awaited. */
  async take(): Promise<Snapshot> {
    const { store, clock, memory, background } = this.#dependencies;
    return background.pause('await', () =>
      store.transaction(async (tables) => {
        const dump = await tables.dump();
        this.#count += 1;
        const id = `snapshot-${this.#count}`;
        const snapshot = { id, takenAt: clock.now() };
        this.#saved.set(id, { snapshot, dump, bringBackMemory: memory.save() });
        const [oldest] = this.#saved.keys();
        if (this.#saved.size > MAX_SNAPSHOTS && oldest !== undefined) this.#saved.delete(oldest);
        return snapshot;
      }),
    );
  }

  /** The snapshots that can be restored, the oldest first. */
  list(): Snapshot[] {
    return [...this.#saved.values()].map(({ snapshot }) => snapshot);
  }

  /** Brings back everything as it was; any number of times. Throws NotFoundError. */
  async restore(snapshot: Snapshot | string): Promise<void> {
    const id = typeof snapshot === 'string' ? snapshot : snapshot.id;
    const { background, world, worldService } = this.#dependencies;
    background.interrupt(new ConflictError('The clock was moved no further: a snapshot was restored.'));
    await background.pause('abandon', async () => {
      const saved = this.#find(id);
      await replaceState(
        this.#dependencies,
        async (tables) => {
          await tables.load(saved.dump);
          await world.reload(tables);
        },
        saved.bringBackMemory,
      );
    });
    worldService.emitReplaced();
  }

  #find(id: string): SavedState {
    const saved = this.#saved.get(id);
    if (saved !== undefined) return saved;
    const known = [...this.#saved.keys()].join(', ') || 'none';
    throw new NotFoundError(
      `There is no snapshot ${id}. The mock keeps the latest ${MAX_SNAPSHOTS} while it runs: ${known}.`,
    );
  }
}
