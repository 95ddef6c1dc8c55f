import type { Memory } from '../memory.js';
import type { Store, Tables } from '../store/store.js';
import type { CurrentWorld } from '../world/current-world.js';

export interface StateDependencies {
  store: Store;
  world: CurrentWorld;
  memory: Memory;
}

/**
 * Replaces everything that the mock remembers: `write` replaces the tables, then `swap` the memory, in one transaction,
 * so that whatever waits for the tables finds both replaced. When the transaction fails, both are as before.
 */
export async function replaceState<Result>(
  { store, world, memory }: StateDependencies,
  write: (tables: Tables) => Promise<Result>,
  swap: () => void,
): Promise<Result> {
  let undo: (() => void) | undefined;
  try {
    return await store.transaction(async (tables) => {
      const result = await write(tables);
      undo = memory.save();
      swap();
      return result;
    });
  } catch (error) {
    undo?.();
    await world.reload(store);
    throw error;
  }
}
