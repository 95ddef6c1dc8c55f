import {
  type Category,
  categories,
  clubForms,
  creatureEnds,
  creatureStarts,
  LATEST_YEAR,
  nicknames,
} from './catalog-lists.js';
import type { NameLists } from './name-lists.js';
import { SeededRandom } from './seeded-random.js';

/** An invented player or creature, and the years in which its cards appear. */
export interface Player {
  name: string;
  team: string | null;
  firstYear: number;
  lastYear: number;
}

/** The players and teams of the cards of one seed. */
export interface Catalog {
  seed: number;
  players: ReadonlyMap<Category, readonly Player[]>;
  /** Names in other scripts than Latin, for realistic collections. */
  otherScripts: readonly NameLists[];
}

const PLAYERS_PER_CATEGORY = 72;
const TEAMS_PER_CATEGORY = 18;
/** One player in this number has a name from another language. */
const FOREIGN_EVERY = 6;

const loaded = new Map<number, Promise<Catalog>>();
const MAX_LOADED = 4;

/**
 * Returns the catalog of a seed. Names are random combinations from lists, so no player is a real person. The lists are
 * imported when the first catalog is created: a start with existing data does not need them.
 * Throws RangeError when the seed is not an integer.
 */
export async function loadCatalog(seed: number): Promise<Catalog> {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`The seed is ${seed}; it must be an integer, such as 7.`);
  const existing = loaded.get(seed);
  if (existing !== undefined) return existing;
  const catalog = createCatalog(seed);
  if (loaded.size >= MAX_LOADED) loaded.clear();
  loaded.set(seed, catalog);
  return catalog;
}

async function createCatalog(seed: number): Promise<Catalog> {
  const { cities, english, foreign, otherScripts } = await import('./names.gen.js');
  const players = new Map<Category, Player[]>();
  for (const category of categories) {
    const teams = category.people ? createTeams(seed, category, cities) : [];
    const list: Player[] = [];
    for (let index = 0; index < PLAYERS_PER_CATEGORY; index += 1) {
      const random = new SeededRandom(seed, 'players', category.id * 1000 + index);
      const lists =
        index % FOREIGN_EVERY === 0 ? foreign[(index / FOREIGN_EVERY) % foreign.length] : undefined;
      const name = category.people
        ? personName(random, lists ?? english)
        : random.pick(creatureStarts) + random.pick(creatureEnds);
      // Careers are spread evenly, so that every year of the category has players.
      const span = LATEST_YEAR - category.since;
      const firstYear = category.since + Math.floor((index * span) / PLAYERS_PER_CATEGORY);
      const lastYear = Math.min(firstYear + random.integer(5, 17), LATEST_YEAR);
      list.push({ name, team: teams.length === 0 ? null : random.pick(teams), firstYear, lastYear });
    }
    players.set(category, list);
  }
  return { seed, players, otherScripts };
}

function createTeams(seed: number, category: Category, cities: readonly string[]): string[] {
  return Array.from({ length: TEAMS_PER_CATEGORY }, (_, index) => {
    const random = new SeededRandom(seed, 'teams', category.id * 1000 + index);
    const city = random.pick(cities);
    if (category.name === 'Soccer') return random.pick(clubForms).replace('{city}', city);
    return `${city} ${random.pick(nicknames)}`;
  });
}

function personName(random: SeededRandom, { firstNames, lastNames, familyFirst }: NameLists): string {
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  return familyFirst === true ? `${last} ${first}` : `${first} ${last}`;
}
