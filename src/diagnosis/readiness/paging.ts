import { splitUrl } from '../../http/api-request.js';
import { callLine, clientOf, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

const listOperations: readonly (string | null)[] = ['listGradings', 'listCards'];

export const pagesToTheEnd: ReadinessCheck = {
  id: 'pages-to-the-end',
  title: 'pages to the end, and skips nothing',
  remedy:
    'Send the `next_cursor` of the last page, unchanged, as `cursor`, until it is null. A cursor made from anything else skips or repeats items at the boundary.',
  situation: 'have your client read all gradings of {url}: the default world has more than one page of them',
  check: ({ calls }) => {
    const pages = calls.filter(({ operationId, status }) => {
      return listOperations.includes(operationId) && status === 200;
    });
    const given = new Map<string, Set<string>>();
    const unknown: SeenCall[] = [];
    let complete = 0;
    for (const page of pages) {
      const { list, cursor } = listOf(page);
      const known = given.get(list) ?? new Set<string>();
      given.set(list, known);
      if (cursor !== null && !known.has(instantOf(cursor))) unknown.push(page);
      else if (cursor !== null && page.nextCursor === null) complete += 1;
      if (page.nextCursor) known.add(instantOf(page.nextCursor));
    }
    if (unknown.length > 0) {
      return failed('A cursor was sent that no response had given.', unknown.slice(0, 5).map(callLine));
    }
    if (complete > 0) return passed(`${complete} lists were read to their last page.`);
    return notExercised(
      pages.length === 0
        ? 'No list was read.'
        : 'No list of more than one page was read to its end (`next_cursor` null).',
    );
  },
};

/** The list that a page belongs to, whatever the page size, and the cursor of the page. */
function listOf(page: SeenCall): { list: string; cursor: string | null } {
  const searchParams = new URLSearchParams(splitUrl(page.url).query);
  const cursor = searchParams.get('cursor');
  const filters = ['q', 'graded', 'category_id'].map((name) => searchParams.get(name) ?? '');
  return { list: JSON.stringify([clientOf(page), page.operationId, ...filters]), cursor };
}

/** An instant in one form, since the same one can be written in several. */
function instantOf(cursor: string): string {
  const atMs = Date.parse(cursor);
  return Number.isNaN(atMs) ? cursor : new Date(atMs).toISOString();
}
