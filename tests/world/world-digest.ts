import { sha256Hex } from '../../src/tokens.js';
import { listWorlds, loadWorld } from '../../src/world/load-world.js';
import { makeWorld } from './world-rows.js';

/** One hash over everything in a world: accounts, keys, cards, gradings. */
export async function worldDigest(name: string, seed: number): Promise<string> {
  const { store, summary, rows } = await makeWorld(loadWorld(name), seed);
  const keys = await Promise.all(summary.accounts.map(({ id }) => store.apiKeys.list(id)));
  await store.close();
  return sha256Hex(JSON.stringify([summary, keys, [...rows]]));
}

/** The worlds that are small enough to be made often. */
export const smallWorlds = listWorlds().filter((name) => name !== 'large');
