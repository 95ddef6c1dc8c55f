import { describe, expect, it, onTestFinished } from 'vitest';
import { startReceiver } from '../support/receiver.js';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

async function verdicts(...args: string[]) {
  const ran = await runChck('doctor', '--json', ...args);
  const { results }: { results: { id: string; verdict: string; detail: string }[] } = ran.json();
  return {
    status: ran.status,
    seen: Object.fromEntries(results.map(({ id, verdict }) => [id, verdict])),
    results,
  };
}

describe('chck doctor', () => {
  it('finds nothing wrong with a mock whose targets listen', async () => {
    const mock = await startMock();
    await mock.webhooks.register((await startReceiver(204)).url);
    const { status, seen } = await verdicts('--url', mock.url);
    const all = { node: 'passed', config: 'passed', variables: 'passed', data: 'passed' };
    expect([status, seen]).toEqual([0, { ...all, mock: 'passed', targets: 'passed' }]);
  });

  it('names a target where nothing listens', async () => {
    const mock = await startMock();
    await mock.webhooks.register('http://127.0.0.1:9/hook');
    const { status, results } = await verdicts('--url', mock.url);
    expect(status).toBe(1);
    expect(results.find(({ id }) => id === 'targets')?.detail).toBe(
      'Nothing listens at http://127.0.0.1:9/hook.',
    );
  });

  it('tells a port that another program has from a mock that is not there', async () => {
    const other = await startReceiver(404);
    expect((await verdicts('--url', new URL(other.url).origin)).seen.mock).toBe('failed');
    expect((await verdicts('--url', 'http://127.0.0.1:9')).seen.mock).toBe('not looked at');
  });

  it('suspects a misspelt variable', async () => {
    process.env.CHCK_WEBHOK_SECRET = 'x';
    onTestFinished(() => {
      delete process.env.CHCK_WEBHOK_SECRET;
    });
    const { results } = await verdicts('--url', 'http://127.0.0.1:9');
    expect(results.find(({ id }) => id === 'variables')?.detail).toBe(
      'Nothing reads CHCK_WEBHOK_SECRET (CHCK_WEBHOOK_SECRET?).',
    );
  });
});
