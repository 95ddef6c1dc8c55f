import type { Tables } from '../store/store.js';
import { firstIds, gradingId } from './ids.js';

/** Returns the indices (from 0) of the next card and grading: those after the highest ids in the store. */
export async function nextIndices(tables: Tables): Promise<{ card: number; grading: number }> {
  const highest = await tables.cards.highestIds();
  const uniqueIdentifier = await tables.gradings.highestUniqueIdentifier();
  return {
    card: Math.max(0, highest.card - firstIds.card + 1, highest.userCard - firstIds.userCard + 1),
    grading: Math.max(0, uniqueIdentifier - firstIds.uniqueIdentifier + 1),
  };
}

/** Returns the ids of the next grading. They depend on the seed and on the highest number in the store. */
export async function nextGradingIds(
  tables: Tables,
  seed: number,
): Promise<{ id: string; uniqueIdentifier: number }> {
  const highest = await tables.gradings.highestUniqueIdentifier();
  const uniqueIdentifier = Math.max(firstIds.uniqueIdentifier, highest + 1);
  return { id: gradingId(seed, uniqueIdentifier), uniqueIdentifier };
}
