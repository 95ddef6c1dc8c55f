import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/chck.js';
import { runChck, startChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('chck logs', () => {
  it('prints the calls that match, the last ones, without tokens', async () => {
    const mock = await startMock();
    for (const path of ['/v1/account', '/v1/gradings?limit=0', '/v1/gradings?limit=1', '/v1/cards?limit=1']) {
      await callApi(mock, path);
    }
    const logs = async (...args: string[]) => (await runChck('logs', '--url', mock.url, ...args)).out;
    expect((await logs()).match(/ GET \//g)).toHaveLength(4);
    expect(await logs('--operation', 'listGradings', '--status', '400')).toMatch(
      /^\S+ 400 GET \/v1\/gradings\?limit=0 .*\n.*limit/,
    );
    expect(await logs('--last', '1')).toMatch(/^\S+ 200 GET \/v1\/cards\?limit=1 [\d.]+ ms shbx_\S{7}…\n$/);
    expect(await logs('--path', '/v1/account', '--json')).toMatch(/^\{.*"path":"\/v1\/account".*\}\n$/);
    expect((await logs()) + (await logs('--json'))).not.toContain(mock.token);
    expect((await runChck('logs', '--url', mock.url, '--status', '418')).err).toContain('no such call');
  });

  it('follows, each call once, also over a restart of the mock', async () => {
    const first = await startMock();
    await callApi(first, '/v1/account');
    const logs = startChck(['logs', '--follow', '--json', '--url', first.url]);
    await logs.until(/\/v1\/account/);
    await callApi(first, '/v1/cards?limit=1');
    await logs.until(/\/v1\/cards/);
    await first.close();
    await logs.until(/Waiting for the mock/);
    const second = await startMock({ port: first.port });
    await callApi(second, '/v1/gradings?limit=1');
    await logs.until(/\/v1\/gradings/);
    logs.interrupt();
    const { status, out } = await logs.ended;
    const paths = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path);
    expect([status, paths]).toEqual([0, ['/v1/account', '/v1/cards', '/v1/gradings']]);
  });

  it('writes an HTTP Archive, and says why when it cannot', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/account');
    const folder = emptyFolder();
    const file = join(folder, 'calls.har');
    expect((await runChck('logs', '--url', mock.url, '--har', file)).err).toContain('Wrote 1 calls');
    const { log } = JSON.parse(readFileSync(file, 'utf8'));
    expect(log.entries[0].request.url).toBe(`${mock.url}/v1/account`);
    const refused = await runChck('logs', '--url', mock.url, '--har', folder);
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('cannot be written: EISDIR')]);
    const both = await runChck('logs', '--url', mock.url, '--har', file, '--follow');
    expect([both.status, both.err]).toEqual([2, expect.stringMatching(/--har.*--follow/)]);
  });
});
