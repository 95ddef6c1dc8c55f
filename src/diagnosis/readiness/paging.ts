import { cursorsOf } from './cursors.js';
import { callLine, clientOf, endMs, groupBy, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

const LISTS: readonly (string | null)[] = ['listGradings', 'listCards'];
/** A first page of fewer items is a view of the latest ones, not the whole list. */
const SMALL_PAGE = 10;

export const pagesToTheEnd: ReadinessCheck = {
  id: 'pages-to-the-end',
  title: 'follows next_cursor to the end',
  remedy:
    'Read the next page as long as `next_cursor` is not null, also when a page is shorter than `limit` or empty.',
  situation: 'have your client read all gradings of {url}: the default world has more than one page of them',
  check: ({ calls, realNowMs, patienceMs }) => {
    const lists = calls.filter(({ path }) => path === '/v1/gradings' || path === '/v1/cards');
    const pages = lists.filter(({ operationId, status }) => LISTS.includes(operationId) && status === 200);
    if (pages.length === 0) return notExercised('No list was read.');
    const complete = pages.filter((page) => isLast(page) && cursorOf(page) !== null);
    const finished = new Set(complete.map(listOf));
    const wrong = new Set(
      cursorsOf({ calls })
        .filter(({ origin }) => origin !== 'given')
        .map(({ call }) => listOf(call)),
    );
    for (const [list, own] of groupBy(lists, listOf)) {
      if (finished.has(list) || wrong.has(list)) continue;
      const last = own.at(-1);
      if (last === undefined || last.status !== 200 || isLast(last) || isView(last)) continue;
      if (realNowMs - endMs(last) < patienceMs) continue;
      return failed('A list was left although its last page has a `next_cursor`.', [
        `${callLine(last)} with next_cursor ${last.nextCursor}`,
      ]);
    }
    if (complete.length > 0) return passed(`${complete.length} lists were read to their last page.`);
    return notExercised(whyNot(pages, wrong.size > 0));
  },
};

function whyNot(pages: readonly SeenCall[], wrongCursor: boolean): string {
  if (wrongCursor) return 'A wrong cursor ended the list: see the points about cursors.';
  if (pages.every(isLast)) return 'Every list fitted on one page.';
  if (pages.every(isView))
    return `Only first pages of fewer than ${SMALL_PAGE} items were read: a view of the latest ones.`;
  return 'The client may still be reading, or a refused call ended the list.';
}

function isLast({ nextCursor }: SeenCall): boolean {
  return nextCursor === null || nextCursor === undefined;
}

function cursorOf({ query }: SeenCall): string | null {
  return new URLSearchParams(query).get('cursor');
}

function isView(page: SeenCall): boolean {
  const limit = new URLSearchParams(page.query).get('limit');
  return cursorOf(page) === null && limit !== null && Number(limit) < SMALL_PAGE;
}

/** The list that a page belongs to, whatever the page size. */
function listOf(page: SeenCall): string {
  const searchParams = new URLSearchParams(page.query);
  const filters = ['q', 'graded', 'category_id'].map((name) => searchParams.get(name) ?? '');
  return JSON.stringify([clientOf(page), page.path, ...filters]);
}
