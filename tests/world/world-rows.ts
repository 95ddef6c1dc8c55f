import type { CatalogCard, UserCard } from '../../src/store/cards.js';
import type { Grading } from '../../src/store/gradings.js';
import { openStore, type Store } from '../../src/store/store.js';
import { seedWorld, type WorldSummary } from '../../src/world/seed-world.js';
import type { WorldDefinition } from '../../src/world/world-definition.js';

/** The rows of one account, the oldest first. */
export interface AccountRows {
  cards: { userCard: UserCard; card: CatalogCard }[];
  gradings: Grading[];
}

/** Returns all rows of a user, the oldest first. */
export async function rowsOf(store: Store, userId: number): Promise<AccountRows> {
  const query = { userId, limit: 1_000_000, graded: 'all', sort: 'added', dir: 'asc' } as const;
  const gradings = await store.gradings.page(userId, { limit: 1_000_000, offset: 0 });
  return { cards: await store.cards.list(query), gradings: gradings.reverse() };
}

/** Writes a world into a store, by default a new one in memory. Returns the rows of each account by email. */
export async function makeWorld(
  world: WorldDefinition,
  seed: number,
  opened?: Store,
): Promise<{ store: Store; summary: WorldSummary; rows: Map<string, AccountRows> }> {
  const store = opened ?? (await openStore());
  const summary = await seedWorld(store, world, { seed });
  const rows = new Map<string, AccountRows>();
  for (const { email, userId } of summary.accounts) {
    rows.set(email, userId === null ? { cards: [], gradings: [] } : await rowsOf(store, userId));
  }
  return { store, summary, rows };
}
