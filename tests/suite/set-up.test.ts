import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, request as sendRequest } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { proxyFor } from '../../src/suite/client/agents.js';
import { transmit } from '../../src/suite/client/transport.js';
import { runContractSuite, runSuite } from '../../src/suite/run-contract-suite.js';
import { referenceDriver } from '../independent/driver.js';
import { type ReferenceServer, startReferenceServer } from '../independent/server.js';
import { runChck } from '../support/run-chck.js';
import { runInProcess } from '../support/run-in-process.js';

let server: ReferenceServer;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'chck-set-up-'));

beforeAll(async () => {
  server = await startReferenceServer();
  ({ token } = await referenceDriver(server).createAccount({ cards: 2, gradings: 2, usable: true }));
});

afterAll(() => server.close());

/** Starts a server of the test. Returns its address. */
async function listen(listener: RequestListener): Promise<string> {
  const started: Server = createServer(listener);
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    started.closeAllConnections();
    started.close();
  });
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

/** Starts a server with a certificate that nobody trusts. Returns its address. */
async function listenWithTls(): Promise<string> {
  const read = (name: string): string => readFileSync(join(import.meta.dirname, 'tls', name), 'utf8');
  const options = { key: read('key.pem'), cert: read('certificate.pem') };
  const started = createSecureServer(options, (_request, response) => response.end('{"status":"ok"}'));
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    started.closeAllConnections();
    started.close();
  });
  return `https://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const contract = (...args: string[]) => runChck('contract', ...args);

describe('a fault of the set-up', () => {
  it('is named when the token is refused', async () => {
    const { status, err } = await contract('-u', server.url, '--token', 'shbx_thisTokenIsUnknownToTheServer');
    expect([status, err]).toEqual([2, expect.stringMatching(/^error: The token is refused: .*401/)]);
  });

  it('is named when another token is refused or belongs to the same account', async () => {
    const refused = await contract('-u', server.url, '--token', token, '--other-token', 'shbx_unknownOther');
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('401 for --other-token')]);
    const same = await contract('-u', server.url, '--token', token, '--other-token', token);
    expect([same.status, same.err]).toEqual([2, expect.stringContaining('belong to the same account')]);
    const unknown = await contract('-u', server.url, '--token', token, '--unusable-token', 'shbx_unknownOne');
    expect([unknown.status, unknown.err]).toEqual([
      2,
      expect.stringContaining('--unusable-token is refused'),
    ]);
  });

  it('is named when the token is empty, which is the same as no token', async () => {
    const { status, err } = await contract('-u', server.url, '--token', '');
    expect([status, err]).toEqual([2, expect.stringContaining('Give --token')]);
  });

  it('is named when the certificate is not trusted, with NODE_EXTRA_CA_CERTS', async () => {
    const { status, err } = await contract('-u', await listenWithTls(), '--token', token, '--wait-for', '20');
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/^error: The certificate of https:.* is not trusted.*NODE_EXTRA_CA_CERTS/),
    ]);
  });

  it('is named when the target redirects', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(301, { location: 'https://api.example/partner' }).end();
    });
    const { status, err } = await contract('-u', url, '--token', token, '--wait-for', '20');
    expect([status, err]).toEqual([2, expect.stringContaining('redirects to https://api.example/partner')]);
  });

  it('is named when /health returns 503 until the time is over', async () => {
    const url = await listen((_request, response) => response.writeHead(503).end());
    const { status, err } = await contract('-u', url, '--token', token);
    expect([status, err]).toEqual([2, expect.stringContaining('is not ready: GET /health returned 503')]);
  });

  it('is not found while /health returns 503 at first', async () => {
    let calls = 0;
    const url = await listen((incoming, response) => {
      calls += 1;
      if (calls < 3) response.writeHead(calls === 1 ? 502 : 503).end();
      else forward(server.url, incoming, response);
    });
    const { status } = await contract(
      '-u',
      url,
      '--token',
      token,
      '--only',
      'HEALTH-001',
      '--wait-for',
      '20',
    );
    expect(status).toBe(0);
  });

  it('is written to every report, in place of the report of an earlier run', async () => {
    const files = {
      junit: join(folder, 'r.xml'),
      json: join(folder, 'r.json'),
      markdown: join(folder, 'r.md'),
    };
    for (const file of Object.values(files)) writeFileSync(file, 'an earlier run');
    const reporter = Object.entries(files).map(([name, file]) => `${name}=${file}`);
    const { status } = await contract(
      '-u',
      'http://127.0.0.1:9',
      '--token',
      token,
      '--reporter',
      reporter.join(),
    );
    expect(status).toBe(2);
    expect(readFileSync(files.junit, 'utf8')).toMatch(/tests="1" failures="0" errors="1".*Nothing responds/s);
    expect(JSON.parse(readFileSync(files.json, 'utf8'))).toMatchObject({
      passed: false,
      problem: expect.stringContaining('Nothing responds at http://127.0.0.1:9'),
    });
    expect(readFileSync(files.markdown, 'utf8')).toContain('the run could not be made: Nothing responds');
  });
});

describe('a proxy', () => {
  it('is used when HTTP_PROXY names it', async () => {
    const seen: string[] = [];
    const proxy = await listen((incoming, response) => {
      seen.push(incoming.url ?? '');
      const { pathname, search } = new URL(incoming.url ?? '');
      incoming.url = pathname + search;
      forward(server.url, incoming, response);
    });
    vi.stubEnv('HTTP_PROXY', proxy);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { status } = await contract('-u', 'http://partner.test', '--token', token, '--only', 'HEALTH-001');
    expect([status, seen.length >= 3, new Set(seen)]).toEqual([
      0,
      true,
      new Set(['http://partner.test/health', 'http://partner.test/v1/account']),
    ]);
  });

  it('is used for TLS when HTTPS_PROXY names it: a tunnel, and the certificate is checked', async () => {
    const secure = await listenWithTls();
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (incoming, socket: Duplex) => {
      tunnels.push(incoming.url ?? '');
      const upstream = connect(Number(new URL(secure).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      for (const each of [socket, upstream]) each.on('error', () => each.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { status, err } = await contract('-u', 'https://partner.test', '--token', token);
    expect([status, tunnels]).toEqual([2, ['partner.test:443']]);
    expect(err).toContain('NODE_EXTRA_CA_CERTS');
  });

  it.each([
    ['http://api.example/', {}, null],
    ['http://api.example/', { HTTP_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    ['http://api.example/', { HTTP_PROXY: '' }, null],
    ['https://api.example/', { HTTP_PROXY: 'http://proxy:3128' }, null],
    ['http://api.example/', { http_proxy: 'proxy:3128' }, 'http://proxy:3128'],
    ['http://api.example/', { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: 'example' }, null],
    [
      'http://api.example/',
      { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: 'a.b, .example:81' },
      'http://proxy:3128',
    ],
    ['http://api.example/', { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: '*' }, null],
    ['https://api.example/', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    ['https://api.example/', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'api.example:443' }, null],
    ['http://127.0.0.1:4000/', { HTTP_PROXY: 'http://proxy:3128' }, null],
  ])('for %s with %j is %s', (url, env, proxy) => {
    expect(proxyFor(new URL(url), env)).toBe(proxy);
  });
});

describe('a run', () => {
  it('sends a request again when the kept connection was closed in the same moment', async () => {
    const counts = new Map<object, number>();
    const url = await listen((incoming, response) => {
      const count = (counts.get(incoming.socket) ?? 0) + 1;
      counts.set(incoming.socket, count);
      if (count > 1) incoming.socket.destroy();
      else response.end('{}');
    });
    const request = { method: 'GET', path: '/', url: `${url}/`, headers: {} };
    expect((await transmit(request, 2000)).status).toBe(200);
    expect((await transmit(request, 2000)).status).toBe(200);
    expect([...counts.values()]).toEqual([2, 1]);
  });

  it('does not check a rule that takes too long, and reports the others', async () => {
    const url = await listen((incoming, response) => {
      if (!incoming.url?.startsWith('/v1/gradings')) forward(server.url, incoming, response);
    });
    const options = { baseUrl: url, token, ruleTimeoutMs: 300, only: ['GRL-001', 'HEALTH-001'] };
    const { results } = await runSuite(options, runInProcess);
    expect(results.map(({ verdict, detail }) => [verdict, detail])).toEqual([
      ['passed', ''],
      ['not-checked', 'took longer than 0.3 s'],
    ]);
  });

  it('leaves no target behind when it is interrupted, in 20 of 20 random moments', async () => {
    const account = await referenceDriver(server).createAccount({ cards: 2, gradings: 2, usable: true });
    const registered = () =>
      server.state.accounts.find(({ id }) => id === account.accountId)?.targets.length ?? -1;
    const left: number[] = [];
    let most = 0;
    for (let round = 0; round < 20; round += 1) {
      const interrupt = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const watch = setInterval(() => {
        most = Math.max(most, registered());
      }, 2);
      await runContractSuite({
        baseUrl: server.url,
        token: account.token,
        only: ['HEALTH-001', 'webhook-targets', 'webhook-deliveries'],
        signal: interrupt.signal,
        onResult: () => {
          timer ??= setTimeout(() => interrupt.abort(), Math.random() * 250);
        },
      });
      clearInterval(watch);
      clearTimeout(timer);
      left.push(registered());
    }
    expect(left).toEqual(Array.from({ length: 20 }, () => 0));
    expect(most).toBeGreaterThan(0);
  }, 300_000);
});

function forward(
  origin: string,
  incoming: Parameters<RequestListener>[0],
  response: Parameters<RequestListener>[1],
) {
  const { method, headers } = incoming;
  const outgoing = sendRequest(origin + incoming.url, { ...(method && { method }), headers }, (received) => {
    response.writeHead(received.statusCode ?? 502, received.headers);
    received.pipe(response);
  });
  incoming.pipe(outgoing);
}
