import type { Memory } from '../memory.js';
import { SIGN_INS } from '../store/settings.js';
import type { Store, Tables } from '../store/store.js';
import type { CurrentWorld } from '../world/current-world.js';

export interface StateDependencies {
  store: Store;
  world: CurrentWorld;
  memory: Memory;
}

/**
 * Replaces everything that the mock remembers: `write` replaces the tables, then `swap` the memory, in one transaction,
 * so that whatever waits for the tables finds both replaced. When the transaction fails, both are as before. People stay
 * signed in to the portal.
 */
export async function replaceState<Result>(
  { store, world, memory }: StateDependencies,
  write: (tables: Tables) => Promise<Result>,
  swap: () => void,
): Promise<Result> {
  let undo: (() => void) | undefined;
  try {
    return await store.transaction(async (tables) => {
      const signIns = await tables.settings.get(SIGN_INS);
      const result = await write(tables);
      if (signIns !== undefined) await tables.settings.set(SIGN_INS, signIns);
      undo = memory.save();
      swap();
      return result;
    });
  } catch (error) {
    undo?.();
    (await world.load(store))();
    throw error;
  }
}
