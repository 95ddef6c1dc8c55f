import { describe, expect, it } from 'vitest';
import { expectDocumented } from '../support/expect-documented.js';
import { advance } from '../support/shared-mock.js';
import { callApi, headerNames, startMock } from '../support/start-mock.js';

describe('the rate limit', () => {
  it('allows 600 requests a minute for each client by default', async () => {
    const mock = await startMock({ rateLimit: 600 });
    const { headers } = await callApi(mock, '/v1/account');
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['600', '599']);
  });

  it('returns 429 in the framework’s shape before authentication, until the window ends on the clock', async () => {
    const mock = await startMock({ rateLimit: 3 });
    await mock.clock.freeze();
    const standing: (string | null)[] = [];
    for (const path of ['/health', '/v1/account', '/v1/nowhere']) {
      standing.push((await callApi(mock, path)).headers.get('x-ratelimit-remaining'));
    }
    expect(standing).toEqual(['2', '1', '0']);
    await advance(mock, 18);
    const refused = await callApi(mock, '/v1/account', { token: 'shbx_unknown' });
    expect([refused.status, refused.body]).toEqual([
      429,
      { statusCode: 429, error: 'Too Many Requests', message: 'Rate limit exceeded, retry in 42 seconds' },
    ]);
    expect(refused.headers.get('retry-after')).toBe('42');
    expect(refused.headers.get('x-ratelimit-reset')).toBe('42');
    expectDocumented('getAccount', refused);
    await advance(mock, 41);
    expect((await callApi(mock, '/v1/account')).status).toBe(429);
    await advance(mock, 1);
    const { status, headers } = await callApi(mock, '/v1/account');
    expect([status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')]).toEqual([
      200,
      '2',
      '60',
    ]);
  });

  it('does not count image links, /_mock and the portal', async () => {
    const mock = await startMock({ rateLimit: 2 });
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    for (let time = 0; time < 3; time += 1) {
      expect((await fetch(body.cards[0].images.front)).status).toBe(200);
      expect((await fetch(`${mock.url}/_mock/health`)).status).toBe(200);
    }
    expect((await callApi(mock, '/health')).status).toBe(200);
    expect((await callApi(mock, '/health')).status).toBe(429);
  });

  it('counts refused requests, unknown routes and undecodable paths', async () => {
    const mock = await startMock({ rateLimit: 4 });
    await callApi(mock, '/v1/account', { token: null });
    await callApi(mock, '/nowhere');
    await callApi(mock, '/v1/gradings/%zz');
    await callApi(mock, '/v1/gradings?limit=0');
    expect((await callApi(mock, '/health')).status).toBe(429);
  });

  it('has no headers when it is off', async () => {
    const mock = await startMock({ rateLimit: 'off' });
    const { headers } = await callApi(mock, '/health');
    expect(headerNames(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  });
});
