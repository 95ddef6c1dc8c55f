import type { Database, SqlValue } from './database.js';

/** Which of a user's cards, in which order (contract §6); `before` is an exclusive bound on `addedAt`. */
export interface CardQuery {
  userId: number;
  limit: number;
  before?: string | undefined;
  q?: string | undefined;
  graded: 'all' | 'graded' | 'raw';
  categoryId?: number | undefined;
  sort: 'added' | 'player' | 'year' | 'brand' | 'grade';
  dir: 'asc' | 'desc';
  /** How many of the first to leave out; 0 unless told. */
  offset?: number | undefined;
}

/** What a card is sorted by: columns of `user_cards`, the catalog's among them as copies, each with an index of its own. */
const sortKeys = { player: 'uc.player_name', year: 'uc.year', brand: 'uc.brand', grade: 'uc.grade' } as const;

type SortKey = (typeof sortKeys)[keyof typeof sortKeys];

const newestFirst = 'uc.added_at DESC, uc.id DESC';

/** Which cards of a user match, as conditions on `user_cards uc` and `cards c`. */
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

/** The order by time that a query asks for, as an index of `user_cards uc` has it; undefined when it asks for another. */
export function orderByTime({ sort, dir, before }: CardQuery): string | undefined {
  if (before === undefined && sort !== 'added') return undefined;
  return before === undefined && dir === 'asc' ? 'uc.added_at ASC, uc.id DESC' : newestFirst;
}

/**
 * The `user_cards.id`s of a page that is sorted by something else than time, in the order asked for. PostgreSQL's order: nulls last ascending and first descending;
 * ties by `added_at`, then id, descending (contract §6). The page is put together from parts that an index gives in
 * their order, so that its time does not grow with the cards of the user.
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

/** Reads the first ids of an order, among the cards that match. */
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

  /** Those that have nothing to be sorted by. */
  without(key: SortKey, limit: number): Promise<number[]> {
    return key === sortKeys.grade
      ? this.ids(`AND ${key} IS NULL`, [], newestFirst, limit)
      : Promise.resolve([]);
  }

  /** In the order of the key's index. */
  ascending(key: SortKey, limit: number): Promise<number[]> {
    return this.ids(`AND ${key} IS NOT NULL`, [], `${key} ASC, ${newestFirst}`, limit);
  }

  /**
   * Against the order of the key's index, in which ties would come oldest first: everything above the key of the last
   * card, which is few, and of those that tie with it as many as are missing.
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
