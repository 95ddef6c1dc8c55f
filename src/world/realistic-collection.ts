import type { CardDetails } from './card.js';
import type { Catalog, Player } from './catalog.js';
import { type Category, categories, LATEST_YEAR, variants } from './catalog-lists.js';
import type { PlannedCard } from './plan.js';
import { SeededRandom } from './seeded-random.js';

/** Categories whose cards have a season, such as 1986-87, instead of a year. */
const SEASONAL: readonly string[] = ['Basketball', 'Hockey'];
/** Spreads the ranks of players over their careers. It has no common divisor with the number of players. */
const RANK_STEP = 29;
const FIRST_RANK = 5;

/** How the value of a card depends on its grade, compared with a raw card. */
const gradeFactors: readonly { from: number; factor: number }[] = [
  { from: 10, factor: 14 },
  { from: 9.5, factor: 6 },
  { from: 9, factor: 3 },
  { from: 8, factor: 1.7 },
  { from: 7, factor: 1.1 },
  { from: 5, factor: 0.7 },
  { from: 1, factor: 0.4 },
];

/**
 * Returns the details of a card in a collection like a real one: few players have most of the cards and of the value,
 * names have several scripts, and people leave fields blank. `grade` is the grade of the first copy.
 */
export function realisticDetails(catalog: Catalog, index: number, grade: number | null): CardDetails {
  const random = new SeededRandom(catalog.seed, 'realistic', index);
  const category = random.pickWeighted(categories);
  const { player, standing } = choosePlayer(random, catalog.players.get(category) ?? []);
  const year = random.integer(player.firstYear, player.lastYear);
  const printed = variants.filter(({ since }) => since <= year);
  const variant = random.chance(0.22) && printed.length > 0 ? random.pickWeighted(printed) : undefined;
  const rookie = category.people && year === player.firstYear;
  const worth = { year, grade, standing, factor: (variant?.factor ?? 1) * (rookie ? 2.5 : 1) };
  return {
    category: category.name,
    player: displayName(random, catalog, category, player),
    team: random.chance(0.08) ? null : player.team,
    year: SEASONAL.includes(category.name) ? season(year) : year,
    variant: variant?.name ?? null,
    value: grade === null && random.chance(0.3) ? null : valueInCents(random, worth),
  };
}

/** Returns a player and their standing: 1 for the best known one, near 0 for most. Better known ones have more cards. */
function choosePlayer(
  random: SeededRandom,
  players: readonly Player[],
): { player: Player; standing: number } {
  const rank = Math.floor(players.length * random.fraction() ** 3);
  const player = players[(rank * RANK_STEP + FIRST_RANK) % players.length] ?? random.pick(players);
  return { player, standing: (1 - rank / players.length) ** 24 };
}

function displayName(random: SeededRandom, catalog: Catalog, { people }: Category, { name }: Player): string {
  const otherScript = random.chance(0.04);
  const long = random.chance(0.015);
  const { firstNames, lastNames, familyFirst } = random.pick(catalog.otherScripts);
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  if (!people) return name;
  if (otherScript) return familyFirst === true ? `${last} ${first}` : `${first} ${last}`;
  return long ? `${name} de la Concepción y Hernández-Villanueva Montgomery Jr.` : name;
}

/** Formats a season, such as `1986-87`. */
function season(year: number): string {
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

/** Returns a value in steps of 5 cents. */
function valueInCents(
  random: SeededRandom,
  { year, grade, standing, factor }: { year: number; grade: number | null; standing: number; factor: number },
): number {
  const common = 8 * 2 ** random.between(0, 3.5);
  const age = 1 + Math.max(0, LATEST_YEAR - year) / 15;
  const condition = gradeFactors.find(({ from }) => (grade ?? 0) >= from)?.factor ?? 1;
  return Math.max(25, Math.round((common * age * factor * condition * (1 + 60 * standing)) / 5) * 5);
}

/**
 * Returns for each card the position of the card whose timestamps it shares, which is its own for most. Raw cards are
 * partly imported in groups with equal timestamps.
 */
export function importLeaders(seed: number, firstIndex: number, plan: readonly PlannedCard[]): number[] {
  const leaders: number[] = [];
  for (let left = 0, leader = 0; leaders.length < plan.length; left -= 1) {
    const position = leaders.length;
    const isRaw = plan[position]?.gradings.length === 0;
    if (left <= 0 || !isRaw) {
      const random = new SeededRandom(seed, 'imports', firstIndex + position);
      left = isRaw && random.chance(0.12) ? random.integer(5, 40) : 1;
      leader = position;
    }
    leaders.push(leader);
  }
  return leaders;
}
