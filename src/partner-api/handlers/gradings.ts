import type { ImageLinks } from '../../images/image-links.js';
import type { Store } from '../../store/store.js';
import type { Handlers } from '../call.js';
import { cursorBound } from '../cursor.js';
import { ApiError } from '../errors.js';
import { formatCatalogCard } from '../formatters/card.js';
import {
  formatGrading,
  formatGradingPage,
  formatUserCardGrade,
  gradingListFields,
} from '../formatters/grading.js';

/** The operations on gradings (contract §5). */
export function gradingHandlers(
  store: Store,
  links: ImageLinks,
): Pick<Handlers, 'listGradings' | 'getGrading'> {
  const listJson = store.gradings.asJson(gradingListFields);
  return {
    async listGradings({ caller, query: { limit, cursor } }) {
      const before = cursor === undefined ? undefined : cursorBound(cursor);
      const rows = await listJson(caller.userId, limit + 1, before);
      return { status: 200, ...formatGradingPage(rows, limit) };
    },

    async getGrading({ caller, path: { id }, origin }) {
      const found = await store.gradings.findDetail(caller.userId, id);
      if (found === undefined) {
        throw new ApiError('not_found', `This key's user has no grading ${id}.`);
      }
      const shown = JSON.stringify(formatGrading(found));
      const card = JSON.stringify(formatCatalogCard(found.card));
      const grade = formatUserCardGrade(found, links, origin);
      return { status: 200, json: `{"grading":${shown},"card":${card},"user_card_grade":${grade}}` };
    },
  };
}
