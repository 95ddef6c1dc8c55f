import { describe, expect, it } from 'vitest';
import { callApi, startMock } from '../support/start-mock.js';

describe('an account is given', () => {
  it('by id or email, and is the first of the world by default', async () => {
    const mock = await startMock();
    for (const account of [2, '2', 'second@partner.example']) {
      expect(await mock.accounts.get(account)).toMatchObject({ id: 2, email: 'second@partner.example' });
      const owners = (await mock.keys.list({ account })).map(({ accountId }) => accountId);
      expect(new Set(owners)).toEqual(new Set([2]));
    }
    expect((await mock.accounts.get()).id).toBe(1);
    await mock.targets.create({ account: 'second@partner.example', url: 'http://127.0.0.1:9/' });
    expect(await mock.targets.list({ account: 2 })).toHaveLength(1);
    expect(await mock.targets.list()).toEqual([]);
  });

  it('by id or email where calls are listed', async () => {
    const mock = await startMock();
    const { account, token } = await mock.accounts.create();
    await callApi(mock, '/v1/account');
    await callApi(mock, '/v1/gradings', { token });
    expect(await mock.requests.list({ account: account.email })).toMatchObject([{ url: '/v1/gradings' }]);
  });

  it('and refused when there is none', async () => {
    const mock = await startMock();
    await expect(mock.keys.create({ account: 99 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(mock.deliveries.list({ account: 'no@where.example' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

it('a reset while accounts are created leaves no key to somebody else’s account', async () => {
  const mock = await startMock();
  const creations = Array.from({ length: 5 }, () => mock.accounts.create({ cards: 200 }));
  const resets = [mock.reset(), mock.reset()];
  await Promise.all(resets);
  for (const { account, token } of await Promise.all(creations)) {
    const { status, body } = await callApi(mock, '/v1/account', { token });
    if (status === 200) expect(body.email).toBe(account.email);
    else expect(status).toBe(401);
  }
});
