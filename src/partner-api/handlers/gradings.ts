import type { ImageLinks } from '../../images/image-links.js';
import type { Store } from '../../store/store.js';
import type { Handlers } from '../call.js';
import { cursorBound, pageOf } from '../cursor.js';
import { ApiError } from '../errors.js';
import { formatCatalogCard } from '../formatters/card.js';
import { formatGrading, formatUserCardGrade } from '../formatters/grading.js';
import { gradingDetailText } from '../serialize.js';

/** The operations on gradings (contract §5). */
export function gradingHandlers(
  store: Store,
  links: ImageLinks,
): Pick<Handlers, 'listGradings' | 'getGrading'> {
  return {
    async listGradings({ caller, query: { limit, cursor } }) {
      const before = cursor === undefined ? undefined : cursorBound(cursor);
      const rows = await store.gradings.list(caller.userId, limit + 1, before);
      const { page, last } = pageOf(rows, limit);
      return {
        status: 200,
        body: { gradings: page.map(formatGrading), next_cursor: last?.createdAt ?? null },
      };
    },

    async getGrading({ caller, path: { id }, origin }) {
      const found = await store.gradings.findWithCard(caller.userId, id);
      if (found === undefined) {
        throw new ApiError('not_found', `This key's user has no grading ${id}.`);
      }
      const { grading, modelGradeText, owned } = found;
      const body = {
        grading: formatGrading(grading),
        card: formatCatalogCard(owned.card),
        user_card_grade: formatUserCardGrade(grading, links, origin),
      };
      return { status: 200, body, text: gradingDetailText(body, modelGradeText) };
    },
  };
}
