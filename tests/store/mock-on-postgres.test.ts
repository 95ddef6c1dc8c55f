import { expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';
import { startReceiver } from '../support/receiver.js';

usesPostgres();

async function startMock(databaseSchema: string, options: MockOptions = {}): Promise<Mock> {
  const { url: database } = await sharedPostgres();
  const mock = await createMock({ database, databaseSchema, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

async function call(mock: Mock, path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(mock.url + path, { headers: { authorization: `Bearer ${mock.token}` } });
  return { status: response.status, body: await response.json() };
}

test.skipIf(!hasPostgres)(
  `a mock on PostgreSQL behaves as one on SQLite, and finds its world again after a restart${postgresNote}`,
  async () => {
    const schema = newSchema();
    const first = await startMock(schema);
    const sqlite = await createMock();
    onTestFinished(() => sqlite.close());
    const paths = ['/v1/account', '/v1/gradings?limit=100', '/v1/cards?q=topps&sort=player&dir=asc&limit=5'];
    const withoutLinks = (body: unknown) => JSON.stringify(body).replaceAll(/"http[^"]*"/g, '"link"');
    for (const path of paths) {
      const [left, right] = [await call(first, path), await call(sqlite, path)];
      expect([path, left.status, withoutLinks(left.body)]).toEqual([path, 200, withoutLinks(right.body)]);
    }
    const beyondBigint = '/v1/cards/9223372036854775808';
    expect(await call(first, beyondBigint)).toEqual({ status: 404, body: { error: 'not_found' } });
    const receiver = await startReceiver();
    await first.targets.create({ outcome: 'success', url: receiver.url });
    await first.trigger({ outcome: 'success' });
    expect(await receiver.until(1)).toHaveLength(1);
    const before = await call(first, '/v1/gradings');
    await first.close();
    const second = await startMock(schema);
    expect((await call(second, '/v1/gradings')).body).toEqual(before.body);
    await second.reset();
    expect((await call(second, '/v1/gradings')).body).toEqual((await call(sqlite, '/v1/gradings')).body);
  },
);

test.skipIf(!hasPostgres)(
  `a mock returns 503 while PostgreSQL is away, and loses no webhook${postgresNote}`,
  async () => {
    const server = await sharedPostgres();
    const mock = await startMock(newSchema(), { webhookRetryBase: '50ms', onError: () => undefined });
    const receiver = await startReceiver(500, 500, 500, 204);
    await mock.targets.create({ outcome: 'success', url: receiver.url });
    await mock.trigger({ outcome: 'success' });
    await receiver.until(1);
    server.shutDown();
    const response = await fetch(`${mock.url}/v1/account`, {
      headers: { authorization: `Bearer ${mock.token}` },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toEqual({
      statusCode: 503,
      error: 'Service Unavailable',
      message: 'The database server cannot be reached. Try again later.',
    });
    const ready = await fetch(`${mock.url}/_mock/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { error: { code: 'database_unavailable' } },
    ]);
    expect((await fetch(`${mock.url}/_mock/health`)).status).toBe(200);
    server.start();
    await expect.poll(async () => (await fetch(`${mock.url}/_mock/ready`)).status).toBe(200);
    expect((await call(mock, '/v1/account')).status).toBe(200);
    await receiver.until(4);
    await expect
      .poll(async () => (await mock.deliveries.list()).map(({ state }) => state), { timeout: 10_000 })
      .toEqual(['delivered']);
  },
);
