import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { callApi, startMock } from '../support/start-mock.js';

describe('a reset', () => {
  it('forgets what is remembered outside the tables: journal, rate limit, clock, key usage, pending webhooks', async () => {
    const mock = await startMock({ rateLimit: 2 });
    await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'http://127.0.0.1:9/' },
    });
    await callApi(mock, '/v1/account');
    expect((await callApi(mock, '/v1/account')).status).toBe(429);
    await mock.clock.advance(3_600_000);
    await mock.clock.freeze();
    await callApi(mock, '/v1/account');
    // The use of the key is about to be written while the reset is in progress.
    const resetting = mock.reset();
    await setImmediate();
    await resetting;

    expect(await mock.requests.list()).toEqual([]);
    const { frozen, offsetMs } = mock.clock.read();
    expect([frozen, Math.abs(offsetMs) < 1000]).toEqual([false, true]);
    const { status, headers } = await callApi(mock, '/v1/webhook-targets');
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
    expect(await mock.requests.list()).toHaveLength(1);
    await expect
      .poll(async () => (await mock.keys.list()).map(({ lastUsedAt }) => lastUsedAt))
      .toEqual([null, null, expect.any(String)]);
  });

  it('switches to another world, in which only its own keys work', async () => {
    const mock = await startMock();
    const before = mock.token;
    const own = await mock.keys.create({ name: 'own' });
    await mock.reset({ world: 'empty', seed: 5 });
    expect((await callApi(mock, '/v1/account', { token: before })).status).toBe(401);
    expect((await callApi(mock, '/v1/account', { token: own.token })).status).toBe(401);
    const token = await mock.world.developmentToken();
    expect((await callApi(mock, '/v1/gradings', { token })).body).toEqual({
      gradings: [],
      next_cursor: null,
    });
    await mock.reset({ world: 'default', seed: 1 });
    expect((await callApi(mock, '/v1/gradings', { token: before })).body.gradings).toHaveLength(25);
  });
});
