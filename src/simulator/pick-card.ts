import type { Tables } from '../store/store.js';
import { Draw } from '../world/draw.js';
import { ConflictError, NotFoundError } from './errors.js';

/**
 * The card that a grading is of: the one asked for, or one that the seed picks among the user's raw cards, or among all
 * of them when none is raw. Throws NotFoundError for a card that is not the user's, ConflictError when there is none.
 */
export async function pickCard(
  tables: Tables,
  { userId, userCardId }: { userId: number; userCardId?: number | undefined },
  seed: number,
  uniqueIdentifier: number,
): Promise<number> {
  if (userCardId !== undefined) {
    const owned = await tables.cards.find(userId, userCardId);
    if (owned !== undefined) return owned.userCard.id;
    throw new NotFoundError(`The account has no card with user_card_id ${userCardId}.`);
  }
  for (const graded of ['raw', 'all'] as const) {
    const candidates = await tables.cards.list({ userId, graded, sort: 'added', dir: 'desc', limit: 100 });
    if (candidates.length === 0) continue;
    const chosen =
      candidates[new Draw(seed, 'gradedCard', uniqueIdentifier).integer(0, candidates.length - 1)];
    if (chosen !== undefined) return chosen.userCard.id;
  }
  throw new ConflictError(
    'The account has no card to grade. Choose another account, or make one with cards.',
  );
}
