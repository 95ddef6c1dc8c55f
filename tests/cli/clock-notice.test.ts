import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/chck.js';
import { runChck, startChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const FROZEN = "The mock's clock is frozen at 2026-12-01T12:00:00.000Z";

describe('a clock that an earlier run froze or moved', () => {
  it('is said in the banner and in the log of the next run', async () => {
    const data = join(emptyFolder(), 'mock.db');
    const earlier = await startMock({ data });
    await earlier.clock.freeze(Date.parse('2026-12-01T12:00:00.000Z'));
    await earlier.close();

    const next = startChck(['serve', '--port', '0', '--data', data]);
    await next.until(/stop with Ctrl\+C/);
    expect(next.out).toContain(FROZEN);
    expect(next.err).toContain(FROZEN);
  });

  it('is said by doctor and by explain', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/account', { headers: { 'x-request-id': 'one' } });
    await mock.clock.freeze(Date.parse('2026-12-01T12:00:00.000Z'));

    expect((await runChck('doctor', '--url', mock.url)).out).toContain(FROZEN);
    const explained = await runChck('explain', 'one', '--url', mock.url, '--json');
    expect(explained.err).toContain(FROZEN);
    expect(explained.json()).toMatchObject({ id: 'one' });
  });

  it('is said with its distance when it runs, and not at all when it shows real time', async () => {
    const mock = await startMock();
    const before = await runChck('doctor', '--url', mock.url);
    expect(before.out).not.toContain('clock');
    await mock.advance('3d');
    const after = await runChck('doctor', '--url', mock.url);
    expect(after.out).toContain("The mock's clock was moved: it is 3d ahead of real time.");
  });
});
