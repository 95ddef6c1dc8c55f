import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock.js';
import { emptyFolder } from '../support/chck.js';
import { runChck, startChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const TOKEN = `shbx_${'fixed-token_0123'.repeat(4)}`;
const ADMIN_TOKEN = 'an-admin-token-of-this-test';

async function statusOf({ url }: { url: string }, token: string): Promise<number> {
  return (await fetch(`${url}/v1/account`, { headers: { authorization: `Bearer ${token}` } })).status;
}

describe('a fixed development token', () => {
  it('works from the start, after a reset, in another world and with the same data', async () => {
    const data = join(emptyFolder(), 'mock.db');
    const plain = await startMock({ data });
    expect(await statusOf(plain, TOKEN)).toBe(401);
    await plain.close();

    const mock = await startMock({ data, developmentToken: TOKEN });
    expect(mock.token).toBe(TOKEN);
    expect(await statusOf(mock, TOKEN)).toBe(200);
    await mock.reset();
    expect(await statusOf(mock, TOKEN)).toBe(200);
    await mock.reset({ world: 'empty', seed: 7 });
    expect(await statusOf(mock, TOKEN)).toBe(200);
  });

  it('is refused beyond loopback, unless it is allowed there; tokens of the seed are refused always', async () => {
    const shared = { host: '0.0.0.0', adminToken: ADMIN_TOKEN, developmentToken: TOKEN };
    await expect(createMock(shared)).rejects.toMatchObject({ code: 'development_token_refused' });

    const seeded = (await startMock()).token ?? '';
    const mock = await startMock({ ...shared, allowDevelopmentToken: true });
    expect(await statusOf(mock, TOKEN)).toBe(200);
    expect(await statusOf(mock, seeded)).toBe(401);
  });

  it('is a flag and a variable of `chck serve`, and is checked for its form without being printed', async () => {
    const env = { CHCK_DEVELOPMENT_TOKEN: TOKEN };
    const served = startChck(['serve', '--ephemeral', '--port', '0', '--json'], { env });
    await served.until(/\{.*\}/);
    expect(JSON.parse(served.out).token).toBe(TOKEN);

    const bad = await startChck(['serve', '--ephemeral'], { env: { CHCK_DEVELOPMENT_TOKEN: 'secret-text' } })
      .ended;
    expect([bad.status, bad.err]).toEqual([
      2,
      expect.stringMatching(/CHCK_DEVELOPMENT_TOKEN cannot be used.*shbx_ and 64 characters/),
    ]);
    expect(bad.err).not.toContain('secret-text');
  });

  it('is needed by the flag that allows it', async () => {
    const ran = await runChck('serve', '--ephemeral', '--port', '0', '--allow-development-token');
    expect([ran.status, ran.err]).toEqual([2, expect.stringContaining('--allow-development-token needs')]);
  });
});

describe('a mock beyond loopback', () => {
  it('prints how a key is created there', async () => {
    const env = { CHCK_ADMIN_TOKEN: ADMIN_TOKEN };
    const served = startChck(['serve', '--ephemeral', '--port', '0', '--host', '0.0.0.0'], { env });
    const [, url] = await served.until(/CHCK_ADMIN_TOKEN=… chck keys create "My key" --url (\S+)/);
    const created = await startChck(['keys', 'create', 'My key', '--url', String(url)], { env }).ended;
    expect(await statusOf({ url: String(url) }, created.out.trim())).toBe(200);
  });
});
