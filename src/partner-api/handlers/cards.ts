import type { ImageLinks } from '../../images/image-links.js';
import type { Store } from '../../store/store.js';
import type { Handlers } from '../call.js';
import { cursorBound } from '../cursor.js';
import { ApiError } from '../errors.js';
import {
  cardListFields,
  formatCardImages,
  formatCardPage,
  formatCatalogCard,
  formatUserCard,
} from '../formatters/card.js';

/** The operations on cards (contract §6). */
export function cardHandlers(store: Store, links: ImageLinks): Pick<Handlers, 'listCards' | 'getCard'> {
  const listJson = store.cards.asJson(cardListFields);
  return {
    async listCards({ caller, query, origin }) {
      const { limit, cursor, q, graded, category_id: categoryId, sort, dir } = query;
      const rows = await listJson({
        userId: caller.userId,
        limit: limit + 1,
        before: cursor === undefined ? undefined : cursorBound(cursor),
        q,
        graded,
        categoryId,
        sort,
        dir,
      });
      return { status: 200, ...formatCardPage(rows, limit, links, origin) };
    },

    async getCard({ caller, path: { user_card_id: userCardId }, origin }) {
      const owned = await store.cards.find(caller.userId, userCardId);
      if (owned === undefined) {
        throw new ApiError('not_found', `This key's user has no card with user_card_id ${userCardId}.`);
      }
      const gradings = await store.gradings.listByCard(owned.userCard.id);
      return {
        status: 200,
        body: {
          user_card: formatUserCard(owned.userCard),
          card: formatCatalogCard(owned.card),
          images: formatCardImages(owned, gradings, links, origin),
          gradings: gradings.map(({ id }) => id),
        },
      };
    },
  };
}
