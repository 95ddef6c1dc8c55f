import { get, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';
import { startReceiver } from '../support/receiver.js';

usesPostgres();

usesPostgres();

/** Starts instances of one mock, at once. */
async function startInstances(count: number, options: MockOptions = {}): Promise<[Mock, Mock, ...Mock[]]> {
  const { url: database } = await sharedPostgres();
  const databaseSchema = newSchema();
  const started = Array.from({ length: count }, () =>
    createMock({ database, databaseSchema, rateLimit: 'off', ...options }),
  );
  onTestFinished(async () => {
    await Promise.all(started.map(async (each) => (await each).close()));
  });
  const [first, second, ...others] = await Promise.all(started);
  if (first === undefined || second === undefined) throw new TypeError('Start two instances or more.');
  return [first, second, ...others];
}

async function call(
  mock: Mock,
  path: string,
  token = mock.token,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(mock.url + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() };
}

async function control(mock: Mock, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${mock.url}/_mock${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
}

/** The status of an image link that `maker` made, at another instance behind the same address. */
async function imageStatus(maker: Mock, other: Mock): Promise<number | undefined> {
  const { body } = await call(maker, '/v1/cards?limit=1');
  const link = new URL(/http[^"]*/.exec(JSON.stringify(body))?.[0] ?? '');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = link.pathname + link.search;
    get({ port: other.port, path, headers: { host: link.host } }, resolve).on('error', reject);
  });
  response.resume();
  return response.statusCode;
}

describe.skipIf(!hasPostgres)(`several instances on one database${postgresNote}`, () => {
  test('started at once on an empty database write one world', async () => {
    const mocks = await startInstances(3);
    const bodies = await Promise.all(mocks.map(async (mock) => (await call(mock, '/v1/gradings')).body));
    expect(bodies[0]).toHaveProperty('gradings.0.id');
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]]);
  });

  test('refuse a revoked key at the next request', async () => {
    const [first, second] = await startInstances(2);
    const { key, token } = await first.keys.create();
    expect((await call(second, '/v1/account', token)).status).toBe(200);
    await first.keys.revoke(key.id);
    expect((await call(second, '/v1/account', token)).status).toBe(401);
  });

  test('show the clock that another instance has moved, at the next request', async () => {
    const [first, second] = await startInstances(2);
    await first.clock.freeze('2030-01-01T12:00:00.000Z');
    const response = await control(second, 'GET', '/clock');
    expect(await response.json()).toMatchObject({ now: '2030-01-01T12:00:00.000Z', frozen: true });
    await control(second, 'POST', '/clock/advance', { by: '1h' });
    const moved = await control(first, 'GET', '/clock');
    expect(await moved.json()).toMatchObject({ now: '2030-01-01T13:00:00.000Z', frozen: true });
  });

  test('apply a fault for the next 5 calls to 5 calls in all', async () => {
    const [first, second] = await startInstances(2);
    await first.faults.add({ kind: 'status', status: 503, next: 5 });
    const calls = Array.from({ length: 20 }, (_, index) => call(index % 2 ? first : second, '/v1/account'));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(5);
    expect(statuses.filter((status) => status === 200)).toHaveLength(15);
    expect(await first.faults.list()).toEqual([]);
  });

  test('share image links, a reset and a snapshot', async () => {
    const [first, second] = await startInstances(2);
    await first.targets.create({ url: 'http://127.0.0.1:1/' });
    const snapshot = await control(second, 'POST', '/snapshot');
    const { id } = (await snapshot.json()) as { id: string };
    await second.reset();
    expect(await first.targets.list()).toEqual([]);
    expect((await call(first, '/v1/webhook-targets')).body).toEqual({ webhook_targets: [] });
    expect((await control(first, 'POST', '/restore', { id })).status).toBe(204);
    expect(await second.targets.list()).toHaveLength(1);
    expect(await imageStatus(first, second)).toBe(200);
  });

  test('deliver each webhook once, at most 16 at a time to a target', async () => {
    const [first, second, third] = await startInstances(3);
    let [open, most] = [0, 0];
    const receiver = await startReceiver((response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.writeHead(204).end();
      }, 20);
    });
    await first.targets.create({ url: receiver.url });
    await Promise.all(
      [first, second, third].map((mock) => mock?.gradings.startMany({ count: 100, delay: 0 })),
    );
    await receiver.until(300);
    await expect
      .poll(async () => (await second.deliveries.list({ state: 'delivered', limit: 1000 })).length)
      .toBe(300);
    const received = await receiver.until(300);
    expect(new Set(received.map(({ body }) => body)).size).toBe(300);
    expect(received).toHaveLength(300);
    expect(most).toBeLessThanOrEqual(16);
  });

  test('wait for a webhook that another instance delivers', async () => {
    const [first, second] = await startInstances(2);
    const receiver = await startReceiver();
    await first.targets.create({ url: receiver.url });
    // The holder alone delivers what becomes due.
    await first.clock.freeze();
    const { id } = await first.gradings.start({ delay: '1h' });
    const waiting = second.deliveries.waitFor({ grading: id });
    await first.advance('2h');
    expect((await waiting).delivery).toMatchObject({ gradingId: id, state: 'delivered' });
    await second.deliveries.settled();
  });

  test('show the calls of all instances, and forget them together', async () => {
    const [first, second] = await startInstances(2);
    const waiting = second.requests.waitFor({ operation: 'listCards', status: 200 });
    const response = await fetch(`${first.url}/v1/cards`, {
      headers: { authorization: `Bearer ${first.token}` },
    });
    const id = response.headers.get('x-request-id') ?? '';
    expect((await waiting).map((entry) => entry.id)).toEqual([id]);
    const refused = await fetch(`${first.url}/v1/cards/0`, {
      headers: { authorization: `Bearer ${first.token}` },
    });
    const explained = await control(second, 'GET', `/requests/${refused.headers.get('x-request-id')}`);
    expect(await explained.json()).toMatchObject({ status: 400, keyPrefix: first.token?.slice(0, 12) });
    const [here, there] = [await first.requests.list(), await second.requests.list()];
    expect(here.map(({ sequence, path }) => [sequence, path])).toEqual([
      [1, '/v1/cards'],
      [2, '/v1/cards/0'],
    ]);
    expect(there).toEqual(here);
    await second.requests.clear();
    expect(await first.requests.list()).toEqual([]);
    await call(first, '/v1/account');
    expect((await second.requests.waitFor({})).map(({ sequence }) => sequence)).toEqual([3]);
  });

  test('keep the latest 1,000 calls in the journal', async () => {
    const [first, second] = await startInstances(2);
    for (let round = 0; round < 24; round += 1) {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => fetch(`${(index % 2 ? first : second).url}/health`)),
      );
    }
    await second.requests.waitFor({ after: 1199 });
    expect(await first.requests.list()).toHaveLength(1000);
  });
});
