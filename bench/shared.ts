import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../tests/support/postgres.js';
import { load, median } from './load.js';
import { type Server, startMock } from './servers.js';
import { type Row, row } from './table.js';

const ROUNDS = 3;
const GRADINGS = 1000;
const CONNECTIONS = 16;
const DURATION_MS = 2000;
const PATH = '/v1/gradings?limit=25';

/** Instances of one mock, and what was measured of them, by round. */
interface Setup {
  name: string;
  instances: Server[];
  requests: number[];
  deliveries: number[];
}

/** Measures 1, 2 and 4 instances on PostgreSQL beside one on SQLite, in turn. `temporary` starts a server. */
export async function sharedRows(database: string): Promise<Row[]> {
  const temporary = database === 'temporary' ? await startPostgres() : undefined;
  const receiver = fork(fileURLToPath(new URL('./receiver-process.js', import.meta.url)));
  const [{ port }] = await once(receiver, 'message');
  const setups: Setup[] = [];
  try {
    // The ids of gradings follow from the seed, and the receiver counts different ones.
    setups.push(await setup('SQLite, 1 instance', 1, ['--seed', '100'], port));
    for (const count of [1, 2, 4]) {
      const place = ['--database', temporary?.url ?? database, '--database-schema', `bench_${Date.now()}`];
      const flags = [...place, '--seed', String(count)];
      setups.push(
        await setup(`PostgreSQL, ${count} ${count === 1 ? 'instance' : 'instances'}`, count, flags, port),
      );
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const each of setups) {
        each.requests.push(await requestsPerSecond(each));
        each.deliveries.push(await deliveriesPerSecond(each, receiver));
      }
    }
    return setups.flatMap(({ name, requests, deliveries }) => [
      row(name, median(requests), { unit: 'requests/s', digits: 0 }, requests.map(Math.round).join(' ')),
      row(
        name,
        median(deliveries),
        { unit: 'deliveries/s', digits: 0 },
        deliveries.map(Math.round).join(' '),
      ),
    ]);
  } finally {
    for (const { instances } of setups) for (const instance of instances) await instance.close();
    receiver.kill();
    temporary?.stop();
  }
}

async function setup(name: string, count: number, flags: readonly string[], port: number): Promise<Setup> {
  const instances: Server[] = [];
  for (let index = 0; index < count; index += 1) instances.push(await startMock(flags));
  await control(instances[0], '/targets', { url: `http://127.0.0.1:${port}/hook` });
  return { name, instances, requests: [], deliveries: [] };
}

async function requestsPerSecond({ instances }: Setup): Promise<number> {
  const loads = instances.map(({ url, tokens }) =>
    load({ url, path: PATH, tokens, connections: CONNECTIONS / instances.length, durationMs: DURATION_MS }),
  );
  return (await Promise.all(loads)).reduce((sum, { requestsPerSecond: each }) => sum + each, 0);
}

/** Gradings that end at once, each with one webhook, from the first call until the last webhook has arrived. */
async function deliveriesPerSecond({ instances }: Setup, receiver: ChildProcess): Promise<number> {
  const before = await receivedBy(receiver);
  const startedMs = performance.now();
  const started = instances.map((instance) =>
    control(instance, '/trigger', { outcome: 'success', count: GRADINGS / instances.length }),
  );
  while ((await receivedBy(receiver)) < before + GRADINGS) await delay(5);
  const seconds = (performance.now() - startedMs) / 1000;
  await Promise.all(started);
  return GRADINGS / seconds;
}

async function receivedBy(child: ChildProcess): Promise<number> {
  child.send({});
  const [{ count }] = await once(child, 'message');
  return count;
}

async function control(server: Server | undefined, path: string, body: object): Promise<void> {
  const response = await fetch(`${server?.url}/_mock${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
