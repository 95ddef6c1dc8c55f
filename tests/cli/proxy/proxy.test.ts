import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { start } from '../../support/chck.js';
import { runChck, startChck } from '../../support/run-chck.js';
import { startMock } from '../../support/start-mock.js';

async function startProxy(upstream: string) {
  const proxy = startChck(['proxy', '--upstream', upstream, '--proxy-port', '0', '--json']);
  const [, url = ''] = await proxy.until(/Point your client at (http:\S+);/);
  return { proxy, url };
}

async function startUpstream(respond: (response: ServerResponse, path: string) => void): Promise<string> {
  const upstream = createServer((request, response) => respond(response, request.url ?? ''));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
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
    const upstream = await startUpstream((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ gradings: [], next_cursor: 7 }));
    });
    const { proxy, url } = await startProxy(upstream);
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

  it('passes redirects and headers of the implementation on, without following or reading them', async () => {
    const asked: string[] = [];
    const own = ['{', '[1, null, {"location": 7}]', '[{"location":["request"],"severity":"Error"}]'];
    const upstream = await startUpstream((response, path) => {
      asked.push(path);
      if (path.includes('cards')) response.writeHead(307, { location: '/elsewhere' }).end();
      else {
        response.writeHead(200, {
          'content-type': 'application/json',
          'sl-violations': own[asked.length - 1],
        });
        response.end('{"status":"ok","service":"partner-api"}');
      }
    });
    const { proxy, url } = await startProxy(`${upstream}/base`);

    for (const value of own) {
      const response = await fetch(`${url}/health`);
      expect([response.status, response.headers.get('sl-violations')]).toEqual([200, value]);
      expect(await response.json()).toEqual({ status: 'ok', service: 'partner-api' });
    }
    const moved = await fetch(`${url}/v1/cards`, { redirect: 'manual' });

    expect([moved.status, moved.headers.get('location')]).toEqual([307, '/elsewhere']);
    expect(asked).toEqual(['/base/health', '/base/health', '/base/health', '/base/v1/cards']);
    proxy.interrupt();
    const { violations } = JSON.parse((await proxy.ended).out);
    expect(violations.map(({ message }: { message: string }) => message)).not.toContain(
      'breaks the contract',
    );
  });

  it('leaves no process when it is killed', async () => {
    const upstream = await startUpstream((response) => response.end());
    const { child, said } = start(['proxy', '--upstream', upstream, '--proxy-port', '0']);
    await vi.waitFor(() => expect(said.err).toContain('Point your client at'), { timeout: 20_000 });
    const [prism] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');

    child.kill('SIGKILL');

    await vi.waitFor(() => expect(existsSync(`/proc/${prism}`)).toBe(false), { timeout: 10_000 });
  });

  it('refuses an address that is none', async () => {
    expect(await runChck('proxy', '--upstream', 'staging')).toMatchObject({ status: 2 });
  });
});
