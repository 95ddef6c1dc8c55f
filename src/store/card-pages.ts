import { sortedCardIds } from './card-order.js';
import {
  byTime,
  type CardQuery,
  type Fragment,
  filterOf,
  isSorted,
  joinFragments,
  timeDirection,
} from './card-query.js';
import { CardSearch } from './card-search.js';
import type { Counts, Holdings } from './counts.js';
import type { Database, SqlValue, Statement } from './database.js';
import type { SearchValues } from './search-values.js';

/** What is read of each card of a page. */
export interface CardReading<Row, Page> {
  /** Columns of `user_cards uc` joined with `cards c`. */
  columns: string;
  prepare(sql: string): Statement<Row>;
  read(statement: Statement<Row>, values: readonly SqlValue[]): Promise<Page>;
  none: Page;
}

/** Reads pages of users' cards in one form. */
export class CardPages<Row, Page> {
  readonly #db: Database;
  readonly #counts: Counts;
  readonly #searchValues: SearchValues;
  readonly #reading: CardReading<Row, Page>;
  readonly #byIds: Statement<Row>;
  /** The statements of pages in order of time, by filter and order. */
  readonly #byTime = new Map<string, Statement<Row>>();

  constructor(db: Database, counts: Counts, searchValues: SearchValues, reading: CardReading<Row, Page>) {
    this.#db = db;
    this.#counts = counts;
    this.#searchValues = searchValues;
    this.#reading = reading;
    this.#byIds = reading.prepare(
      `SELECT ${reading.columns} FROM ${db.dialect.numbered('integer')} k JOIN user_cards uc ON uc.id = k.value
       JOIN cards c ON c.id = uc.card_id ORDER BY k.position`,
    );
  }

  /** Returns a page of a user's cards. With `before`, the order is newest first. */
  async page(query: CardQuery): Promise<Page> {
    const { userId, q = '', words = [], graded, categoryId } = query;
    if (q === '' && words.length === 0 && graded === 'all' && categoryId === undefined && !isSorted(query)) {
      return this.#listByTime(query, filterOf(query));
    }
    const holdings = await this.#counts.holdings(userId);
    const categories =
      categoryId === undefined ? holdings.categories : holdings.categories.filter((id) => id === categoryId);
    if (categories.length === 0 || !hasAny(holdings, graded)) return this.#reading.none;
    if (q !== '') return this.#search(query, q, { userId, categories, cards: holdings.cards });
    const conditions = [filterOf(query), ...(await this.#wordConditions(words))];
    const possible = conditions.filter((condition) => condition !== undefined);
    if (possible.length < conditions.length) return this.#reading.none;
    const filter = joinFragments(possible, '');
    if (!isSorted(query)) return this.#listByTime(query, filter);
    return this.#load(await sortedCardIds(this.#db, { userId, categories, filter }, query));
  }

  #listByTime(query: CardQuery, filter: Fragment): Promise<Page> {
    const { userId, limit, offset = 0 } = query;
    const direction = timeDirection(query);
    const key = direction + filter.sql;
    let statement = this.#byTime.get(key);
    if (statement === undefined) {
      statement = this.#reading.prepare(
        `SELECT ${this.#reading.columns} FROM user_cards uc JOIN cards c ON c.id = uc.card_id
         WHERE uc.user_id = ?${filter.sql} ORDER BY ${byTime('uc', direction)} LIMIT ? OFFSET ?`,
      );
      this.#byTime.set(key, statement);
    }
    return this.#reading.read(statement, [userId, ...filter.values, limit, offset]);
  }

  async #search(
    query: CardQuery,
    q: string,
    searched: { userId: number; categories: readonly number[]; cards: number },
  ): Promise<Page> {
    const matched = await this.#searchValues.find(q);
    if (matched.size === 0) return this.#reading.none;
    const search = new CardSearch(this.#db, searched, matched);
    const filter = joinFragments([filterOf(query), search.condition], '');
    if (!isSorted(query)) {
      const ids = await search.idsByTime(query);
      return ids === undefined ? this.#listByTime(query, filter) : this.#load(ids);
    }
    const ids = await search.idsSorted(query);
    if (ids !== undefined) return this.#load(ids);
    const ordered = { userId: searched.userId, categories: await search.matchingCategories(), filter };
    return this.#load(await sortedCardIds(this.#db, ordered, query));
  }

  /** Returns conditions on `user_cards uc`, each with a leading AND. Undefined for a word that no card can have. */
  async #wordConditions(words: readonly string[]): Promise<(Fragment | undefined)[]> {
    if (words.length === 0) return [];
    const elements = this.#db.dialect.elements('text');
    return (await this.#searchValues.findWords(words)).map((matched, index) => {
      const word = words[index] ?? '';
      const fields = [...matched].map(([field, values]) => ({
        // The expression keeps the planner from using an index that is not in the order of the page.
        sql: `(uc.${field}_key || '') IN ${elements}`,
        values: [JSON.stringify(values)],
      }));
      const id = /^[0-9]{1,15}$/.test(word) ? Number(word) : 0;
      const ids = id === 0 ? [] : [{ sql: 'uc.id = ? OR uc.card_id = ?', values: [id, id] }];
      const any = [...fields, ...ids];
      if (any.length === 0) return undefined;
      const { sql, values } = joinFragments(any, ' OR ');
      return { sql: ` AND (${sql})`, values };
    });
  }

  /** Reads cards by their ids, in the order of the ids. */
  #load(ids: readonly number[]): Promise<Page> {
    return this.#reading.read(this.#byIds, [JSON.stringify(ids)]);
  }
}

function hasAny(holdings: Holdings, graded: CardQuery['graded']): boolean {
  return graded === 'all' || holdings[graded];
}
