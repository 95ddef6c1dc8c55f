import type { CatalogCard } from '../store/cards.js';
import type { Catalog, Player } from './catalog.js';
import {
  brands,
  type Category,
  categories,
  gameBrands,
  gameSeries,
  LATEST_YEAR,
  series,
  variants,
} from './catalog-lists.js';
import { firstIds } from './ids.js';
import { SeededRandom } from './seeded-random.js';

/** The fields of a card that a world file sets; the seed decides the others. `value` is in cents. */
export interface CardDetails {
  player?: string;
  team?: string | null;
  category?: string;
  year?: number | string;
  brand?: string;
  set?: string;
  cardNumber?: string;
  variant?: string | null;
  value?: number | null;
}

/**
 * Returns the catalog card with the given index (from 0). Its year lies in the player's career and in the years of the
 * brand. Its value depends on its age, its variant and `grade`, the grade of the first copy (null for a raw card).
 */
export function createCard(
  catalog: Catalog,
  index: number,
  grade: number | null = null,
  details: CardDetails = {},
): CatalogCard {
  const random = new SeededRandom(catalog.seed, 'card', index);
  const seededCategory = random.pickWeighted(categories);
  const category = categories.find(({ name }) => name === details.category) ?? seededCategory;
  const player = choosePlayer(random, catalog.players.get(category) ?? [], details.year);
  const seededYear = random.integer(player.firstYear, player.lastYear);
  const yearText = String(details.year ?? seededYear);
  const year = Number.parseInt(yearText, 10);
  const brand = details.brand ?? chooseBrand(random, category, year);
  const line = random.pick(category.people ? series : gameSeries);
  const seededVariant = random.chance(0.4) ? random.pickWeighted(variants) : undefined;
  const variant = seededVariant !== undefined && seededVariant.since <= year ? seededVariant : undefined;
  const cardNumber = chooseCardNumber(random, category.people && year === player.firstYear);
  const tcdbId = random.chance(0.75) ? 100_000 + random.integer(0, 899_999) : null;
  const value = chooseValue(random, { year, grade, factor: variant?.factor ?? 1 });
  return {
    id: firstIds.card + index,
    brand,
    year: yearText,
    cardNumber: details.cardNumber ?? cardNumber,
    variant: details.variant === undefined ? (variant?.name ?? null) : details.variant,
    playerName: details.player ?? player.name,
    teamName: details.team === undefined ? player.team : details.team,
    categoryId: category.id,
    category: category.name,
    setName: details.set ?? `${yearText} ${brand} ${line}`,
    tcdbId,
    tcdbUrl: tcdbId === null ? null : `https://tcdb.example/cards/${tcdbId}`,
    shoeboxValue: details.value === undefined ? value : details.value,
  };
}

/** Picks a player. When a year is given, prefers a player whose career includes it. */
function choosePlayer(random: SeededRandom, players: readonly Player[], year?: number | string): Player {
  const wanted = Number.parseInt(String(year), 10);
  const matching =
    year === undefined
      ? players
      : players.filter(({ firstYear, lastYear }) => firstYear <= wanted && wanted <= lastYear);
  return random.pick(matching.length === 0 ? players : matching);
}

function chooseBrand(random: SeededRandom, category: Category, year: number): string {
  const all = category.people ? brands : gameBrands;
  const printing = all.filter(({ since }) => since <= year);
  return random.pickWeighted(printing.length === 0 ? all : printing).name;
}

function chooseCardNumber(random: SeededRandom, rookie: boolean): string {
  const plain = random.integer(1, 400);
  const special = random.chance(0.08);
  if (rookie) return `RC-${1 + (plain % 60)}`;
  return special ? `SP-${1 + (plain % 30)}` : String(plain);
}

/** Returns the value in cents, or null for a card without a value. */
function chooseValue(
  random: SeededRandom,
  { year, grade, factor }: { year: number; grade: number | null; factor: number },
): number | null {
  const unvalued = random.chance(0.12);
  const base = 75 * 2 ** random.between(0, 6);
  if (unvalued) return null;
  const age = 1 + Math.max(0, LATEST_YEAR - year) / 12;
  // A raw card has the value of a copy with grade 7.
  const condition = 0.5 * 1.45 ** ((grade ?? 7) - 5);
  return Math.max(25, Math.round(base * age * factor * condition));
}
