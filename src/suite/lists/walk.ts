import type { Exchange } from '../client/exchange.js';
import type { JsonObject } from '../client/json.js';
import type { RuleContext } from '../rules/context.js';

/** One of the two lists that are paged. */
export interface PagedList {
  operation: 'listGradings' | 'listCards';
  items: 'gradings' | 'cards';
  id: 'id' | 'user_card_id';
  time: 'created_at' | 'added_at';
}

export const gradingsList: PagedList = {
  operation: 'listGradings',
  items: 'gradings',
  id: 'id',
  time: 'created_at',
};
export const cardsList: PagedList = {
  operation: 'listCards',
  items: 'cards',
  id: 'user_card_id',
  time: 'added_at',
};

export interface Page {
  items: JsonObject[];
  nextCursor: string | null;
  exchange: Exchange;
}

export async function readPage(
  t: RuleContext,
  list: PagedList,
  query: Record<string, string | number>,
  token?: string,
  fresh = false,
): Promise<Page> {
  const exchange = await t.call(list.operation, { query, fresh, ...(token === undefined ? {} : { token }) });
  const items = t.check.items(exchange, list.items);
  const next = t.check.object(exchange).next_cursor;
  if (next !== null && typeof next !== 'string')
    t.check.fail('`next_cursor` is neither a date-time nor null', 'text or null', String(next), exchange);
  return { items, nextCursor: next, exchange };
}

/**
 * Reads a list to its end by following `next_cursor`, as a partner would. Gives the pages; fails the rule when the walk
 * comes to more than `mostPages`, which is how a list that never ends shows.
 */
export async function walk(
  t: RuleContext,
  list: PagedList,
  query: Record<string, string | number>,
  { token, mostPages = 60, fresh = false }: { token?: string; mostPages?: number; fresh?: boolean } = {},
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await readPage(t, list, cursor === null ? query : { ...query, cursor }, token, fresh);
    pages.push(page);
    if (cursor !== null && cursor === page.nextCursor)
      t.check.fail(
        'A page has its own cursor as `next_cursor`, so following it does not come to an end',
        'an earlier time, or null',
        cursor,
        page.exchange,
      );
    cursor = page.nextCursor;
    if (cursor === null) return pages;
    if (pages.length >= mostPages) {
      const known = (await readPage(t, list, { ...query, limit: 100 }, token)).items.length;
      if (known >= 100) t.notChecked(`the account has too many items to walk them ${query.limit} at a time`);
      t.check.fail(
        `Following \`next_cursor\` does not come to an end`,
        `null after at most ${known + 1} pages`,
        `${pages.length} pages and more`,
        page.exchange,
      );
    }
  }
}
