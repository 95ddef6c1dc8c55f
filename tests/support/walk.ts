import type { Mock } from '../../src/mock.js';
import { callApi } from './start-mock.js';

interface WalkOptions {
  token?: string | undefined;
  limit: number;
  /** Further query parameters, such as `graded=raw`. */
  query?: string;
}

/** The pages of a list, from the first to the one without a next cursor. */
export async function walk<Item>(
  mock: Mock,
  list: 'gradings' | 'cards',
  { token = mock.token, limit, query = '' }: WalkOptions,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await callApi(mock, `/v1/${list}?limit=${limit}${at}&${query}`, { token });
    pages.push(body[list]);
    cursor = body.next_cursor;
    if (pages.length > 1000) throw new Error('The list does not end');
  } while (cursor !== null);
  return pages;
}
