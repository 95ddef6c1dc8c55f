import { type CardQuery, conditions, orderByTime, sortedCardIds } from './card-query.js';
import { Counts, gradeLabel } from './counts.js';
import type { Database } from './database.js';

/** A card of the catalog (contract §6). `shoeboxValue` is in cents. */
export interface CatalogCard {
  id: number;
  brand: string;
  year: string;
  cardNumber: string;
  variant: string | null;
  playerName: string;
  teamName: string | null;
  categoryId: number;
  category: string;
  setName: string;
  tcdbId: number | null;
  tcdbUrl: string | null;
  shoeboxValue: number | null;
}

/** A user's copy of a catalog card (contract §6). `photographed`: front and back pictures exist. */
export interface UserCard {
  id: number;
  userId: number;
  cardId: number;
  grade: number | null;
  grader: string | null;
  shareSlug: string;
  photographed: boolean;
  addedAt: string;
  createdAt: string;
  updatedAt: string;
}

/** A user's card with its catalog card. */
export interface OwnedCard {
  userCard: UserCard;
  card: CatalogCard;
}

type OwnedCardRow = CatalogCard &
  Omit<UserCard, 'photographed'> & { userCardId: number; photographed: number };

const catalogColumns = `c.id AS cardId, c.brand AS brand, c.year AS year, c.card_number AS cardNumber, c.variant AS variant,
  c.player_name AS playerName, c.team_name AS teamName, c.category_id AS categoryId, c.category AS category,
  c.set_name AS setName, c.tcdb_id AS tcdbId, c.tcdb_url AS tcdbUrl, c.shoebox_value AS shoeboxValue`;

const userCardColumns = `uc.id AS userCardId, uc.user_id AS userId, uc.grade AS grade, uc.grader AS grader,
  uc.share_slug AS shareSlug, uc.photographed AS photographed, uc.added_at AS addedAt, uc.created_at AS createdAt,
  uc.updated_at AS updatedAt`;

/** The columns of a catalog card joined as `c`, and of the user's copy joined as `uc`. */
export const ownedCardColumns = `${userCardColumns}, ${catalogColumns}`;

const searchSeparator = '\u001f';

/** Returns the text that `q` searches: player, brand, year, card number and team, in lower case. */
export function searchText(card: Omit<CatalogCard, 'id'>): string {
  return [card.playerName, card.brand, card.year, card.cardNumber, card.teamName ?? '']
    .join(searchSeparator)
    .toLowerCase();
}

export type { CardQuery } from './card-query.js';

export class Cards {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns a page of a user's cards. With `before`, the order is newest first. */
  async list(query: CardQuery): Promise<OwnedCard[]> {
    const { sort, limit, offset = 0 } = query;
    const byTime = orderByTime(query);
    if (byTime !== undefined || sort === 'added') {
      const { where, values } = conditions(query);
      const rows = await this.#db.all<OwnedCardRow>(
        `SELECT ${ownedCardColumns} FROM user_cards uc JOIN cards c ON c.id = uc.card_id
         WHERE ${where} ORDER BY ${byTime} LIMIT ? OFFSET ?`,
        ...[...values, limit, offset],
      );
      return rows.map(toOwnedCard);
    }
    const ids = await sortedCardIds(this.#db, query, sort);
    const rows = await this.#db.all<OwnedCardRow>(
      `SELECT ${ownedCardColumns} FROM json_each(?) wanted JOIN user_cards uc ON uc.id = wanted.value
       JOIN cards c ON c.id = uc.card_id ORDER BY wanted.key`,
      JSON.stringify(ids),
    );
    return rows.map(toOwnedCard);
  }

  /** Returns the number of the user's cards that match. */
  async count(query: Omit<CardQuery, 'limit' | 'sort' | 'dir'>): Promise<number> {
    const { where, values } = conditions(query);
    const row = await this.#db.get<{ count: number }>(
      `SELECT COUNT(*) AS count FROM user_cards uc JOIN cards c ON c.id = uc.card_id WHERE ${where}`,
      ...values,
    );
    return row?.count ?? 0;
  }

  /** Returns a card of this user by `user_cards.id`. */
  async find(userId: number, userCardId: number): Promise<OwnedCard | undefined> {
    const owned = await this.findAny(userCardId);
    return owned?.userCard.userId === userId ? owned : undefined;
  }

  /** Returns a card of any user by `user_cards.id`. */
  async findAny(userCardId: number): Promise<OwnedCard | undefined> {
    const row = await this.#db.get<OwnedCardRow>(
      `SELECT ${ownedCardColumns} FROM user_cards uc JOIN cards c ON c.id = uc.card_id WHERE uc.id = ?`,
      userCardId,
    );
    return row && toOwnedCard(row);
  }

  /** Returns the `user_cards.id`s of a user's copies of a catalog card, at most 10. */
  async copiesOf(userId: number, cardId: number): Promise<number[]> {
    const rows = await this.#db.all<{ id: number }>(
      'SELECT id FROM user_cards WHERE card_id = ? AND user_id = ? ORDER BY id LIMIT 10',
      ...[cardId, userId],
    );
    return rows.map(({ id }) => id);
  }

  async setGrade(userCardId: number, grade: number | null, grader: string, updatedAt: string): Promise<void> {
    const before = await this.#db.get<{ userId: number; grade: number | null }>(
      'SELECT user_id AS userId, grade FROM user_cards WHERE id = ?',
      userCardId,
    );
    if (before === undefined) return;
    const sql = 'UPDATE user_cards SET grade = ?, grader = ?, updated_at = ? WHERE id = ?';
    await this.#db.run(sql, grade, grader, updatedAt, userCardId);
    const { userId } = before;
    await new Counts(this.#db).move(userId, 'card_grade', gradeLabel(before.grade), gradeLabel(grade));
  }

  async addCatalogCards(cards: readonly CatalogCard[]): Promise<void> {
    await this.#db.insertMany(
      'cards',
      [
        ...[
          'id',
          'brand',
          'year',
          'card_number',
          'variant',
          'player_name',
          'team_name',
          'category_id',
          'category',
        ],
        ...['set_name', 'tcdb_id', 'tcdb_url', 'shoebox_value', 'search_text'],
      ],
      cards.map((card) => [
        ...[card.id, card.brand, card.year, card.cardNumber, card.variant, card.playerName, card.teamName],
        ...[card.categoryId, card.category, card.setName, card.tcdbId, card.tcdbUrl, card.shoeboxValue],
        searchText(card),
      ]),
    );
  }

  /** Adds users' cards. Each is given with its catalog card, whose sort keys are copied. */
  async addUserCards(owned: readonly OwnedCard[]): Promise<void> {
    const userCards = owned.map(({ userCard }) => userCard);
    await this.#db.insertMany(
      'user_cards',
      [
        ...['id', 'user_id', 'card_id', 'grade', 'grader', 'share_slug', 'photographed'],
        ...['added_at', 'created_at', 'updated_at', 'player_name', 'brand', 'year', 'category_id'],
      ],
      owned.map(({ userCard: card, card: { playerName, brand, year, categoryId } }) => [
        ...[
          card.id,
          card.userId,
          card.cardId,
          card.grade,
          card.grader,
          card.shareSlug,
          card.photographed ? 1 : 0,
        ],
        ...[card.addedAt, card.createdAt, card.updatedAt, playerName, brand, year, categoryId],
      ]),
    );
    const counts = new Counts(this.#db);
    const labels = userCards.map(({ userId, grade }) => ({ userId, label: gradeLabel(grade) }));
    await counts.addAll('card_grade', labels);
    await counts.addCategories(userCards.map(({ id }) => id));
  }

  /**
   * Runs `work`, which adds many cards, without the indexes of sorted lists, and then creates them again. That is several
   * times faster. Call it in a transaction.
   */
  async inBulk<Result>(work: () => Promise<Result>): Promise<Result> {
    const indexes = await this.#db.all<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'user_cards' AND name IN
         ('user_cards_by_player', 'user_cards_by_brand', 'user_cards_by_year', 'user_cards_by_grade')`,
    );
    for (const { name } of indexes) await this.#db.run(`DROP INDEX ${name}`);
    const result = await work();
    for (const { sql } of indexes) await this.#db.run(sql);
    return result;
  }

  /** Returns the highest ids of both tables, or 0 where there is none. */
  async highestIds(): Promise<{ card: number; userCard: number }> {
    const row = await this.#db.get<{ card: number; userCard: number }>(
      `SELECT COALESCE((SELECT MAX(id) FROM cards), 0) AS card,
         COALESCE((SELECT MAX(id) FROM user_cards), 0) AS userCard`,
    );
    return { card: row?.card ?? 0, userCard: row?.userCard ?? 0 };
  }
}

/** Converts a row of `ownedCardColumns`. */
export function toOwnedCard(row: OwnedCardRow): OwnedCard {
  const { userCardId, userId, cardId, grade, grader, shareSlug, addedAt, createdAt, updatedAt } = row;
  const { brand, year, cardNumber, variant, playerName, teamName, categoryId, category } = row;
  const { setName, tcdbId, tcdbUrl, shoeboxValue } = row;
  const photographed = row.photographed === 1;
  return {
    userCard: {
      id: userCardId,
      userId,
      cardId,
      grade,
      grader,
      shareSlug,
      photographed,
      addedAt,
      createdAt,
      updatedAt,
    },
    card: {
      id: cardId,
      brand,
      year,
      cardNumber,
      variant,
      playerName,
      teamName,
      categoryId,
      category,
      setName,
      tcdbId,
      tcdbUrl,
      shoeboxValue,
    },
  };
}
