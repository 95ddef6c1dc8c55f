import { setImmediate } from 'node:timers/promises';
import type { CatalogCard, OwnedCard } from '../store/cards.js';
import type { Grading } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import { createCardRows } from './card-with-gradings.js';
import { loadCatalog } from './catalog.js';
import { nextIndices } from './next-ids.js';
import { createPlan, type Holdings } from './plan.js';
import { importLeaders } from './realistic-collection.js';
import { momentsOf, recentTimeline, settledTimeline } from './timeline.js';

/** The number of cards written so far, and in total. */
export interface Progress {
  done: number;
  total: number;
}

/** The number of rows written for an account. */
export interface Populated {
  cards: number;
  gradings: number;
}

/** The rows to write for one user. */
export interface Population extends Holdings {
  userId: number;
  seed: number;
  /** The instant at which the generated history ends, as ISO 8601. */
  anchor: string;
  /** The indices (from 0) of the first card and grading. Default: those after the highest ids in the store. */
  firstIndex?: { card: number; grading: number };
  onProgress?: (progress: Progress) => void;
}

/** The number of cards written at once. */
const BATCH_SIZE = 250;
/** One raw card in this number is another copy of the previous raw card's catalog card. */
const COPY_EVERY = 6;

/** Writes the cards and gradings of a user. Call it in a transaction: after a failure, rows may remain. */
export async function populateAccount(tables: Tables, population: Population): Promise<Populated> {
  const { userId, seed } = population;
  const catalog = await loadCatalog(seed);
  const first = population.firstIndex ?? (await nextIndices(tables));
  const { settled, recent } = createPlan(seed, first.card, population);
  const plan = [...settled, ...recent];
  const anchor = Date.parse(population.anchor);
  const ties = population.ties ?? 1;
  const realistic = population.profile === 'realistic';
  const settledTime = {
    ...settledTimeline(anchor, settled.length, ties),
    ...(realistic && { leaders: importLeaders(seed, first.card, settled) }),
  };
  const recentTime = recentTimeline(anchor, recent.length, ties);
  let gradingIndex = first.grading;
  let batch = emptyBatch();
  let rawCards = 0;
  let lastRaw: CatalogCard | undefined;
  for (const [position, planned] of plan.entries()) {
    const isSettled = position < settled.length;
    const slot = isSettled ? position : position - settled.length;
    const cardIndex = first.card + position;
    const time = isSettled ? settledTime : recentTime;
    const moments = momentsOf(seed, cardIndex - slot, slot, time, planned.gradings.length);
    const isRaw = planned.gradings.length === 0 && planned.details === undefined;
    if (isRaw) rawCards += 1;
    const shared = isRaw && rawCards % COPY_EVERY === 0 ? lastRaw : undefined;
    const rows = createCardRows(catalog, { userId, cardIndex, gradingIndex }, planned, moments, {
      shared,
      realistic,
    });
    if (shared === undefined) batch.cards.push(rows.card);
    batch.owned.push({ userCard: rows.userCard, card: rows.card });
    batch.gradings.push(...rows.gradings);
    gradingIndex += rows.gradings.length;
    if (isRaw) lastRaw = rows.card;
    if (batch.owned.length === BATCH_SIZE || position === plan.length - 1) {
      await writeBatch(tables, batch);
      batch = emptyBatch();
      population.onProgress?.({ done: position + 1, total: plan.length });
      // Lets signals and timers run while a large world is written.
      await setImmediate();
    }
  }
  return { cards: plan.length, gradings: gradingIndex - first.grading };
}

interface Batch {
  cards: CatalogCard[];
  owned: OwnedCard[];
  gradings: Grading[];
}

function emptyBatch(): Batch {
  return { cards: [], owned: [], gradings: [] };
}

async function writeBatch(tables: Tables, { cards, owned, gradings }: Batch): Promise<void> {
  if (cards.length > 0) await tables.cards.addCatalogCards(cards);
  await tables.cards.addUserCards(owned);
  if (gradings.length > 0) await tables.gradings.addMany(gradings);
}
