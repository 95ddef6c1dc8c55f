import { expect, it } from 'vitest';
import { runFuzz } from '../../scripts/fuzz/run-fuzz.js';
import { startMock } from '../support/start-mock.js';

it('gets no 5xx, no stack trace and no open socket by 1,000 hostile requests over raw sockets', async () => {
  const report = await runFuzz({ requests: 1000, seed: 7 });

  expect(report.findings).toEqual([]);
  expect(report.openSockets).toBe(0);
  expect(report.liveMiB.after).toBeLessThan(report.liveMiB.before + 20);
  expect(Object.keys(report.statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '404', '431']));
}, 120_000);

it('refuses a number beyond the largest one instead of failing with 500', async () => {
  const mock = await startMock();

  const response = await fetch(`${mock.url}/_mock/reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"seed":1e400}',
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { field: 'seed' } });
});
