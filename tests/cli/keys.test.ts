import { describe, expect, it } from 'vitest';
import { chck, chckInProcess } from '../support/chck.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('chck keys', () => {
  it('creates a key that works, lists it by its prefix, and revokes it at once while the others still work', async () => {
    const mock = await startMock();
    const first = JSON.parse((await chck(['keys', 'create', 'First', '--json', '--url', mock.url])).out);
    const second = await chck(['keys', 'create', 'Second', '--url', mock.url]);
    expect(first).toEqual(
      expect.objectContaining({ name: 'First', token: expect.stringMatching(/^shbx_[\w-]{64}$/) }),
    );
    expect(second.out).toMatch(/^shbx_[\w-]{64}\n$/);
    expect(second.err).toContain('keep it now');
    expect((await callApi(mock, '/v1/account', { token: first.token })).status).toBe(200);

    const list = await chck(['keys', 'list', '--url', mock.url]);
    expect(list.out).toContain(`${first.token.slice(0, 12)}…`);
    expect(list.out).not.toContain(first.token.slice(0, 13));

    const { code } = await chck(['keys', 'revoke', String(first.id), '--url', mock.url]);
    expect(code).toBe(0);
    const refused = await callApi(mock, '/v1/account', { token: first.token });
    expect([refused.status, refused.body]).toEqual([401, { error: 'invalid_credentials' }]);
    expect((await callApi(mock, '/v1/account', { token: second.out.trim() })).status).toBe(200);
  });

  it('takes an account by email or id, and its options from variables', async () => {
    const mock = await startMock();
    const byEmail = await chck([
      'keys',
      'create',
      'x',
      '--account',
      'second@partner.example',
      '--url',
      mock.url,
    ]);
    const byVariable = await chck(['keys', 'create', 'y'], {
      env: { CHCK_URL: mock.url, CHCK_ACCOUNT: '2' },
    });
    for (const { out } of [byEmail, byVariable]) {
      expect((await callApi(mock, '/v1/account', { token: out.trim() })).body.email).toBe(
        'second@partner.example',
      );
    }
  });

  it.each([
    [['keys', 'revoke', '999'], /no API key with id 999/],
    [['keys', 'revoke', 'x'], /argument 'id'.*whole number.*"x"/s],
    [['keys', 'create', ' '], /name must have 1 to 100 characters/],
    [['keys', 'create', 'x', '--account', 'nobody@partner.example'], /nobody@partner\.example/],
    [['keys', 'create'], /missing required argument 'name'/],
    [['keys', 'lst'], /unknown command 'lst'.*list/s],
    [['kyes'], /no command "kyes".*keys/s],
  ])('refuses %j with 2 and a sentence', async (args, sentence) => {
    const mock = await startMock();
    const { code, out, err } = await chckInProcess([
      ...args,
      ...(args.length > 1 ? ['--url', mock.url] : []),
    ]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says how to start a mock when none answers', async () => {
    const { code, err } = await chckInProcess(['keys', 'list', '--url', 'http://127.0.0.1:9']);
    expect([code, err]).toEqual([2, expect.stringContaining('Start one with `npx chck serve`')]);
  });
});
