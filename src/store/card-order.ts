import { byTime, type Fragment, type SortColumn, type SortedQuery, sortColumns } from './card-query.js';
import type { Database, SqlValue } from './database.js';

/** The cards among which an order reads, as conditions on `user_cards uc`. */
export interface OrderedCards {
  userId: number;
  /** The categories of the cards. Each is read in the order of an index. */
  categories: readonly number[];
  filter: Fragment;
}

const newestFirst = byTime('uc', 'desc');

/**
 * Returns the ids of a page that is not sorted by time. The order is PostgreSQL's: nulls last ascending and first
 * descending, ties by `added_at`, then id, descending (contract §6). Each part of the page is read in the order of an
 * index, so that the duration does not depend on the number of cards.
 */
export async function sortedCardIds(
  db: Database,
  cards: OrderedCards,
  { sort, dir, limit, offset = 0 }: SortedQuery,
): Promise<number[]> {
  const order = new CardOrder(db, cards, sortColumns[sort]);
  const count = limit + offset;
  const parts =
    dir === 'asc'
      ? [() => order.ascending(count), () => order.withoutKey(count)]
      : [() => order.withoutKey(count), () => order.descending(count)];
  const ids: number[] = [];
  for (const part of parts) {
    if (ids.length < count) ids.push(...(await part()));
  }
  return ids.slice(offset, count);
}

/** Reads the first ids of the cards in an order by one column. */
class CardOrder {
  readonly #db: Database;
  readonly #cards: OrderedCards;
  readonly #column: SortColumn;

  constructor(db: Database, cards: OrderedCards, column: SortColumn) {
    this.#db = db;
    this.#cards = cards;
    this.#column = column;
  }

  /** Cards without a value. Only grades can be null. */
  async withoutKey(limit: number): Promise<number[]> {
    if (this.#column !== sortColumns.grade) return [];
    return this.#ids('uc.grade IS NULL', [], newestFirst, limit);
  }

  /** Cards in the order of the index. */
  ascending(limit: number): Promise<number[]> {
    const order = `uc.${this.#column}, ${newestFirst}`;
    return this.#ids(`uc.${this.#column} IS NOT NULL`, [], order, limit);
  }

  /**
   * Cards against the order of the index, which has ties oldest first: all cards with a higher key than the last card of
   * the page, and then the newest cards with the same key.
   */
  async descending(limit: number): Promise<number[]> {
    const key = `uc.${this.#column}`;
    const last = await this.#lastKey(limit);
    const order = `uc.${this.#column} DESC, ${newestFirst}`;
    if (last === undefined) return this.#ids(`${key} IS NOT NULL`, [], order, limit);
    const above = await this.#ids(`${key} > ?`, [last], order, limit);
    const ties = await this.#ids(`${key} = ?`, [last], newestFirst, limit - above.length);
    return [...above, ...ties];
  }

  /** Returns the key of the last card of a page in descending order, or undefined when there are fewer cards. */
  async #lastKey(limit: number): Promise<SqlValue | undefined> {
    const order = `uc.${this.#column} DESC`;
    const { sql, values } = this.#select(`uc.${this.#column} IS NOT NULL`, [], order, limit);
    const statement = this.#db.prepare<{ key: SqlValue }>(
      `SELECT uc.${this.#column} AS "key" ${sql} ORDER BY ${order} LIMIT 1 OFFSET ?`,
    );
    return (await statement.get([...values, limit - 1]))?.key;
  }

  async #ids(
    condition: string,
    values: readonly SqlValue[],
    order: string,
    limit: number,
  ): Promise<number[]> {
    const selected = this.#select(condition, values, order, limit);
    const statement = this.#db.prepare<{ id: number }, number>(
      `SELECT uc.id AS "id" ${selected.sql} ORDER BY ${order} LIMIT ?`,
      ({ id }) => id,
    );
    return statement.all([...selected.values, limit]);
  }

  /** The first cards of each category in an order. */
  #select(condition: string, values: readonly SqlValue[], order: string, limit: number): Fragment {
    const { userId, categories, filter } = this.#cards;
    const { dialect } = this.#db;
    const first = `SELECT uc.id FROM user_cards uc WHERE uc.user_id = ? AND uc.category_id = k.value AND ${condition}
      ${filter.sql} ORDER BY ${order} LIMIT ?`;
    return {
      sql: `FROM ${dialect.elements('integer')} k ${dialect.joinEach('user_cards', 'uc', first)}`,
      values: [JSON.stringify(categories), userId, ...values, ...filter.values, limit],
    };
  }
}
