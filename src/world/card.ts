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

/** What is known of a card beforehand; the seed decides the rest. `value` is in cents. */
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
 * The catalog card with this index (from 0): its year lies in the player's career and in the brand's time, and its
 * value fits its age, its variant and `grade`, the grade of the copy that it is made for (null when that is raw).
 */
export function createCard(
  catalog: Catalog,
  index: number,
  grade: number | null = null,
  details: CardDetails = {},
): CatalogCard {
  const draw = new SeededRandom(catalog.seed, 'card', index);
  const drawnCategory = draw.pickWeighted(categories);
  const category = categories.find(({ name }) => name === details.category) ?? drawnCategory;
  const player = choosePlayer(draw, catalog.players.get(category) ?? [], details.year);
  const drawnYear = draw.integer(player.firstYear, player.lastYear);
  const year = Number(details.year ?? drawnYear);
  const brand = details.brand ?? chooseBrand(draw, category, year);
  const line = draw.pick(category.people ? series : gameSeries);
  const drawnVariant = draw.chance(0.4) ? draw.pickWeighted(variants) : undefined;
  const variant = drawnVariant !== undefined && drawnVariant.since <= year ? drawnVariant : undefined;
  const cardNumber = chooseNumber(draw, category.people && year === player.firstYear);
  const tcdbId = draw.chance(0.75) ? 100_000 + draw.integer(0, 899_999) : null;
  const value = chooseValue(draw, { year, grade, factor: variant?.factor ?? 1 });
  return {
    id: firstIds.card + index,
    brand,
    year: String(year),
    cardNumber: details.cardNumber ?? cardNumber,
    variant: details.variant === undefined ? (variant?.name ?? null) : details.variant,
    playerName: details.player ?? player.name,
    teamName: details.team === undefined ? player.team : details.team,
    categoryId: category.id,
    category: category.name,
    setName: details.set ?? `${year} ${brand} ${line}`,
    tcdbId,
    tcdbUrl: tcdbId === null ? null : `https://tcdb.example/cards/${tcdbId}`,
    shoeboxValue: details.value === undefined ? value : details.value,
  };
}

/** A player; when the year is given, one whose career covers it, if there is one. */
function choosePlayer(draw: SeededRandom, players: readonly Player[], year?: number | string): Player {
  const fitting =
    year === undefined
      ? players
      : players.filter(({ firstYear, lastYear }) => firstYear <= Number(year) && Number(year) <= lastYear);
  return draw.pick(fitting.length === 0 ? players : fitting);
}

function chooseBrand(draw: SeededRandom, category: Category, year: number): string {
  const all = category.people ? brands : gameBrands;
  const printing = all.filter(({ since }) => since <= year);
  return draw.pickWeighted(printing.length === 0 ? all : printing).name;
}

function chooseNumber(draw: SeededRandom, rookie: boolean): string {
  const plain = draw.integer(1, 400);
  const special = draw.chance(0.08);
  if (rookie) return `RC-${1 + (plain % 60)}`;
  return special ? `SP-${1 + (plain % 30)}` : String(plain);
}

/** Cents, or null for the cards that nobody has valued. */
function chooseValue(
  draw: SeededRandom,
  { year, grade, factor }: { year: number; grade: number | null; factor: number },
): number | null {
  const unvalued = draw.chance(0.12);
  const base = 75 * 2 ** draw.between(0, 6);
  if (unvalued) return null;
  const age = 1 + Math.max(0, LATEST_YEAR - year) / 12;
  // A raw card is worth what a copy in middling condition is.
  const condition = 0.5 * 1.45 ** ((grade ?? 7) - 5);
  return Math.max(25, Math.round(base * age * factor * condition));
}
