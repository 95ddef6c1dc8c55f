import {
  type Category,
  categories,
  clubForms,
  creatureEnds,
  creatureStarts,
  LATEST_YEAR,
  nicknames,
} from './catalog-lists.js';
import { SeededRandom } from './seeded-random.js';

/** An invented player, or creature, and the years in which cards of it appear. */
export interface Player {
  name: string;
  team: string | null;
  firstYear: number;
  lastYear: number;
}

/** The people and teams that a seed's cards show. */
export interface Catalog {
  seed: number;
  players: ReadonlyMap<Category, readonly Player[]>;
}

interface NameLists {
  firstNames: readonly string[];
  lastNames: readonly string[];
  familyFirst?: boolean;
}

const PLAYERS_PER_CATEGORY = 72;
const TEAMS_PER_CATEGORY = 18;
/** Every so many players one bears a name from another language. */
const FOREIGN_EVERY = 6;

const known = new Map<number, Promise<Catalog>>();
const KNOWN_SEEDS = 4;

/**
 * The catalog of a seed. faker gives the lists of names, the seed's own draws choose from them: nobody here is a real
 * person. The lists are loaded with the first catalog, since they cost time at start that a restart need not spend.
 * Throws RangeError when the seed is no whole number.
 */
export async function loadCatalog(seed: number): Promise<Catalog> {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`The seed is ${seed}; it must be a whole number, such as 7.`);
  const before = known.get(seed);
  if (before !== undefined) return before;
  const catalog = createCatalog(seed);
  if (known.size >= KNOWN_SEEDS) known.clear();
  known.set(seed, catalog);
  return catalog;
}

async function createCatalog(seed: number): Promise<Catalog> {
  const { cities, english, foreign } = await loadNames();
  const players = new Map<Category, Player[]>();
  for (const category of categories) {
    const teams = category.people ? createTeams(seed, category, cities) : [];
    const list: Player[] = [];
    for (let index = 0; index < PLAYERS_PER_CATEGORY; index += 1) {
      const draw = new SeededRandom(seed, 'players', category.id * 1000 + index);
      const lists =
        index % FOREIGN_EVERY === 0 ? foreign[(index / FOREIGN_EVERY) % foreign.length] : undefined;
      const name = category.people
        ? personName(draw, lists ?? english)
        : draw.pick(creatureStarts) + draw.pick(creatureEnds);
      // Careers are spread evenly, so that every year since the category began has players.
      const span = LATEST_YEAR - category.since;
      const firstYear = category.since + Math.floor((index * span) / PLAYERS_PER_CATEGORY);
      const lastYear = Math.min(firstYear + draw.integer(5, 17), LATEST_YEAR);
      list.push({ name, team: teams.length === 0 ? null : draw.pick(teams), firstYear, lastYear });
    }
    players.set(category, list);
  }
  return { seed, players };
}

function createTeams(seed: number, category: Category, cities: readonly string[]): string[] {
  return Array.from({ length: TEAMS_PER_CATEGORY }, (_, index) => {
    const draw = new SeededRandom(seed, 'teams', category.id * 1000 + index);
    const city = draw.pick(cities);
    if (category.name === 'Soccer') return draw.pick(clubForms).replace('{city}', city);
    return `${city} ${draw.pick(nicknames)}`;
  });
}

function personName(draw: SeededRandom, { firstNames, lastNames, familyFirst }: NameLists): string {
  const first = draw.pick(firstNames);
  const last = draw.pick(lastNames);
  return familyFirst === true ? `${last} ${first}` : `${first} ${last}`;
}

async function loadNames(): Promise<{ cities: readonly string[]; english: NameLists; foreign: NameLists[] }> {
  const [{ faker: en }, { faker: cs }, { faker: es }, { faker: ja }, { faker: pl }] = await Promise.all([
    import('@faker-js/faker/locale/en'),
    import('@faker-js/faker/locale/cs_CZ'),
    import('@faker-js/faker/locale/es'),
    import('@faker-js/faker/locale/ja'),
    import('@faker-js/faker/locale/pl'),
  ]);
  const english = namesOf(en);
  return {
    cities: listOf(en.rawDefinitions.location?.city_name),
    english,
    foreign: [
      withLastNames(namesOf(cs), beyondAscii),
      withLastNames(english, /'/),
      withLastNames(namesOf(es), beyondAscii),
      { ...namesOf(ja), familyFirst: true },
      withLastNames(namesOf(pl), beyondAscii),
    ],
  };
}

const beyondAscii = /[^ -~]/;

function withLastNames(names: NameLists, form: RegExp): NameLists {
  return { ...names, lastNames: names.lastNames.filter((name) => form.test(name)) };
}

type Locale = typeof import('@faker-js/faker/locale/en')['faker'];

/** Family names of some languages differ for women and men; there the two lists of one gender go together. */
function namesOf({ rawDefinitions: { person } }: Locale): NameLists {
  const { male, female } = person?.first_name ?? {};
  const { male: lastNames, generic } = person?.last_name ?? {};
  if (lastNames != null) return { firstNames: listOf(male), lastNames };
  return { firstNames: [...listOf(female), ...listOf(male)], lastNames: listOf(generic) };
}

function listOf(list: readonly string[] | null | undefined): readonly string[] {
  if (list == null || list.length === 0)
    throw new Error('@faker-js/faker lacks a list of names that worlds need');
  return list;
}
