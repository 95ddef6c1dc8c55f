import { load, median } from './load.js';
import { startEmulate, startMockoon } from './peers.js';
import { type Server, startBare, startMock, startPrism } from './servers.js';
import { missing, type Row, row } from './table.js';

const ROUNDS = 5;
const ROUND_MS = 1000;
const CONNECTIONS = 8;

interface Side {
  name: string;
  server: Server;
  path: string;
}

/** Medians of the rounds of one side. */
interface Pace {
  name: string;
  perSecond: number;
  /** Processor time of a request, in µs. */
  micros: number;
}

interface Page {
  what: string;
  path: string;
  express: number;
  /** The least ratio to silent Prism. */
  prism?: number;
}

/** Requests a second and processor time of the mock and its peers, in turn, and the memory of the mock afterwards. */
export async function requestRows(): Promise<Row[]> {
  const mock = await startMock();
  const peers = await startPeers();
  const rows: Row[] = [];
  try {
    const { gradings } = await (await get(mock, '/v1/gradings?limit=100')).json();
    const pages: Page[] = [
      { what: 'grading detail', path: `/v1/gradings/${gradings[20].id}`, express: 1.2, prism: 4 },
      { what: '25 cards', path: '/v1/cards?limit=25', express: 0.7, prism: 1.5 },
      { what: '25 gradings', path: '/v1/gradings?limit=25', express: 1 },
      { what: 'account', path: '/v1/account', express: 1.5 },
    ];
    for (const page of pages) rows.push(...(await comparePage(mock, page, peers.servers)));
    const { residentMiB } = await mock.usage();
    rows.push(row('resident after this load', residentMiB, { atMost: 150, unit: 'MiB', digits: 0 }));
    return [...rows, ...peers.missing];
  } finally {
    for (const { server } of [{ server: mock }, ...peers.servers]) await server.close();
  }
}

/** The mock beside an empty Express app and Node's own server with the same object; peers only where a target names them. */
async function comparePage(
  mock: Server,
  { what, path, express, prism }: Page,
  peers: readonly Side[],
): Promise<Row[]> {
  const body = await (await get(mock, path)).text();
  const bare = [
    { name: 'empty Express', server: await startBare('bare-express', body), path: '/' },
    { name: 'node:http', server: await startBare('bare-node', body), path: '/' },
  ];
  const others = prism === undefined ? [] : peers.map((side) => ({ ...side, path: side.path || path }));
  const [own, empty, ...rest] = await inTurn([{ name: 'mock', server: mock, path }, ...bare, ...others]);
  for (const { server } of bare) await server.close();
  if (own === undefined || empty === undefined) throw new Error('There is nothing to compare');
  return [
    compare(what, own, empty, express),
    ...rest.map((peer) => compare(what, own, peer, peer.name === 'Prism, silent' ? prism : undefined)),
  ];
}

function compare(what: string, own: Pace, peer: Pace, atLeast: number | undefined): Row {
  const details = `${Math.round(own.perSecond)} to ${Math.round(peer.perSecond)} requests/s; processor time ${Math.round(own.micros)} to ${Math.round(peer.micros)} µs, ${(peer.micros / own.micros).toFixed(2)} ×`;
  const target = atLeast === undefined ? {} : { atLeast };
  return row(
    `${what}, against ${peer.name}`,
    own.perSecond / peer.perSecond,
    { ...target, unit: '×' },
    details,
  );
}

async function inTurn(sides: readonly Side[]): Promise<Pace[]> {
  const rounds = sides.map((): { perSecond: number; micros: number }[] => []);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, { server, path }] of sides.entries()) {
      await server.usage();
      const { requests, requestsPerSecond } = await load({
        url: server.url,
        tokens: server.tokens,
        path,
        connections: CONNECTIONS,
        durationMs: ROUND_MS,
      });
      const { processorMicros } = await server.usage();
      // The first round warms up.
      if (round >= 0)
        rounds[index]?.push({ perSecond: requestsPerSecond, micros: processorMicros / requests });
    }
  }
  return sides.map(({ name }, index) => ({
    name,
    perSecond: median(rounds[index]?.map(({ perSecond }) => perSecond) ?? []),
    micros: median(rounds[index]?.map(({ micros }) => micros) ?? []),
  }));
}

async function startPeers(): Promise<{ servers: Side[]; missing: Row[] }> {
  const servers: Side[] = [];
  const absent: Row[] = [];
  for (const [name, path, start] of [
    ['Prism, silent', '', () => startPrism('silent')],
    ['Prism, as installed', '', () => startPrism('default')],
    ['Mockoon', '', startMockoon],
    ['emulate', '/user', startEmulate],
  ] as const) {
    try {
      servers.push({ name, path, server: await start() });
    } catch (error) {
      absent.push(missing(`against ${name}`, error));
    }
  }
  return { servers, missing: absent };
}

function get({ url, tokens: [token] }: Server, path: string): Promise<Response> {
  return fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
}
