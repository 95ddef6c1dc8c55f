import { describe, expect, it } from 'vitest';
import { runChck, startChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('chck keys', () => {
  it('creates a key that works, lists its prefix, and revokes it at once while other keys still work', async () => {
    const mock = await startMock();
    const first = (await runChck('keys', 'create', 'First', '--json', '--url', mock.url)).json();
    const second = await runChck('keys', 'create', 'Second', '--url', mock.url);
    expect(first).toMatchObject({ name: 'First', token: expect.stringMatching(/^shbx_[\w-]{64}$/) });
    expect(second.out).toMatch(/^shbx_[\w-]{64}\n$/);
    expect(second.err).toContain('The token is shown only once.');
    expect((await callApi(mock, '/v1/account', { token: first.token })).status).toBe(200);

    const list = await runChck('keys', 'list', '--url', mock.url);
    expect(list.out).toContain(`${first.token.slice(0, 12)}…`);
    expect(list.out).not.toContain(first.token.slice(0, 13));

    expect((await runChck('keys', 'revoke', String(first.id), '--url', mock.url)).status).toBe(0);
    const refused = await callApi(mock, '/v1/account', { token: first.token });
    expect([refused.status, refused.body]).toEqual([401, { error: 'invalid_credentials' }]);
    expect((await callApi(mock, '/v1/account', { token: second.out.trim() })).status).toBe(200);
  });

  it('accepts an account by email or id, and options from variables', async () => {
    const mock = await startMock();
    const account = 'second@partner.example';
    const byEmail = await runChck('keys', 'create', 'x', '--account', account, '--url', mock.url);
    const env = { CHCK_URL: mock.url, CHCK_ACCOUNT: '2' };
    const byVariable = await startChck(['keys', 'create', 'y'], { env }).ended;
    for (const { out } of [byEmail, byVariable]) {
      expect((await callApi(mock, '/v1/account', { token: out.trim() })).body.email).toBe(account);
    }
  });

  it.each([
    [['keys', 'revoke', '999'], /no API key with id 999/],
    [['keys', 'revoke', 'x'], /argument 'id'.*whole number.*"x"/s],
    [['keys', 'create', ' '], /name must have 1 to 100 characters/],
    [['keys', 'create', 'x', '--account', 'nobody@partner.example'], /nobody@partner\.example/],
    [['keys', 'create'], /missing required argument 'name'/],
    [['keys', 'lst'], /unknown command 'lst'.*list/s],
    [['kyes'], /Unknown command "kyes".*keys/s],
  ])('refuses %j with 2 and a sentence', async (args, sentence) => {
    const mock = await startMock();
    const { status, out, err } = await runChck(...args, ...(args.length > 1 ? ['--url', mock.url] : []));
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says how to start a mock when none responds', async () => {
    const { status, err } = await runChck('keys', 'list', '--url', 'http://127.0.0.1:9');
    expect([status, err]).toEqual([2, expect.stringContaining('Start one with `chck serve`')]);
  });
});
