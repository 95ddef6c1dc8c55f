import { describe, expect, it } from 'vitest';
import { operations } from '../../src/contract/operations.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('authentication', () => {
  it('requires a key for every operation except getHealth', () => {
    const open = [...operations().values()].filter(({ secured }) => !secured).map(({ id }) => id);
    expect(open).toEqual(['getHealth']);
  });

  it('returns 401 missing_credentials without a token', async () => {
    const mock = await startMock();
    const { status, headers, body } = await callApi(mock, '/v1/account', { token: null });
    expect([status, body]).toEqual([401, { error: 'missing_credentials' }]);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="shoebox", error="invalid_request"');
  });

  it('returns 401 invalid_credentials for an unknown token', async () => {
    const mock = await startMock();
    const { status, body } = await callApi(mock, '/v1/account', { token: 'shbx_unknown' });
    expect([status, body]).toEqual([401, { error: 'invalid_credentials' }]);
  });

  it('refuses a revoked key from the next request on, and no other key', async () => {
    const mock = await startMock();
    const first = await mock.keys.create({ account: 1, name: 'first' });
    const second = await mock.keys.create({ account: 1, name: 'second' });
    expect((await callApi(mock, '/v1/account', { token: first.token })).status).toBe(200);
    await mock.keys.revoke(first.key.id);
    const refused = await callApi(mock, '/v1/account', { token: first.token });
    expect([refused.status, refused.body]).toEqual([401, { error: 'invalid_credentials' }]);
    expect((await callApi(mock, '/v1/account', { token: second.token })).status).toBe(200);
  });

  it.each([
    ['an account that is no partner', 3],
    ['a partner without a user', 4],
  ])('returns 403 key_not_usable for the key of %s', async (_case, accountId) => {
    const mock = await startMock();
    const { token } = await mock.keys.create({ account: accountId, name: 'unusable' });
    const { status, body } = await callApi(mock, '/v1/gradings', { token });
    expect([status, body]).toEqual([403, { error: 'key_not_usable' }]);
  });

  it('returns 404 for an unknown route only to a usable key', async () => {
    const mock = await startMock();
    expect((await callApi(mock, '/v1/nowhere', { token: null })).status).toBe(401);
    const { status, body } = await callApi(mock, '/v1/nowhere');
    expect([status, body]).toEqual([
      404,
      { statusCode: 404, error: 'Not Found', message: 'Route GET:/v1/nowhere not found' },
    ]);
  });

  it('writes last_used_at after a successful request, and not after a refused one', async () => {
    const mock = await startMock();
    const refused = await mock.keys.create({ name: 'refused' });
    const used = await mock.keys.create({ name: 'used' });
    await callApi(mock, '/v1/gradings?limit=0', { token: refused.token });
    await callApi(mock, '/v1/gradings', { token: used.token });
    const lastUse = async (id: number) => (await mock.keys.get(id)).lastUsedAt;
    await expect.poll(() => lastUse(used.key.id)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(await lastUse(refused.key.id)).toBeNull();
  });
});
