import {
  byTime,
  type CardQuery,
  type Fragment,
  filterOf,
  joinFragments,
  type SortedQuery,
  sortColumns,
  timeDirection,
} from './card-query.js';
import type { Database, SqlValue } from './database.js';
import type { MatchedValues } from './search-values.js';

/** The number of lists of cards that a search merges. A search with more matching values reads the cards in order. */
const MAX_LISTS = 36;

/** Finds cards by values of their fields. There is an index for each field, in order of time. */
export class CardSearch {
  readonly #db: Database;
  readonly #userId: number;
  readonly #categories: readonly number[];
  readonly #cards: number;
  readonly #matched: MatchedValues;

  /** `categories` are those to search, `cards` is the number of all cards of the user. */
  constructor(
    db: Database,
    { userId, categories, cards }: { userId: number; categories: readonly number[]; cards: number },
    matched: MatchedValues,
  ) {
    this.#db = db;
    this.#userId = userId;
    this.#categories = categories;
    this.#cards = cards;
    this.#matched = matched;
  }

  /** The condition that `user_cards uc` matches, with a leading AND. */
  get condition(): Fragment {
    const fields = this.#fields().map(([column, values]) => ({
      // The expression keeps the planner from using the column's index, which is not in the order of the page.
      sql: `(uc.${column} || '') IN ${this.#db.dialect.elements('text')}`,
      values: [JSON.stringify(values)],
    }));
    const { sql, values } = joinFragments(fields, ' OR ');
    return { sql: ` AND (${sql})`, values };
  }

  /** Returns the ids of a page in order of time, or undefined when too many values match. */
  async idsByTime(query: CardQuery): Promise<number[] | undefined> {
    const lists =
      this.#fields().reduce((sum, [, values]) => sum + values.length, 0) * this.#categories.length;
    if (lists > MAX_LISTS) return undefined;
    const { limit, offset = 0 } = query;
    const filter = filterOf(query);
    const order = byTime('uc', timeDirection(query));
    const fields = this.#fields().map(([column, values]) => {
      const first = `SELECT uc.id FROM user_cards uc WHERE uc.user_id = ? AND uc.category_id = k.value
        AND uc.${column} = v.value ${filter.sql} ORDER BY ${order} LIMIT ?`;
      return {
        sql: `SELECT m.id FROM ${this.#pairs()} ${this.#db.dialect.joinEach('user_cards', 'm', first)}`,
        values: [...this.#pairValues(values), this.#userId, ...filter.values, limit + offset],
      };
    });
    const matching = joinFragments(fields, ' UNION ALL ');
    return this.#ids(
      `SELECT uc.id AS "id" FROM user_cards uc WHERE uc.id IN (${matching.sql})
       ORDER BY ${order} LIMIT ? OFFSET ?`,
      [...matching.values, limit, offset],
    );
  }

  /**
   * Returns the ids of a page in another order, or undefined when the matches are many enough that it is faster to read cards in
   * that order until a page of them matches. Of n cards with m matches, that reads about n / m times the page.
   */
  async idsSorted(query: SortedQuery): Promise<number[] | undefined> {
    const { sort, dir, limit, offset = 0 } = query;
    const most = Math.ceil(Math.sqrt(this.#cards * (limit + offset)));
    if ((await this.#count(most + 1)) > most) return undefined;
    const filter = filterOf(query);
    const fields = this.#fields().map(([column, values]) => ({
      sql: `SELECT uc.id, uc.${sortColumns[sort]} AS sort_key, uc.added_at
        FROM ${this.#pairs()} CROSS JOIN user_cards uc
        WHERE uc.user_id = ? AND uc.category_id = k.value AND uc.${column} = v.value ${filter.sql}`,
      values: [...this.#pairValues(values), this.#userId, ...filter.values],
    }));
    const matching = joinFragments(fields, ' UNION ');
    const direction = dir === 'asc' ? 'ASC NULLS LAST' : 'DESC NULLS FIRST';
    return this.#ids(
      `SELECT uc.id AS "id" FROM (${matching.sql}) uc
       ORDER BY uc.sort_key ${direction}, ${byTime('uc', 'desc')} LIMIT ? OFFSET ?`,
      [...matching.values, limit, offset],
    );
  }

  /** Returns the categories in which cards match, so that no category is read to its end in vain. */
  async matchingCategories(): Promise<number[]> {
    const found = new Set<number>();
    for (const [column, values] of this.#fields()) {
      const statement = this.#db.prepare<{ category: number }, number>(
        `SELECT k.value AS "category" FROM ${this.#db.dialect.elements('integer')} k
         WHERE EXISTS (SELECT 1 FROM ${this.#db.dialect.elements('text')} v CROSS JOIN user_cards uc
           WHERE uc.user_id = ? AND uc.category_id = k.value AND uc.${column} = v.value)`,
        ({ category }) => category,
      );
      const parameters = [JSON.stringify(this.#categories), JSON.stringify(values), this.#userId];
      for (const category of await statement.all(parameters)) found.add(category);
    }
    return [...found];
  }

  /** Counts the matching cards, up to a limit. A card counts once for each field that matches. */
  async #count(limit: number): Promise<number> {
    let count = 0;
    for (const [column, values] of this.#fields()) {
      const statement = this.#db.prepare<{ count: number }>(
        `SELECT COUNT(*) AS "count" FROM (SELECT 1 FROM ${this.#pairs()} CROSS JOIN user_cards uc
         WHERE uc.user_id = ? AND uc.category_id = k.value AND uc.${column} = v.value LIMIT ?) found`,
      );
      const row = await statement.get([...this.#pairValues(values), this.#userId, limit]);
      count += row?.count ?? 0;
    }
    return count;
  }

  #ids(sql: string, values: readonly SqlValue[]): Promise<number[]> {
    return this.#db.prepare<{ id: number }, number>(sql, ({ id }) => id).all(values);
  }

  /** The pairs of a value `v` and a category `k`. */
  #pairs(): string {
    const { dialect } = this.#db;
    return `${dialect.elements('text')} v CROSS JOIN ${dialect.elements('integer')} k`;
  }

  #pairValues(values: readonly string[]): SqlValue[] {
    return [JSON.stringify(values), JSON.stringify(this.#categories)];
  }

  /** The columns with matching values. */
  #fields(): [string, readonly string[]][] {
    return [...this.#matched].map(([field, values]) => [`${field}_key`, values]);
  }
}
