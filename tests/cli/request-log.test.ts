import { expect, it } from 'vitest';
import { createRequestLog } from '../../src/cli/serve/request-log.js';
import { startReceiver } from '../support/receiver.js';
import { testTerminal } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const token = `shbx_${'QWERTYU'.repeat(9)}x`;
const base64 = Buffer.from(token).toString('base64');

it('logs no token and no credentials of targets at the level debug', async () => {
  const lines: string[] = [];
  const log = createRequestLog(testTerminal({ err: (text) => lines.push(text) }), 'debug');
  const mock = await startMock();
  mock.requests.onRequest(log.request);
  mock.deliveries.onAttempt(log.attempt);
  const receiver = await startReceiver(500);
  const url = receiver.url.replace('http://', 'http://partner:s3cret-word@');

  await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: { outcome: 'success', url } });
  await callApi(mock, `/v1/gradings/${token}?access_token=${base64}`, {
    headers: { 'x-own': base64, referer: `http://partner:s3cret-word@page.example/${token}` },
  });
  await callApi(mock, '/v1/account', { token });
  await mock.triggers.fire({ outcome: 'success' });
  await mock.deliveries.settled();
  log.error(new Error(`connect postgres://chck:s3cret-word@db failed for ${token}`));

  const text = lines.join('\n');
  expect(lines.length).toBeGreaterThan(6);
  expect(text).toContain('shbx_QWERTYU…');
  expect(text).toContain('postgres://…@db');
  for (const secret of [token, base64, 's3cret-word', mock.token ?? '']) expect(text).not.toContain(secret);
});

it('warns of an unknown query parameter once for each name', async () => {
  const lines: string[] = [];
  const log = createRequestLog(testTerminal({ err: (text) => lines.push(text) }), 'warn');
  const mock = await startMock();
  mock.requests.onRequest(log.request);
  for (const query of ['limt=5', 'limt=6', 'limit=5', 'page=2']) await callApi(mock, `/v1/gradings?${query}`);
  expect(lines).toEqual([
    'The API ignores the query parameter "limt": /v1/gradings has none of this name.',
    'The API ignores the query parameter "page": /v1/gradings has none of this name.',
  ]);
});
