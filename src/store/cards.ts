import { EncodedText } from '../encoded-text.js';
import { CardPages } from './card-pages.js';
import type { CardQuery } from './card-query.js';
import { Counts, gradeLabel } from './counts.js';
import type { Database, Statement } from './database.js';
import {
  type CardField,
  type CatalogCard,
  cardFields,
  type OwnedCard,
  ownedCardColumns,
  toOwnedCard,
} from './owned-card.js';
import { fold } from './search-text.js';
import { SearchValues } from './search-values.js';
import { type FieldNames, selection } from './selection.js';

export type { CardQuery } from './card-query.js';
export type { CardField, CatalogCard, OwnedCard, UserCard } from './owned-card.js';

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
  readonly #pages: CardPages<OwnedCard, OwnedCard[]>;
  readonly #find: Statement<OwnedCard>;
  readonly #copiesOf: Statement<number>;
  readonly #findGrade: Statement<{ userId: number; grade: number | null }>;
  readonly #setGrade: Statement<unknown>;
  readonly #setShoeboxValue: Statement<unknown>;
  readonly #highestIds: Statement<{ card: number; userCard: number }>;

  constructor(db: Database) {
    this.#db = db;
    this.#counts = new Counts(db);
    this.#searchValues = new SearchValues(db);
    this.#pages = new CardPages(db, this.#counts, this.#searchValues, {
      columns: ownedCardColumns,
      prepare: (sql) => db.prepare(sql, toOwnedCard),
      read: (statement, values) => statement.all(values),
      none: [],
    });
    this.#find = db.prepare(`${select} WHERE uc.id = ?`, toOwnedCard);
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
  list(query: CardQuery): Promise<OwnedCard[]> {
    return this.#pages.page(query);
  }

  /**
   * Returns a function that reads the same pages as JSON: an array of objects with these names and fields, in the bytes of
   * `JSON.stringify`. SQLite writes the text itself, in less than half the time of reading rows and writing them.
   */
  asJson(fields: FieldNames<CardField>): (query: CardQuery) => Promise<EncodedText> {
    const pages = new CardPages(this.#db, this.#counts, this.#searchValues, {
      columns: selection(fields, cardFields),
      prepare: (sql) => this.#db.prepare(sql),
      read: (statement, values) => statement.json(values),
      none: new EncodedText('[]'),
    });
    return (query) => pages.page(query);
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
}

/** Returns the values of a card that searches and orders compare, in the order of `SEARCH_FIELDS`. */
function searchKeys(card: CatalogCard): string[] {
  return [card.playerName, card.brand, card.year, card.cardNumber, card.teamName ?? ''].map(fold);
}
