import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runChck, startChck } from '../../support/run-chck.js';
import { startMock } from '../../support/start-mock.js';

async function startProxy(upstream: string) {
  const proxy = startChck(['proxy', '--upstream', upstream, '--proxy-port', '0', '--json']);
  const [, url = ''] = await proxy.until(/Point your client at (http:\S+);/);
  return { proxy, url };
}

describe('chck proxy', () => {
  it('finds nothing wrong between a right client and the mock, and ends with 0', async () => {
    const mock = await startMock({ rateLimit: 600 });
    const { proxy, url } = await startProxy(mock.url);
    const headers = { authorization: `Bearer ${mock.token}` };
    expect((await (await fetch(`${url}/v1/gradings?limit=3`, { headers })).json()).gradings).toHaveLength(3);
    proxy.interrupt();
    const { status, out } = await proxy.ended;
    expect([status, JSON.parse(out)]).toEqual([0, { calls: 1, violations: [] }]);
  });

  it('names what breaks the contract on either side in words, and ends with 1', async () => {
    const upstream = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ gradings: [], next_cursor: 7 }));
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      upstream.closeAllConnections();
      upstream.close();
    });
    const { port } = upstream.address() as AddressInfo;
    const { proxy, url } = await startProxy(`http://127.0.0.1:${port}`);
    const response = await fetch(`${url}/v1/gradings?limit=zero`, { headers: { authorization: 'Bearer x' } });
    expect(response.headers.get('sl-violations')).toBeNull();
    proxy.interrupt();
    const { status, out } = await proxy.ended;
    const { violations } = JSON.parse(out);
    expect(status).toBe(1);
    expect(violations).toContainEqual(
      expect.objectContaining({
        side: 'response',
        operationId: 'listGradings',
        message: expect.stringMatching(/^the response, body\.next_cursor: /),
      }),
    );
    expect(violations).toContainEqual(
      expect.objectContaining({
        side: 'request',
        message: expect.stringMatching(/^the request, query\.limit: /),
      }),
    );
  });

  it('refuses an address that is none', async () => {
    expect(await runChck('proxy', '--upstream', 'staging')).toMatchObject({ status: 2 });
  });
});
