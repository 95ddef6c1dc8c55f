import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SeededRandom } from '../../src/world/seeded-random.js';
import { startPostgres } from '../../tests/support/postgres.js';
import { MockProcess } from '../mock-process.js';
import { type SoakReceiver, startReceivers } from './receivers.js';

export interface SharedSoakOptions {
  /** `postgres://…`, or `temporary` for a server that exists for this run only. */
  database: string;
  instances: number;
  webhooks: number;
  seed: number;
}

/** Every process that was started. */
const running: MockProcess[] = [];

/** Time between two kills of an instance, and between two cuts of connections. */
const KILL_EVERY_MS = 3000;
const CUT_EVERY_MS = 1000;
const PROGRESS_EVERY_MS = 10_000;
const RESTART_AFTER_MS = 500;
const GRADINGS_AT_ONCE = 20;
/** The run ends when no webhook was accepted for this time. */
const STALLED_MS = 60_000;

/**
 * Kills one of several instances every few seconds and cuts connections to PostgreSQL at random, while they deliver.
 * Returns false when a webhook is lost or stuck, or was accepted more often than attempts were under way.
 */
export async function sharedSoak(options: SharedSoakOptions): Promise<boolean> {
  const server = options.database === 'temporary' ? await startPostgres() : undefined;
  try {
    return await soak(server?.url ?? options.database, options);
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    for (const mock of running) if (!mock.hasEnded) await mock.kill('SIGKILL');
    server?.stop();
  }
}

async function soak(database: string, { instances, webhooks, seed }: SharedSoakOptions): Promise<boolean> {
  const random = new SeededRandom(seed, 'fault', 0);
  const schema = `soak_${Date.now()}`;
  const client = new pg.Client({ connectionString: database, options: `-c search_path=${schema}` });
  await client.connect();
  const receivers = await startReceivers(random);
  // As an orchestrator does, it starts again an instance whose start failed because its connection was cut.
  const serve = async (): Promise<MockProcess> => {
    const mock = await start().catch(() => undefined);
    if (mock === undefined) {
      await sleep(RESTART_AFTER_MS);
      return serve();
    }
    running.push(mock);
    return mock;
  };
  const start = () =>
    MockProcess.start([
      ...['--database', database, '--database-schema', schema, '--log-level', 'silent'],
      ...['--webhook-timeout', '300ms', '--webhook-retry-base', '20ms', '--webhook-retry-cap', '200ms'],
    ]);
  const mocks = await Promise.all(Array.from({ length: instances }, serve));
  for (const { url } of receivers) await mocks[0]?.post('/_mock/targets', { outcome: 'success', url });
  const { rows: before } = await client.query('SELECT MAX(unique_identifier)::int AS last FROM gradings');

  const startedMs = performance.now();
  let [kills, cuts, refused] = [0, 0, 0];
  const accepted = () => receivers.reduce((sum, each) => sum + each.accepted.size, 0);
  const progress = setInterval(() => {
    process.stderr.write(`${accepted()} of ${webhooks} accepted, ${kills} kills, ${cuts} connections cut\n`);
  }, PROGRESS_EVERY_MS);
  let isOver = false;
  const killing = (async () => {
    while (!isOver) {
      await sleep(KILL_EVERY_MS);
      const index = Math.floor(random.between(0, instances));
      await mocks[index]?.kill('SIGKILL');
      kills += 1;
      mocks[index] = await serve();
    }
  })();
  const cutting = (async () => {
    while (!isOver) {
      await sleep(random.between(0, 2 * CUT_EVERY_MS));
      const { rowCount } = await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'chck-%' AND random() < 0.3",
      );
      cuts += rowCount ?? 0;
    }
  })();
  const gradings = async (): Promise<string[]> => {
    const { rows } = await client.query('SELECT id FROM gradings WHERE unique_identifier > $1', [
      before[0].last,
    ]);
    return rows.map(({ id }) => String(id));
  };
  let started: string[] = [];
  while (started.length * receivers.length < webhooks) {
    const count = Math.min(GRADINGS_AT_ONCE, webhooks / receivers.length - started.length);
    await random
      .pick(mocks)
      .post('/_mock/trigger', { outcome: 'success', count })
      .catch(() => {
        refused += 1;
      });
    started = await gradings();
  }
  const expected = started.length * receivers.length;
  let count = -1;
  for (let stalledMs = 0; count < expected && stalledMs < STALLED_MS; stalledMs += 250) {
    if (accepted() > count) stalledMs = 0;
    count = accepted();
    await sleep(250);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  isOver = true;
  clearInterval(progress);
  await Promise.all([killing, cutting]);
  await sleep(6000);
  const lost = receivers.flatMap(({ name, accepted: seen }) =>
    started.filter((id) => !seen.has(id)).map((id) => `${name} ${id}`),
  );
  const { rows: open } = await client.query(
    "SELECT id FROM deliveries WHERE state IN ('pending', 'sending')",
  );
  const unexplained = await unexplainedDuplicates(client, receivers);
  for (const mock of mocks) await mock.kill('SIGTERM');
  for (const { name, requests, accepted: seen } of receivers) {
    const repeated = [...seen.values()].filter((times) => times > 1).length;
    process.stdout.write(
      `${name}: ${requests} requests, ${seen.size} accepted, ${repeated} more than once\n`,
    );
  }
  process.stdout.write(
    `${instances} instances, ${kills} kills, ${cuts} connections cut, ${refused} triggers repeated, ${expected} webhooks: ${lost.length} lost, ${open.length} stuck, ${unexplained.length} duplicates without an interrupted attempt; ${seconds.toFixed(1)} s, ${Math.round(expected / seconds)} accepted/s\n`,
  );
  for (const problem of [...lost, ...unexplained].slice(0, 10)) process.stdout.write(`${problem}\n`);
  for (const receiver of receivers) receiver.close();
  await client.query(`DROP SCHEMA ${schema} CASCADE`);
  await client.end();
  return lost.length + open.length + unexplained.length === 0;
}

/** The webhooks that were accepted more often than their interrupted attempts explain, among those still stored. */
async function unexplainedDuplicates(
  client: pg.Client,
  receivers: readonly SoakReceiver[],
): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT d.url, d.grading_id, COUNT(*) FILTER (WHERE a.failure IN ('interrupted', 'timeout'))::int AS interrupted
     FROM deliveries d JOIN attempts a ON a.delivery_id = d.id GROUP BY 1, 2`,
  );
  const interrupted = new Map(rows.map((row) => [`${row.url} ${row.grading_id}`, Number(row.interrupted)]));
  return receivers.flatMap(({ name, url, accepted }) =>
    [...accepted].flatMap(([id, times]) => {
      const explained = interrupted.get(`${url} ${id}`);
      if (explained === undefined || times <= 1 + explained) return [];
      return [`${name} ${id} was accepted ${times} times, with ${explained} interrupted attempts`];
    }),
  );
}
