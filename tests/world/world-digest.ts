import { sha256Hex } from '../../src/tokens.js';
import { listWorlds, loadWorld } from '../../src/world/load-world.js';
import { makeWorld } from './world-rows.js';

/** Returns one hash of all accounts, keys, cards and gradings of a world. */
export async function worldDigest(name: string, seed: number): Promise<string> {
  const { store, summary, rows } = await makeWorld(loadWorld(name), seed);
  const keys = await Promise.all(summary.accounts.map(({ id }) => store.apiKeys.list(id)));
  await store.close();
  return sha256Hex(JSON.stringify([summary, keys, [...rows]]));
}

/** The built-in worlds except for the large ones. */
export const smallWorlds = listWorlds().filter((name) => name !== 'large' && name !== 'huge');
