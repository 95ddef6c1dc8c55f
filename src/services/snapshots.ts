import type { Clock } from '../clock.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { SavedSnapshot } from '../store/sharing.js';
import type { Tables } from '../store/store.js';
import { replaceState } from './replace-state.js';
import { MAX_SNAPSHOTS, type SavedStates, StatesInDatabase, StatesInMemory } from './saved-states.js';
import type { SharedState } from './shared-state.js';
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
  shared: SharedState;
}

/** Keeps states of the whole mock: in memory while it runs, or in a database that several instances share. */
export class SnapshotService {
  readonly #dependencies: SnapshotServiceDependencies;
  readonly #states: SavedStates;

  constructor(dependencies: SnapshotServiceDependencies) {
    this.#dependencies = dependencies;
    const { shared } = dependencies;
    this.#states = shared.isShared ? new StatesInDatabase(dependencies) : new StatesInMemory(dependencies);
  }

  /** Keeps everything as it is now. Attempts in flight are awaited. */
  async take(): Promise<Snapshot> {
    const { store, clock, background } = this.#dependencies;
    return background.pause('await', () =>
      store.transaction(async (tables) => {
        const takenAt = clock.now();
        return snapshotOf({ id: await this.#states.save(tables, takenAt), takenAt });
      }),
    );
  }

  /** The snapshots that can be restored, the oldest first. */
  async list(): Promise<Snapshot[]> {
    return (await this.#states.list(this.#dependencies.store)).map(snapshotOf);
  }

  /** Brings back everything as it was; any number of times. Throws NotFoundError. */
  async restore(snapshot: Snapshot | string): Promise<void> {
    const id = typeof snapshot === 'string' ? snapshot : snapshot.id;
    const { store, background, worldService } = this.#dependencies;
    // Before anything is ended.
    await this.#find(store, id);
    background.interrupt(new ConflictError('The clock was moved no further: a snapshot was restored.'));
    await background.pause('abandon', async () => {
      let swapMemory: () => void = () => undefined;
      await replaceState(
        this.#dependencies,
        async (tables) => {
          swapMemory = await this.#states.load(tables, await this.#find(tables, id));
        },
        () => swapMemory(),
      );
    });
    worldService.emitReplaced();
  }

  async #find(tables: Tables, id: string): Promise<number> {
    const saved = await this.#states.list(tables);
    const found = saved.find((each) => snapshotOf(each).id === id);
    if (found !== undefined) return found.id;
    const known = saved.map((each) => snapshotOf(each).id).join(', ') || 'none';
    throw new NotFoundError(
      `There is no snapshot ${id}. The mock keeps the latest ${MAX_SNAPSHOTS} while it runs: ${known}.`,
    );
  }
}

function snapshotOf({ id, takenAt }: SavedSnapshot): Snapshot {
  return { id: `snapshot-${id}`, takenAt };
}
