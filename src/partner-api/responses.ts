import type { ImageLinks } from '../images/image-links.js';
import type { Store } from '../store/store.js';
import type { Caller } from './call.js';
import { ApiError } from './errors.js';
import { cardHandlers } from './handlers/cards.js';
import { gradingHandlers } from './handlers/gradings.js';

/** What the API would answer to a user right now, for pages that show it; undefined where it would answer 404. */
export function createAnswers(store: Store, links: ImageLinks) {
  const { getCard } = cardHandlers(store, links);
  const { getGrading } = gradingHandlers(store, links);
  return {
    getCard: (userId: number, userCardId: number, origin: string): Promise<unknown> =>
      bodyOf(
        getCard({
          caller: callerFor(userId),
          path: { user_card_id: userCardId },
          query: {},
          body: undefined,
          origin,
        }),
      ),
    getGrading: (userId: number, id: string, origin: string): Promise<unknown> =>
      bodyOf(getGrading({ caller: callerFor(userId), path: { id }, query: {}, body: undefined, origin })),
  };
}

/** A caller with the user's rights and no key. */
function callerFor(userId: number): Caller {
  return {
    ...{ keyId: 0, keyPrefix: '', development: false, revokedAt: null },
    ...{ accountId: 0, role: 'partner', userId },
  };
}

async function bodyOf(answer: Promise<{ body: unknown }>): Promise<unknown> {
  try {
    return (await answer).body;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined;
    throw error;
  }
}
