import type { Database, SqlValue } from './database.js';

/** Filter, order and page of a user's cards (contract §6). `before` is an exclusive bound of `addedAt`. */
export interface CardQuery {
  userId: number;
  limit: number;
  before?: string | undefined;
  q?: string | undefined;
  graded: 'all' | 'graded' | 'raw';
  categoryId?: number | undefined;
  sort: 'added' | 'player' | 'year' | 'brand' | 'grade';
  dir: 'asc' | 'desc';
  /** The number of cards to skip. Default: 0. */
  offset?: number | undefined;
}

/** The columns of the sort keys. `user_cards` has copies of catalog columns, so that an index can order a user's cards. */
const sortKeys = { player: 'uc.player_name', year: 'uc.year', brand: 'uc.brand', grade: 'uc.grade' } as const;

type SortKey = (typeof sortKeys)[keyof typeof sortKeys];

const newestFirst = 'uc.added_at DESC, uc.id DESC';

/** Returns the conditions of a filter, on `user_cards uc`. */
export function conditions(query: Omit<CardQuery, 'limit' | 'sort' | 'dir'>): Conditions {
  const where = ['uc.user_id = ?'];
  const values: SqlValue[] = [query.userId];
  if (query.before !== undefined) {
    where.push('uc.added_at < ?');
    values.push(query.before);
  }
  if (query.q !== undefined && query.q !== '') {
    where.push('instr((SELECT c.search_text FROM cards c WHERE c.id = uc.card_id), ?) > 0');
    values.push(query.q.toLowerCase());
  }
  if (query.graded !== 'all') where.push(`uc.grade IS ${query.graded === 'graded' ? 'NOT ' : ''}NULL`);
  if (query.categoryId !== undefined) {
    where.push('uc.category_id = ?');
    values.push(query.categoryId);
  }
  return { where: where.join(' AND '), values };
}

interface Conditions {
  where: string;
  values: SqlValue[];
}

/** Returns the order of a query that is sorted by time, or undefined for other sort keys. A cursor sorts by time. */
export function orderByTime({ sort, dir, before }: CardQuery): string | undefined {
  if (before === undefined && sort !== 'added') return undefined;
  return before === undefined && dir === 'asc' ? 'uc.added_at ASC, uc.id DESC' : newestFirst;
}

/**
 * Returns the `user_cards.id`s of a page that is not sorted by time. The order is PostgreSQL's: nulls last ascending and
 * first descending, ties by `added_at`, then id, descending (contract §6). Each part of the page is read in the order of
 * an index, so that the duration does not depend on the number of cards.
 */
export async function sortedCardIds(
  db: Database,
  query: CardQuery,
  sort: keyof typeof sortKeys,
): Promise<number[]> {
  const { dir, limit, offset = 0 } = query;
  const reader = new OrderedReader(db, conditions(query));
  const count = limit + offset;
  const key = sortKeys[sort];
  const parts =
    dir === 'asc'
      ? [() => reader.ascending(key, count), () => reader.without(key, count)]
      : [() => reader.without(key, count), () => reader.descending(key, count)];
  const ids: number[] = [];
  for (const part of parts) {
    if (ids.length < count) ids.push(...(await part()));
  }
  return ids.slice(offset, count);
}

/** Reads the first ids of the matching cards in an order. */
class OrderedReader {
  readonly #db: Database;
  readonly #conditions: Conditions;

  constructor(db: Database, matching: Conditions) {
    this.#db = db;
    this.#conditions = matching;
  }

  async ids(also: string, values: SqlValue[], order: string, limit: number): Promise<number[]> {
    const { where, values: matching } = this.#conditions;
    const rows = await this.#db.all<{ id: number }>(
      `SELECT uc.id AS id FROM user_cards uc WHERE ${where} ${also} ORDER BY ${order} LIMIT ?`,
      ...[...matching, ...values, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Cards without a value of the sort key. */
  without(key: SortKey, limit: number): Promise<number[]> {
    return key === sortKeys.grade
      ? this.ids(`AND ${key} IS NULL`, [], newestFirst, limit)
      : Promise.resolve([]);
  }

  /** Cards in the order of the index. */
  ascending(key: SortKey, limit: number): Promise<number[]> {
    return this.ids(`AND ${key} IS NOT NULL`, [], `${key} ASC, ${newestFirst}`, limit);
  }

  /**
   * Cards against the order of the index, which has ties oldest first: all cards with a higher key than the last card of
   * the page, and then the newest cards with the same key.
   */
  async descending(key: SortKey, limit: number): Promise<number[]> {
    const { where, values } = this.#conditions;
    const last = await this.#db.get<{ key: SqlValue }>(
      `SELECT ${key} AS key FROM user_cards uc WHERE ${where} AND ${key} IS NOT NULL ORDER BY ${key} DESC LIMIT 1 OFFSET ?`,
      ...[...values, limit - 1],
    );
    if (last === undefined)
      return this.ids(`AND ${key} IS NOT NULL`, [], `${key} DESC, ${newestFirst}`, limit);
    const above = await this.ids(`AND ${key} > ?`, [last.key], `${key} DESC, ${newestFirst}`, limit);
    const ties = await this.ids(`AND ${key} = ?`, [last.key], newestFirst, limit - above.length);
    return [...above, ...ties];
  }
}
