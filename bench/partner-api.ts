import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/store.js';
import { loadWorld } from '../src/world/load-world.js';
import { seedWorld } from '../src/world/seed-world.js';
import { load, median } from './load.js';
import { type Server, startBareExpress, startMock, startPrism } from './servers.js';

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 3 : 7;
const ROUND_MS = quick ? 700 : 2000;
const CONNECTIONS = 8;

const rows: { what: string; figures: string; ratio: string; wanted: string; reached: string }[] = [];

function report(
  what: string,
  figures: string,
  value: number,
  wanted: string | undefined,
  reached: boolean,
  unit = '',
): void {
  rows.push({
    what,
    figures,
    ratio: value.toFixed(2) + unit,
    wanted: wanted ?? '',
    reached: wanted === undefined ? '' : reached ? 'yes' : 'NO',
  });
}

const none: Pace = { perSecond: 0, processor: 0 };

interface Side {
  name: string;
  server: Server;
  path: string;
}

interface Pace {
  perSecond: number;
  /** Time of a processor for one request, in µs. */
  processor: number;
}

/** How fast several servers are, measured in turn, round after round; the medians. */
async function inTurn(sides: readonly Side[]): Promise<Pace[]> {
  const seen = sides.map((): Pace[] => []);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, { server, path }] of sides.entries()) {
      const before = server.processorMs();
      const done = await load({ ...server, path, connections: CONNECTIONS, durationMs: ROUND_MS });
      const processor = ((server.processorMs() - before) * 1000) / done.requests;
      if (round >= 0) seen[index]?.push({ perSecond: done.requestsPerSecond, processor });
    }
  }
  return seen.map((paces) => ({
    perSecond: median(paces.map(({ perSecond }) => perSecond)),
    processor: median(paces.map(({ processor }) => processor)),
  }));
}

async function throughput(
  mock: Server,
  prism: Server,
  what: string,
  path: string,
  floors: { express: number; prism: number } | undefined,
): Promise<void> {
  const body = await (
    await fetch(mock.url + path, { headers: { authorization: `Bearer ${mock.token}` } })
  ).text();
  const bare = await startBareExpress(body);
  const sides = [
    { name: 'mock', server: mock, path },
    { name: 'bare', server: bare, path: '/' },
    { name: 'prism', server: { ...prism, token: mock.token }, path },
  ];
  const [own = none, empty = none, peer = none] = await inTurn(sides);
  await bare.close();
  const figures = (other: Pace) =>
    `${Math.round(own.perSecond)} / ${Math.round(other.perSecond)} requests/s, ${Math.round(own.processor)} / ${Math.round(other.processor)} µs of processor each`;
  report(
    `${what} against an empty Express app`,
    figures(empty),
    own.perSecond / empty.perSecond,
    floors && `≥ ${floors.express}`,
    own.perSecond / empty.perSecond >= (floors?.express ?? 0),
  );
  report(
    `${what} against prism mock`,
    figures(peer),
    own.perSecond / peer.perSecond,
    floors && `≥ ${floors.prism}`,
    own.perSecond / peer.perSecond >= (floors?.prism ?? 0),
  );
}

async function startTimes(): Promise<void> {
  const times = { mock: [] as number[], prism: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, start] of [
      ['mock', startMock],
      ['prism', startPrism],
    ] as const) {
      const server = await start();
      times[name].push(server.startedInMs);
      await server.close();
    }
  }
  const [own, peer] = [median(times.mock), median(times.prism)];
  report(
    'start to first 200, new data, against prism mock',
    `${Math.round(own)} / ${Math.round(peer)} ms`,
    own / peer,
    '≤ 0.35',
    own / peer <= 0.35,
  );
}

async function seeding(): Promise<void> {
  const rates: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'chck-bench-'));
    const store = await openStore(join(folder, 'mock.db'));
    const startedMs = performance.now();
    const { cards } = await seedWorld(store, loadWorld('large'), { seed: 1 });
    rates.push(cards / ((performance.now() - startedMs) / 1000));
    await store.close();
    rmSync(folder, { recursive: true });
  }
  const rate = median(rates);
  report('seeding the world large', 'cards/s', Math.round(rate), '≥ 20000', rate >= 20_000);
}

/** Page after page, one request at a time: what a client waits for in a world of 100,000 cards and in one of 60. */
async function latency(): Promise<void> {
  const [small, large] = [await startMock(), await startMock(['--world', 'large'])];
  const pages = [
    '/v1/cards',
    '/v1/gradings',
    '/v1/cards?cursor=2025-12-01T00:00:00.000Z',
    '/v1/cards?graded=graded',
    '/v1/cards?category_id=6&limit=3',
    '/v1/cards?sort=player',
    '/v1/cards?sort=year&dir=asc',
    '/v1/cards?sort=brand',
    '/v1/cards?sort=grade',
    '/v1/cards?sort=grade&dir=asc',
    '/v1/cards?sort=added&dir=asc',
    '/v1/cards?q=a',
    '/v1/cards?q=voltarok&limit=1',
    '/v1/cards?q=nothing-has-this',
  ];
  for (const path of pages) {
    const seen: [number[], number[]] = [[], []];
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [index, server] of [small, large].entries()) {
        const { medianMs } = await load({ ...server, path, connections: 1, durationMs: ROUND_MS / 4 });
        if (round >= 0) seen[index]?.push(medianMs);
      }
    }
    const [few, many] = [median(seen[0]), median(seen[1])];
    report(
      `${path} in large against default`,
      `${many.toFixed(2)} / ${few.toFixed(2)} ms`,
      many / few,
      '≤ 1.5',
      many / few <= 1.5,
    );
  }
  await Promise.all([small.close(), large.close()]);
}

const [mock, prism] = [await startMock(), await startPrism()];
const idle = mock.residentMiB();
const { gradings } = await (
  await fetch(`${mock.url}/v1/gradings?limit=100`, { headers: { authorization: `Bearer ${mock.token}` } })
).json();
const detail = `/v1/gradings/${gradings[20].id}`;
await throughput(mock, prism, 'grading detail', detail, { express: 0.6, prism: 3 });
await throughput(mock, prism, 'a page of 25 cards', '/v1/cards?limit=25', undefined);
report('resident with default, idle', 'MiB', idle, '≤ 150', idle <= 150);
report(
  'resident with default, after this load',
  'MiB',
  mock.residentMiB(),
  '≤ 150',
  mock.residentMiB() <= 150,
);
await Promise.all([mock.close(), prism.close()]);
await startTimes();
await seeding();
await latency();
console.table(Object.fromEntries(rows.map(({ what, ...figures }) => [what, figures])));
