import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Client } from '../../src/suite/client/client.js';
import { curlOf } from '../../src/suite/client/exchange.js';

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

test('a 429 is sent again after its Retry-After, and both are counted', async () => {
  let calls = 0;
  const url = await serve((_, response) => {
    calls += 1;
    response.writeHead(calls === 1 ? 429 : 200, { 'retry-after': '0' }).end('{}');
  });
  const client = new Client(url, {}, 2000, () => {});
  expect((await client.send('GET', '/v1/account')).status).toBe(200);
  expect([calls, client.requests]).toEqual([2, 2]);
});

test('a 429 is given back at once when the rule is about it', async () => {
  const url = await serve((_, response) => response.writeHead(429, { 'retry-after': '60' }).end('{}'));
  const client = new Client(url, {}, 2000, () => {});
  expect((await client.send('GET', '/health', { patient: false })).status).toBe(429);
  expect(client.requests).toBe(1);
});

test('at most eight requests are under way at a time', async () => {
  let active = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const url = await serve((_, response) => {
    active += 1;
    most = Math.max(most, active);
    waiting.push(() => {
      active -= 1;
      response.end('{}');
    });
    if (active === 8)
      setImmediate(() => {
        for (const answer of waiting.splice(0)) answer();
      });
  });
  const client = new Client(url, {}, 2000, () => {});
  await Promise.all(Array.from({ length: 24 }, () => client.send('GET', '/health')));
  expect(most).toBe(8);
});

test('a target that does not respond is an error that names the call', async () => {
  const client = new Client('http://127.0.0.1:1', {}, 2000, () => {});
  await expect(client.send('GET', '/health')).rejects.toMatchObject({ code: 'no_answer' });
});

test('the curl of a call has no secret in it', () => {
  const token = `shbx_${'s3cretS3'.repeat(8)}`;
  const request = {
    method: 'POST',
    path: '/v1/webhook-targets',
    url: 'http://localhost:4000/v1/webhook-targets',
    headers: { authorization: `Bearer ${token}`, 'x-gateway': 'opensesame-opensesame' },
    body: `{"note":"it's"}`,
  };
  expect(curlOf(request, new Set(['x-gateway']))).toBe(
    `curl -i -X POST -H 'authorization: Bearer shbx_s3cr…' -H 'x-gateway: opensesam…' --data '{"note":"it'\\''s"}' 'http://localhost:4000/v1/webhook-targets'`,
  );
});
