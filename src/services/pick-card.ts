import { ConflictError, NotFoundError } from '../errors.js';
import type { Tables } from '../store/store.js';
import { SeededRandom } from '../world/seeded-random.js';

/** The card of the grading with this `unique_identifier`, as a `user_cards.id`. */
export type CardPicker = (uniqueIdentifier: number) => number;

/**
 * Returns the picker of the cards for new gradings: the given card, or cards that the seed picks among the user's latest
 * raw cards, or among all of them when none is raw. Throws NotFoundError for a card that is not the user's, ConflictError
 * when the user has no card.
 */
export async function cardPicker(
  tables: Tables,
  { userId, card }: { userId: number; card?: number | undefined },
  seed: number,
): Promise<CardPicker> {
  if (card !== undefined) {
    if ((await tables.cards.find(userId, card)) !== undefined) return () => card;
    throw new NotFoundError(`The account has no card with user_card_id ${card}.`);
  }
  for (const graded of ['raw', 'all'] as const) {
    const candidates = await tables.cards.list({ userId, graded, sort: 'added', dir: 'desc', limit: 100 });
    const [newest] = candidates;
    if (newest === undefined) continue;
    return (uniqueIdentifier) => {
      const index = new SeededRandom(seed, 'gradedCard', uniqueIdentifier).integer(0, candidates.length - 1);
      return (candidates[index] ?? newest).userCard.id;
    };
  }
  throw new ConflictError(
    'The account has no card to grade. Choose another account, or create one with cards.',
  );
}
