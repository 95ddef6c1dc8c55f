import type { CatalogCard, OwnedCard } from '../store/cards.js';
import type { Capture, Grades, Grading, GradingState } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import type { Populated } from './populate-account.js';

/** A card with explicit ids and times, as `chck import` writes it. */
export interface CardRecord extends Omit<CatalogCard, 'id'> {
  /** The `user_card_id` of the API. */
  id: number;
  /** The `card_id` of the API; several cards may have the same. */
  cardId: number;
  grade: number | null;
  grader: string | null;
  shareSlug: string;
  photographed: boolean;
  addedAt: string;
  createdAt: string;
  updatedAt: string;
}

/** A grading with explicit ids and times. `userCardId` is the `id` of a card of the same account. */
export interface GradingRecord {
  id: string;
  userCardId: number;
  uniqueIdentifier: number;
  state: Extract<GradingState, 'completed' | 'failed'>;
  capture: Capture;
  grades: Grades | null;
  modelGrade: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
}

/** Everything that an account has, with explicit ids and times. */
export interface Records {
  cards: CardRecord[];
  gradings: GradingRecord[];
}

/** The number of rows written at once. */
const BATCH_SIZE = 1000;

/** Writes the records of a user. Call it in a transaction: after a failure, rows may remain. */
export async function writeRecords(
  tables: Tables,
  userId: number,
  { cards, gradings }: Records,
): Promise<Populated> {
  const catalog = new Set<number>();
  for (const batch of batchesOf(cards)) {
    const owned = batch.map((record) => ownedCard(userId, record));
    const added = owned.map(({ card }) => card).filter(({ id }) => !catalog.has(id) && catalog.add(id));
    if (added.length > 0) await tables.cards.addCatalogCards(added);
    await tables.cards.addUserCards(owned);
  }
  for (const batch of batchesOf(gradings)) {
    await tables.gradings.addMany(
      batch.map((record): Grading => ({ ...record, userId, plan: null, dueAt: null })),
    );
  }
  return { cards: cards.length, gradings: gradings.length };
}

function ownedCard(userId: number, record: CardRecord): OwnedCard {
  const { id, cardId, grade, grader, shareSlug, photographed, addedAt, createdAt, updatedAt, ...card } =
    record;
  return {
    card: { ...card, id: cardId },
    userCard: { id, userId, cardId, grade, grader, shareSlug, photographed, addedAt, createdAt, updatedAt },
  };
}

function batchesOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH_SIZE) }, (_, index) =>
    rows.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
