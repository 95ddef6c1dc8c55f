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

/** A row of `catalogCardColumns` and `cardId`. */
export interface CatalogCardRow extends Omit<CatalogCard, 'id'> {
  cardId: number;
}

/** A row of `ownedCardColumns`. */
export interface OwnedCardRow extends CatalogCardRow {
  userCardId: number;
  userId: number;
  grade: number | null;
  grader: string | null;
  shareSlug: string;
  photographed: number;
  addedAt: string;
  cardCreatedAt: string;
  cardUpdatedAt: string;
}

/** The columns of `cards c`, without its id. */
export const catalogCardColumns = `c.brand AS "brand", c.year AS "year", c.card_number AS "cardNumber",
  c.variant AS "variant", c.player_name AS "playerName", c.team_name AS "teamName", c.category_id AS "categoryId",
  c.category AS "category", c.set_name AS "setName", c.tcdb_id AS "tcdbId", c.tcdb_url AS "tcdbUrl",
  c.shoebox_value AS "shoeboxValue"`;

/** The columns of `user_cards uc` joined with `cards c`. */
export const ownedCardColumns = `uc.id AS "userCardId", uc.user_id AS "userId", uc.card_id AS "cardId",
  uc.grade AS "grade", uc.grader AS "grader", uc.share_slug AS "shareSlug", uc.photographed AS "photographed",
  uc.added_at AS "addedAt", uc.created_at AS "cardCreatedAt", uc.updated_at AS "cardUpdatedAt", ${catalogCardColumns}`;

/** Converts a row of `ownedCardColumns`. */
export function toOwnedCard(row: OwnedCardRow): OwnedCard {
  return {
    userCard: {
      id: row.userCardId,
      userId: row.userId,
      cardId: row.cardId,
      grade: row.grade,
      grader: row.grader,
      shareSlug: row.shareSlug,
      photographed: row.photographed === 1,
      addedAt: row.addedAt,
      createdAt: row.cardCreatedAt,
      updatedAt: row.cardUpdatedAt,
    },
    card: toCatalogCard(row),
  };
}

/** Converts a row of `catalogCardColumns` and `cardId`. */
export function toCatalogCard(row: CatalogCardRow): CatalogCard {
  return {
    id: row.cardId,
    brand: row.brand,
    year: row.year,
    cardNumber: row.cardNumber,
    variant: row.variant,
    playerName: row.playerName,
    teamName: row.teamName,
    categoryId: row.categoryId,
    category: row.category,
    setName: row.setName,
    tcdbId: row.tcdbId,
    tcdbUrl: row.tcdbUrl,
    shoeboxValue: row.shoeboxValue,
  };
}

/** SQL expressions of single fields of `user_cards uc` joined with `cards c`, for pages that are read as JSON. */
export const cardFields = {
  id: 'uc.id',
  cardId: 'uc.card_id',
  brand: 'c.brand',
  year: 'c.year',
  cardNumber: 'c.card_number',
  variant: 'c.variant',
  playerName: 'c.player_name',
  teamName: 'c.team_name',
  category: 'c.category',
  /** As text, such as `8.5` or `9`. */
  grade: `CASE WHEN uc.grade = CAST(uc.grade AS INTEGER) THEN CAST(CAST(uc.grade AS INTEGER) AS TEXT)
    ELSE CAST(uc.grade AS TEXT) END`,
  grader: 'uc.grader',
  shoeboxValue: 'c.shoebox_value',
  addedAt: 'uc.added_at',
  /** The id of the card when it has pictures, otherwise null. */
  photographedId: 'CASE WHEN uc.photographed = 1 THEN uc.id END',
} as const;

export type CardField = keyof typeof cardFields;
