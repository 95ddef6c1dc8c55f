/** A category of cards. `people` is true when its players are persons who play in teams. */
export interface Category {
  id: number;
  name: string;
  people: boolean;
  /** The first year in which its cards were printed. */
  since: number;
  weight: number;
}

/** The latest year of a generated card. It lies before the history of every world. */
export const LATEST_YEAR = 2024;

export const categories: readonly Category[] = [
  { id: 1, name: 'Baseball', people: true, since: 1952, weight: 30 },
  { id: 2, name: 'Basketball', people: true, since: 1957, weight: 22 },
  { id: 3, name: 'Football', people: true, since: 1955, weight: 18 },
  { id: 4, name: 'Hockey', people: true, since: 1954, weight: 9 },
  { id: 5, name: 'Soccer', people: true, since: 1970, weight: 11 },
  { id: 6, name: 'Pokémon', people: false, since: 1996, weight: 10 },
];

/** A manufacturer of cards and its first year. */
export interface Brand {
  name: string;
  since: number;
  weight: number;
}

/** Manufacturers of cards: mostly invented, with a few real names. */
export const brands: readonly Brand[] = [
  { name: 'Fieldstone', since: 1952, weight: 4 },
  { name: 'Topps', since: 1952, weight: 4 },
  { name: 'Old Harbor', since: 1955, weight: 3 },
  { name: 'Pennant & Sons', since: 1961, weight: 3 },
  { name: 'Kestrel', since: 1978, weight: 3 },
  { name: 'Upper Deck', since: 1989, weight: 2 },
  { name: 'Northgate', since: 1990, weight: 3 },
  { name: 'Panini', since: 1991, weight: 2 },
  { name: 'Lumière', since: 1996, weight: 2 },
  { name: "Collector's Vault", since: 2004, weight: 2 },
];

/** Manufacturers of trading card games. */
export const gameBrands: readonly Brand[] = [
  { name: 'Wildspark', since: 1996, weight: 3 },
  { name: 'Pocket Atlas', since: 1999, weight: 2 },
  { name: 'Lumière', since: 1996, weight: 1 },
];

export const series = ['Premier', 'Heritage', 'Chrome', 'Select', 'Traditions', 'Update', 'Stadium', 'Base'];
export const gameSeries = ['Base Set', 'Tide & Ember', 'Hollow Woods', 'Storm Crown', 'First Light'];

/** Variants of a card, with their first year and their factor on the value. */
export const variants = [
  { name: 'Foil', since: 1993, factor: 1.5, weight: 10 },
  { name: 'Refractor', since: 1993, factor: 2.2, weight: 12 },
  { name: 'Silver', since: 1996, factor: 1.8, weight: 8 },
  { name: 'Blue /199', since: 2000, factor: 2.6, weight: 6 },
  { name: 'Green /99', since: 2000, factor: 3.5, weight: 5 },
  { name: 'Gold /50', since: 2000, factor: 5, weight: 4 },
  { name: 'Orange /25', since: 2003, factor: 8, weight: 2 },
  { name: 'Autograph', since: 1997, factor: 6, weight: 3 },
  { name: 'One of One', since: 2005, factor: 40, weight: 0.4 },
] as const;

export const nicknames = [
  'Herons',
  'Lanterns',
  'Millers',
  'Comets',
  'Ironclads',
  'Foxes',
  'Lumberjacks',
  'Harriers',
  'Sentinels',
  'Otters',
  'Drummers',
  'Kingfishers',
  'Anvils',
  'Meteors',
  'Badgers',
  'Ferrymen',
  'Pilots',
  'Wranglers',
] as const;

export const clubForms = [
  '{city} FC',
  '{city} United',
  'Athletic {city}',
  '{city} Rovers',
  'Sporting {city}',
];

export const creatureStarts = ['Volt', 'Moss', 'Ember', 'Gla', 'Tide', 'Umbra', 'Pix', 'Thorn', 'Né', 'Quar'];
export const creatureEnds = ['arok', 'fang', 'izard', 'cub', 'elle', 'odon', 'wing', 'tail', 'umi', 'zel'];
