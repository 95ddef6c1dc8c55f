import type { Services } from '../../services/services.js';
import type { OwnedCard } from '../../store/cards.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Cards of the world. */
export function cardHandlers({ cards }: Services): ControlHandlers<'getCard' | 'editCard'> {
  return {
    getCard: async ({ path: { id } }) => ({ status: 200, body: formatCard(await cards.get(id)) }),
    editCard: async ({ path: { id }, body }) => ({
      status: 200,
      body: formatCard(await cards.edit(id, body)),
    }),
  };
}

/** A card as `/_mock` returns it. */
function formatCard({ userCard, card }: OwnedCard): Schema<'Card'> {
  const { id, userId, cardId, grade, grader, updatedAt } = userCard;
  const { playerName, shoeboxValue } = card;
  return { id, userId, cardId, playerName, grade, grader, shoeboxValue, updatedAt };
}
