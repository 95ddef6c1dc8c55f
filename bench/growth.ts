import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardQuery } from '../src/store/cards.js';
import { openStore, type Store } from '../src/store/store.js';
import { portalRows } from './portal-pages.js';
import { newFolder, startMock } from './servers.js';
import { type Row, row } from './table.js';

/**
 * Compares each page, filter, order and search in a world of 1,000,000 cards with the same in one of 1,000, and measures
 * how fast the large world is created. A search finds fewer cards in the small world, so the numbers of rows are shown.
 */
const RUNS = 60;
const WARM_UP = 20;
const TARGET = 1.3;
const CARDS = 1_000_000;

type Operation = (store: Store) => Promise<readonly unknown[]>;

interface Timed {
  microseconds: number;
  rows: number;
}

/** The same account in small: a world file. */
const SMALL = `accounts:
  - email: dev@partner.example
    rawCards: 900
    gradings: { full: 90, twoImage: 5, failed: 3, inProgress: 1, submitted: 1 }
`;

const page: CardQuery = { userId: 1, limit: 26, graded: 'all', sort: 'added', dir: 'desc' };
const cards =
  (query: Partial<CardQuery>): Operation =>
  (store) =>
    store.cards.list({ ...page, ...query });

const operations = new Map<string, Operation>([
  ['cards', cards({})],
  ['cards before 2026-01-01', cards({ before: '2026-01-01T00:00:00.000Z' })],
  ['cards, graded', cards({ graded: 'graded' })],
  ['cards, raw', cards({ graded: 'raw' })],
  ['cards, category 6', cards({ categoryId: 6 })],
  ['cards, category 6, by year', cards({ categoryId: 6, sort: 'year', dir: 'asc' })],
  ['cards, graded, by year', cards({ graded: 'graded', sort: 'year', dir: 'asc' })],
  ['cards, unknown category', cards({ categoryId: 99 })],
  ...(['added', 'player', 'year', 'brand', 'grade'] as const).flatMap((sort) =>
    (['asc', 'desc'] as const).map((dir): [string, Operation] => [
      `cards by ${sort}, ${dir}`,
      cards({ sort, dir }),
    ]),
  ),
  ['search topps', cards({ q: 'topps' })],
  ['search pe', cards({ q: 'pe' })],
  ['search 17', cards({ q: '17' })],
  ['search zzzqq (no hits)', cards({ q: 'zzzqq' })],
  ['search zzzqq by player (no hits)', cards({ q: 'zzzqq', sort: 'player' })],
  ['search topps by player', cards({ q: 'topps', sort: 'player' })],
  ['gradings', (store) => store.gradings.page(1, { limit: 26, offset: 0 })],
  ['gradings, completed', (store) => store.gradings.page(1, { state: 'completed', limit: 26, offset: 0 })],
  ['counts of grades', (store) => store.counts.list(1, 'card_grade')],
]);

/** Rows for the making of the world, for the operations that grow most, and for the pages of the portal. */
export async function growthRows(): Promise<Row[]> {
  const folders = { few: newFolder(), many: newFolder() };
  const small = join(folders.few, 'small.yaml');
  writeFileSync(small, SMALL);
  try {
    const few = await startMock(['--world', small, '--data', 'mock.db'], folders.few);
    const many = await startMock(['--world', 'huge', '--data', 'mock.db'], folders.many);
    const perSecond = CARDS / (many.startedInMs / 1000);
    const { peakMiB } = await many.usage();
    const portal = await portalRows(few, many).finally(() => Promise.all([few.close(), many.close()]));
    return [
      row('making huge', perSecond, { atLeast: 40_000, unit: 'cards/s', digits: 0 }),
      row('making huge, resident at most', peakMiB, { atMost: 400, unit: 'MiB', digits: 0 }),
      ...(await operationRows(folders)),
      ...portal,
    ];
  } finally {
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
  }
}

async function operationRows(folders: { few: string; many: string }): Promise<Row[]> {
  const few = await timeAll(folders.few);
  const many = await timeAll(folders.many);
  const ratios = [...many].map(([name, { microseconds, rows }]) => {
    const less = few.get(name) ?? { microseconds: Number.NaN, rows: 0 };
    const details = `${less.microseconds.toFixed(0)} µs (${less.rows} rows) to ${microseconds.toFixed(0)} µs (${rows} rows)`;
    return { name, ratio: microseconds / less.microseconds, details };
  });
  const above = ratios.filter(({ ratio }) => ratio > TARGET).sort((a, b) => b.ratio - a.ratio);
  return [
    row(
      '1,000,000 cards against 1,000, the slowest operation',
      Math.max(...ratios.map(({ ratio }) => ratio)),
      { atMost: TARGET, unit: '×' },
      `${ratios.length - above.length} of ${ratios.length} operations within ${TARGET} ×`,
    ),
    ...above.map(({ name, ratio, details }) =>
      row(`  ${name}`, ratio, { atMost: TARGET, unit: '×' }, details),
    ),
  ];
}

async function timeAll(folder: string): Promise<Map<string, Timed>> {
  const store = await openStore(join(folder, 'mock.db'));
  const timed = new Map<string, Timed>();
  for (const [name, operation] of operations) timed.set(name, await time(store, operation));
  await store.close();
  return timed;
}

/** Takes the fastest quarter: what else runs on the machine only adds to a duration. */
async function time(store: Store, operation: Operation): Promise<Timed> {
  const durations: number[] = [];
  let rows = 0;
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const start = process.hrtime.bigint();
    rows = (await operation(store)).length;
    if (run >= WARM_UP) durations.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  durations.sort((a, b) => a - b);
  return { microseconds: durations[RUNS / 4] ?? 0, rows };
}
