import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardQuery } from '../src/store/cards.js';
import { openStore, type Store } from '../src/store/store.js';
import { loadWorld } from '../src/world/load-world.js';
import { seedWorld } from '../src/world/seed-world.js';
import type { WorldDefinition } from '../src/world/world-definition.js';

/**
 * Compares each page, filter, order and search in a world of 1,000,000 cards with the same in one of 1,000, and measures
 * how fast the large world is created. A search finds fewer cards in the small world, so the numbers of rows are shown.
 */
const RUNS = 60;
const WARM_UP = 20;
const TARGET = 1.3;

type Operation = (store: Store) => Promise<readonly unknown[]>;

interface Timed {
  microseconds: number;
  rows: number;
}

const huge = loadWorld('huge');
const small: WorldDefinition = {
  name: 'small',
  anchor: huge.anchor,
  accounts: [
    {
      email: 'dev@partner.example',
      rawCards: 900,
      gradings: { full: 90, twoImage: 5, failed: 3, inProgress: 1, submitted: 1 },
    },
  ],
};

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

async function measure(world: WorldDefinition, folder: string): Promise<Map<string, Timed>> {
  const store = await openStore(join(folder, `${world.name}.db`));
  const cpu = process.cpuUsage();
  const start = Date.now();
  let peak = 0;
  const { cards: count } = await seedWorld(store, world, {
    seed: 1,
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  peak = Math.max(peak, process.memoryUsage.rss());
  const seconds = (Date.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${count} cards: ${Math.round(count / seconds)} cards/s (${((user + system) / count).toFixed(1)} µs of processor time for each), ${Math.round(peak / 2 ** 20)} MiB resident`,
  );
  const timed = new Map<string, Timed>();
  for (const [name, operation] of operations) timed.set(name, await time(store, operation));
  await store.close();
  return timed;
}

const folder = mkdtempSync(join(tmpdir(), 'chck-growth-'));
try {
  const few = await measure(small, folder);
  const many = await measure(huge, folder);
  console.log(
    `\n${'µs (rows)'.padEnd(34)}${'1,000'.padStart(12)}${'1,000,000'.padStart(12)}${'ratio'.padStart(8)}`,
  );
  for (const [name, { microseconds, rows }] of many) {
    const less = few.get(name) ?? { microseconds: 0, rows: 0 };
    const ratio = microseconds / less.microseconds;
    const cells = [less, { microseconds, rows }].map((timed) =>
      `${timed.microseconds.toFixed(0)} (${timed.rows})`.padStart(12),
    );
    const verdict = ratio > TARGET ? `  above ${TARGET}` : '';
    console.log(`${name.padEnd(34)}${cells.join('')}${ratio.toFixed(2).padStart(8)}${verdict}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
