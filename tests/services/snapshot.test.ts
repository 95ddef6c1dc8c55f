import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = '2026-12-01T12:00:00.000Z';

describe('a snapshot', () => {
  it('brings back keys, targets, gradings, deliveries, faults, clock, calls and the rate limit', async () => {
    const mock = await startMock({ rateLimit: 600 });
    const receiver = await startReceiver(200);
    await mock.clock.freeze(NOON);
    await mock.targets.create({ url: receiver.url });
    await mock.gradings.start({ delay: 0 });
    await mock.deliveries.waitFor();
    const { key, token } = await mock.keys.create({ name: 'kept' });
    const first = await callApi(mock, '/v1/gradings', { token });
    await mock.faults.add({ kind: 'status', status: 429, operation: 'listCards', next: 1 });
    await expect.poll(async () => (await mock.keys.get(key.id)).lastUsedAt).toBe(NOON);
    const before = await stateOf(mock);
    const snapshot = await mock.snapshot();

    await mock.keys.revoke(key.id);
    await mock.faults.clear();
    await mock.accounts.create({ cards: 3 });
    await mock.gradings.start({ outcome: 'failure', delay: 0 });
    await mock.clock.advance('2h');
    expect((await callApi(mock, '/v1/gradings', { token })).status).toBe(401);
    await mock.restore(snapshot);

    expect(await stateOf(mock)).toEqual(before);
    expect(mock.clock.read()).toMatchObject({ now: NOON, frozen: true });
    expect(await mock.requests.list()).toHaveLength(1);
    const again = await callApi(mock, '/v1/gradings', { token });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('x-ratelimit-remaining')).toBe('598');
    const faulty = [await callApi(mock, '/v1/cards', { token }), await callApi(mock, '/v1/cards', { token })];
    expect(faulty.map(({ status }) => status)).toEqual([429, 200]);
  });

  it('numbers new rows as they were numbered after it was taken', async () => {
    const mock = await startMock();
    const snapshot = await mock.snapshot();
    const first = await mock.accounts.create();
    await mock.restore(snapshot);
    const second = await mock.accounts.create();
    expect(second.account.id).toBe(first.account.id);
  });

  it('can be restored again and again, and is distinguished from one that is not kept', async () => {
    const mock = await startMock();
    const snapshot = await mock.snapshot();
    for (const name of ['one', 'two']) {
      await mock.keys.create({ name });
      await mock.restore(snapshot);
      expect(await mock.keys.list()).toHaveLength(3);
    }
    await expect(mock.restore('snapshot-9')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is taken and restored over /_mock too', async () => {
    const mock = await startMock();
    const post = (path: string, body: object) =>
      fetch(`${mock.url}/_mock/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { id } = (await (await post('snapshot', {})).json()) as { id: string };
    await mock.keys.create({ name: 'later' });
    expect((await post('restore', { id })).status).toBe(204);
    expect(await mock.keys.list()).toHaveLength(3);
    expect((await post('restore', { id: 'none' })).status).toBe(404);
  });
});

async function stateOf(mock: Mock) {
  return {
    accounts: await mock.accounts.list(),
    keys: await mock.keys.list(),
    targets: await mock.targets.list(),
    deliveries: await mock.deliveries.list(),
    faults: await mock.faults.list(),
  };
}
