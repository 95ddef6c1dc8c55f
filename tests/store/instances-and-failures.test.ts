import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';
import { migrations } from '../../src/store/postgres/migrations.js';
import { openPostgres } from '../../src/store/postgres/open-postgres.js';
import { Store } from '../../src/store/store.js';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';
import { startReceiver } from '../support/receiver.js';

usesPostgres();

async function startInstance(databaseSchema: string, options: MockOptions = {}): Promise<Mock> {
  const { url: database } = await sharedPostgres();
  const mock = await createMock({ database, databaseSchema, rateLimit: 'off', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

async function connect(schema: string): Promise<pg.Client> {
  const { url } = await sharedPostgres();
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function status(mock: Mock, token = mock.token): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  const response = await fetch(`${mock.url}/v1/account`, { headers });
  await response.arrayBuffer();
  return response.status;
}

describe.skipIf(!hasPostgres)(`failures of a shared mock${postgresNote}`, () => {
  test('accept no call that is sent after the response to the revocation of its key', async () => {
    const schema = newSchema();
    const mocks = await Promise.all([1, 2, 3].map(() => startInstance(schema)));
    const [first = await startInstance(schema)] = mocks;
    const { key, token } = await first.keys.create();
    let revokedAt = Number.POSITIVE_INFINITY;
    const accepted: number[] = [];
    let calls = 0;
    const client = async (mock: Mock) => {
      for (let after = 0; after < 30; calls += 1) {
        const sentAt = performance.now();
        if ((await status(mock, token)) === 200) accepted.push(sentAt);
        if (sentAt > revokedAt) after += 1;
      }
    };
    const clients = [...mocks, ...mocks].map(client);
    await expect.poll(() => calls, { timeout: 20_000 }).toBeGreaterThan(100);
    expect(accepted.length).toBeGreaterThan(100);
    await first.keys.revoke(key.id);
    revokedAt = performance.now();
    await Promise.all(clients);
    expect(accepted.filter((sentAt) => sentAt > revokedAt)).toEqual([]);
  });

  test('deliver every webhook while connections are cut at random', async () => {
    const schema = newSchema();
    const options = { webhookRetryBase: '20ms', onError: () => undefined };
    const mocks = [await startInstance(schema, options), await startInstance(schema, options)];
    const client = await connect(schema);
    const receiver = await startReceiver(500, 204, 500, 204);
    await mocks[0]?.targets.create({ url: receiver.url });
    const started: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const mock of mocks) {
        const gradings = await mock.gradings.startMany({ count: 5, delay: 0 }).catch(() => []);
        started.push(...gradings.map(({ id }) => id));
      }
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity, instances
         WHERE application_name = instances.id AND random() < 0.5`,
      );
    }
    const open = "SELECT id FROM deliveries WHERE state <> 'delivered'";
    await expect.poll(async () => (await client.query(open)).rows, { timeout: 20_000 }).toEqual([]);
    const received = new Set(receiver.received.map(({ body }) => JSON.parse(body).grading_session_id));
    expect(started.filter((id) => !received.has(id))).toEqual([]);
    // Each instance has its pool and one connection that listens.
    const { rows } = await client.query(
      'SELECT COUNT(*)::int AS open FROM pg_stat_activity, instances WHERE application_name = instances.id',
    );
    expect(rows[0].open).toBeLessThanOrEqual(2 * 11);
  });

  test('give the deliveries of an instance that has ended to another one', async () => {
    const schema = newSchema();
    const mock = await startInstance(schema);
    const client = await connect(schema);
    const receiver = await startReceiver();
    await mock.clock.freeze();
    await mock.targets.create({ url: receiver.url });
    await mock.trigger({ outcome: 'success' });
    await receiver.until(1);
    await mock.deliveries.waitFor();
    // As an instance leaves it that was killed during an attempt.
    await client.query("INSERT INTO instances VALUES ('killed', clock_timestamp() - interval '1 s')");
    await client.query("UPDATE deliveries SET state = 'sending', owner = 'killed', finished_at = NULL");
    await client.query('UPDATE attempts SET duration_ms = NULL, response_status = NULL');
    await receiver.until(2);
    await mock.deliveries.waitFor();
    const [delivery] = await mock.deliveries.list();
    const { attempts } = await mock.deliveries.get(delivery?.id ?? 0);
    expect(attempts.map(({ failure }) => failure)).toEqual(['interrupted', null]);
  });

  test('an instance that a newer release has overtaken says so, and serves nothing more', async () => {
    const schema = newSchema();
    const errors: unknown[] = [];
    const mock = await startInstance(schema, { onError: (error) => errors.push(error) });
    const client = await connect(schema);
    await client.query('UPDATE schema_version SET version = version + 1');
    const response = await fetch(`${mock.url}/v1/account`, {
      headers: { authorization: `Bearer ${mock.token}` },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({
      message: expect.stringMatching(
        /^A newer release of the kit has upgraded the database to schema version \d+; /,
      ),
    });
    expect((await fetch(`${mock.url}/_mock/ready`)).status).toBe(503);
    expect((await fetch(`${mock.url}/_mock/health`)).status).toBe(200);
    await expect.poll(() => errors.map(String).join()).toContain('newer release');
    await client.query('UPDATE schema_version SET version = version - 1');
  });

  test('an upgrade keeps the rows of the previous schema', async () => {
    const { url } = await sharedPostgres();
    const schema = newSchema();
    const client = await connect(schema);
    await client.query(`CREATE SCHEMA ${schema}`);
    await client.query('CREATE TABLE schema_version (version INTEGER NOT NULL)');
    await client.query('INSERT INTO schema_version VALUES (1)');
    await client.query(migrations[0] ?? '');
    await client.query("INSERT INTO users (created_at) VALUES ('2026-01-01T00:00:00.000Z')");
    // Two instances of this release begin the upgrade at once.
    const stores = await Promise.all([1, 2].map(async () => new Store(await openPostgres(url, { schema }))));
    onTestFinished(async () => {
      await Promise.all(stores.map((store) => store.close()));
    });
    expect((await client.query('SELECT version FROM schema_version')).rows).toEqual([
      { version: migrations.length },
    ]);
    expect(await stores[1]?.accounts.addUser('2026-01-01T00:00:00.000Z')).toBe(2);
  });
});
