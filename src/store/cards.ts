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
import { Counts, gradeLabel, type Holdings } from './counts.js';
import type { Database, Statement } from './database.js';
import { type CatalogCard, type OwnedCard, ownedCardColumns, toOwnedCard } from './owned-card.js';
import { fold } from './search-text.js';
import { SearchValues } from './search-values.js';

export type { CardQuery } from './card-query.js';
export type { CatalogCard, OwnedCard, UserCard } from './owned-card.js';

const select = `SELECT ${ownedCardColumns} FROM user_cards uc JOIN cards c ON c.id = uc.card_id`;

const catalogColumns = [
  'id',
  'brand',
  'year',
  'card_number',
  'variant',
  'player_name',
  'team_name',
  'category_id',
  'category',
  'set_name',
  'tcdb_id',
  'tcdb_url',
  'shoebox_value',
];

const userCardColumns = [
  'id',
  'user_id',
  'card_id',
  'grade',
  'grader',
  'share_slug',
  'photographed',
  'added_at',
  'created_at',
  'updated_at',
  'category_id',
  'player_key',
  'brand_key',
  'year_key',
  'number_key',
  'team_key',
];

/** The catalog's cards and the users' copies of them. */
export class Cards {
  readonly #db: Database;
  readonly #counts: Counts;
  readonly #searchValues: SearchValues;
  readonly #find: Statement<OwnedCard>;
  readonly #findMany: Statement<OwnedCard>;
  readonly #copiesOf: Statement<number>;
  readonly #findGrade: Statement<{ userId: number; grade: number | null }>;
  readonly #setGrade: Statement<unknown>;
  readonly #setShoeboxValue: Statement<unknown>;
  readonly #highestIds: Statement<{ card: number; userCard: number }>;

  constructor(db: Database) {
    this.#db = db;
    this.#counts = new Counts(db);
    this.#searchValues = new SearchValues(db);
    this.#find = db.prepare(`${select} WHERE uc.id = ?`, toOwnedCard);
    this.#findMany = db.prepare(`${select} WHERE uc.id IN ${db.dialect.elements('integer')}`, toOwnedCard);
    this.#copiesOf = db.prepare(
      'SELECT id AS "id" FROM user_cards WHERE card_id = ? AND user_id = ? ORDER BY id LIMIT 10',
      ({ id }: { id: number }) => id,
    );
    this.#findGrade = db.prepare('SELECT user_id AS "userId", grade AS "grade" FROM user_cards WHERE id = ?');
    this.#setGrade = db.prepare('UPDATE user_cards SET grade = ?, grader = ?, updated_at = ? WHERE id = ?');
    this.#setShoeboxValue = db.prepare(
      'UPDATE cards SET shoebox_value = ? WHERE id = (SELECT card_id FROM user_cards WHERE id = ?)',
    );
    this.#highestIds = db.prepare(
      `SELECT COALESCE((SELECT MAX(id) FROM cards), 0) AS "card",
         COALESCE((SELECT MAX(id) FROM user_cards), 0) AS "userCard"`,
    );
  }

  /** Returns a page of a user's cards. With `before`, the order is newest first. */
  async list(query: CardQuery): Promise<OwnedCard[]> {
    const { userId, q = '', words = [], graded, categoryId } = query;
    if (q === '' && words.length === 0 && graded === 'all' && categoryId === undefined && !isSorted(query)) {
      return this.#listByTime(query, filterOf(query));
    }
    const holdings = await this.#counts.holdings(userId);
    const categories =
      categoryId === undefined ? holdings.categories : holdings.categories.filter((id) => id === categoryId);
    if (categories.length === 0 || !hasAny(holdings, graded)) return [];
    if (q !== '') return this.#search(query, q, categories);
    const conditions = [filterOf(query), ...(await this.#wordConditions(words))];
    const possible = conditions.filter((condition) => condition !== undefined);
    if (possible.length < conditions.length) return [];
    const filter = joinFragments(possible, '');
    if (!isSorted(query)) return this.#listByTime(query, filter);
    return this.#load(await sortedCardIds(this.#db, { userId, categories, filter }, query));
  }

  /** Returns a card of this user by `user_cards.id`. */
  async find(userId: number, userCardId: number): Promise<OwnedCard | undefined> {
    const owned = await this.findAny(userCardId);
    return owned?.userCard.userId === userId ? owned : undefined;
  }

  /** Returns a card of any user by `user_cards.id`. */
  findAny(userCardId: number): Promise<OwnedCard | undefined> {
    return this.#find.get([userCardId]);
  }

  /** Returns the `user_cards.id`s of a user's copies of a catalog card, at most 10. */
  copiesOf(userId: number, cardId: number): Promise<number[]> {
    return this.#copiesOf.all([cardId, userId]);
  }

  async setGrade(
    userCardId: number,
    grade: number | null,
    grader: string | null,
    updatedAt: string,
  ): Promise<void> {
    const before = await this.#findGrade.get([userCardId]);
    if (before === undefined) return;
    await this.#setGrade.run([grade, grader, updatedAt, userCardId]);
    await this.#counts.move(before.userId, 'card_grade', gradeLabel(before.grade), gradeLabel(grade));
  }

  /** Sets the value of the catalog card of a user's card, in cents. */
  async setShoeboxValue(userCardId: number, cents: number | null): Promise<void> {
    await this.#setShoeboxValue.run([cents, userCardId]);
  }

  async addCatalogCards(cards: readonly CatalogCard[]): Promise<void> {
    await this.#db.insertMany(
      'cards',
      catalogColumns,
      cards.map((card) => [
        card.id,
        card.brand,
        card.year,
        card.cardNumber,
        card.variant,
        card.playerName,
        card.teamName,
        card.categoryId,
        card.category,
        card.setName,
        card.tcdbId,
        card.tcdbUrl,
        card.shoeboxValue,
      ]),
    );
  }

  /** Adds users' cards. Each is given with its catalog card, whose sort and search keys are copied. */
  async addUserCards(owned: readonly OwnedCard[]): Promise<void> {
    const keys = owned.map(({ card }) => searchKeys(card));
    await this.#db.insertMany(
      'user_cards',
      userCardColumns,
      owned.map(({ userCard, card }, index) => [
        userCard.id,
        userCard.userId,
        userCard.cardId,
        userCard.grade,
        userCard.grader,
        userCard.shareSlug,
        userCard.photographed ? 1 : 0,
        userCard.addedAt,
        userCard.createdAt,
        userCard.updatedAt,
        card.categoryId,
        ...(keys[index] ?? []),
      ]),
    );
    await this.#searchValues.add(keys);
    const grades = owned.map(({ userCard: { userId, grade } }) => ({ userId, label: gradeLabel(grade) }));
    await this.#counts.addAll('card_grade', grades);
    const categories = owned.map(({ userCard: { userId }, card: { categoryId, category } }) => ({
      userId,
      label: `${categoryId} ${category}`,
    }));
    await this.#counts.addAll('card_category', categories);
  }

  /**
   * Runs `work`, which adds many cards and gradings, without their indexes, and then creates the indexes again. That is
   * several times faster. Call it in a transaction.
   */
  inBulk<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#db.withoutIndexes('user_cards', () => this.#db.withoutIndexes('gradings', work));
  }

  /** Returns the highest ids of both tables, or 0 where there is none. */
  async highestIds(): Promise<{ card: number; userCard: number }> {
    return (await this.#highestIds.get([])) ?? { card: 0, userCard: 0 };
  }

  #listByTime(query: CardQuery, filter: Fragment): Promise<OwnedCard[]> {
    const { userId, limit, offset = 0 } = query;
    const order = byTime('uc', timeDirection(query));
    const sql = `${select} WHERE uc.user_id = ?${filter.sql} ORDER BY ${order} LIMIT ? OFFSET ?`;
    return this.#db.prepare(sql, toOwnedCard).all([userId, ...filter.values, limit, offset]);
  }

  async #search(query: CardQuery, q: string, categories: readonly number[]): Promise<OwnedCard[]> {
    const matched = await this.#searchValues.find(q);
    if (matched.size === 0) return [];
    const { userId } = query;
    const search = new CardSearch(this.#db, userId, categories, matched);
    const filter = joinFragments([filterOf(query), search.condition], '');
    if (!isSorted(query)) {
      const ids = await search.idsByTime(query);
      return ids === undefined ? this.#listByTime(query, filter) : this.#load(ids);
    }
    const ids = await search.idsSorted(query);
    if (ids !== undefined) return this.#load(ids);
    const cards = { userId, categories: await search.matchingCategories(), filter };
    return this.#load(await sortedCardIds(this.#db, cards, query));
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
  async #load(ids: readonly number[]): Promise<OwnedCard[]> {
    const cards = new Map<number, OwnedCard>();
    for (const owned of await this.#findMany.all([JSON.stringify(ids)])) cards.set(owned.userCard.id, owned);
    return ids.flatMap((id) => cards.get(id) ?? []);
  }
}

/** Returns the values of a card that searches and orders compare, in the order of `SEARCH_FIELDS`. */
function searchKeys(card: CatalogCard): string[] {
  return [card.playerName, card.brand, card.year, card.cardNumber, card.teamName ?? ''].map(fold);
}

function hasAny(holdings: Holdings, graded: CardQuery['graded']): boolean {
  return graded === 'all' || holdings[graded];
}
