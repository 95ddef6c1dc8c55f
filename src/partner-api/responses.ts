import type { ImageLinks } from '../images/image-links.js';
import type { Store } from '../store/store.js';
import type { JsonBody } from './api-response.js';
import type { Caller } from './call.js';
import { ApiError } from './errors.js';
import { cardHandlers } from './handlers/cards.js';
import { gradingHandlers } from './handlers/gradings.js';

/** The bodies that the API would send to a user now, for the portal. Undefined where it would respond with 404. */
export function createApiResponses(store: Store, links: ImageLinks) {
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
  const key = { keyId: 0, keyPrefix: '', development: false, revokedAt: null };
  return { ...key, accountId: 0, role: 'partner', userId };
}

async function bodyOf(response: Promise<{ body: unknown } | JsonBody>): Promise<unknown> {
  try {
    const made = await response;
    return 'json' in made ? JSON.parse(String(made.json)) : made.body;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return undefined;
    throw error;
  }
}
