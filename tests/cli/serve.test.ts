import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chck, emptyFolder, serve, start } from '../support/chck.js';
import { startChck } from '../support/run-chck.js';

async function api(url: string, path: string, token: string, init: RequestInit = {}) {
  const response = await fetch(url + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse((await response.text()) || 'null'),
  };
}

describe('chck serve', () => {
  it('prints one JSON object with url and token once it responds', async () => {
    const { url, token, child, ended } = await serve();
    expect((await api(url, '/v1/account', token)).body.email).toBe('dev@partner.example');
    child.kill('SIGTERM');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(Object.keys(JSON.parse(out))).toEqual(
      expect.arrayContaining(['url', 'token', 'port', 'seed', 'data']),
    );
  });

  it('is what a bare chck does, with a banner whose three curl lines work when pasted', async () => {
    const { child, ended, said } = start(['--port', '0', '--ephemeral']);
    await new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (said.out.includes('Ctrl+C')) resolve();
      });
    });
    const lines = said.out.split('\n').filter((line) => line.trim().startsWith('curl '));
    expect(lines).toHaveLength(3);
    const [health, gradings, cards] = lines.map((line) =>
      JSON.parse(execFileSync('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()),
    );
    expect(health).toEqual({ status: 'ok' });
    expect(gradings.gradings).toHaveLength(2);
    expect(cards.cards).toHaveLength(2);
    expect(said.out).toMatch(/CHCK does not know it/);
    expect(said.out).toContain('in memory until it stops');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('ends with 2 and says whom to ask when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, out, err } = await chck(['serve', '--ephemeral', '--port', String(port)]);
    other.close();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(err).toContain(`lsof -i :${port}`);
    expect(err).toContain('--port 0');
  });

  it('leaves nothing behind when it does not start, and keeps data that was there', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const taken = String(typeof address === 'object' ? address?.port : 0);
    const cwd = emptyFolder();
    expect((await chck(['serve', '--port', taken], { cwd })).code).toBe(2);
    expect((await chck(['serve', '--port', '0', '--world', './none.yaml'], { cwd })).code).toBe(2);
    expect(readdirSync(cwd)).toEqual([]);

    const { child, ended } = await serve([], { cwd });
    child.kill('SIGTERM');
    await ended;
    expect((await chck(['serve', '--port', taken], { cwd })).code).toBe(2);
    other.close();
    expect(existsSync(join(cwd, '.chck', 'mock.db'))).toBe(true);
  });

  it.each([
    [['--prot', '1'], /unknown option '--prot'.*--port/s],
    [['--word', 'empty'], /unknown option '--word'.*--world/s],
    [['--port', 'x'], /--port.*whole number from 0 to 65535; it is "x"/s],
    [['--seed', '1.5'], /--seed.*whole number/s],
    [['--rate-limit', '0'], /--rate-limit.*from 1, or off; it is "0"/s],
    [['--log-level', 'loud'], /--log-level.*silent, error, warn, info, debug/s],
    [['--presigned-url-ttl-seconds', '0'], /from 1 to 604800/],
    [['--webhook-timeout', 'soon'], /--webhook-timeout/],
    [['--ephemeral', '--data', 'x.db'], /cannot be used with/],
    [['--world', 'defualt'], /defualt.*default/s],
    [['--world', './missing.yaml'], /missing\.yaml/],
    [['--host', '0.0.0.0'], /admin token/],
    [['--host', '203.0.113.7', '--admin-token', 'x'.repeat(32)], /Cannot listen on 203\.0\.113\.7/],
    [['surplus'], /too many arguments/],
  ])('refuses %j with 2 and a sentence', async (args, sentence) => {
    const { status, out, err } = await startChck(
      ['serve', ...(args.includes('--data') ? [] : ['--ephemeral']), ...args],
      // A server that starts although it should refuse ends with another status.
      { interrupted: AbortSignal.timeout(20_000) },
    ).ended;
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('refuses an unknown flag as a process too', async () => {
    const { code, out, err } = await chck(['serve', '--prot', '1']);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/unknown option '--prot'.*--port/s)]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
    'completes the requests under way before it ends with 0 at %s',
    async (signal) => {
      const { url, token, child, ended } = await serve(['--ephemeral']);
      const answered = new Promise<number | undefined>((resolve, reject) => {
        const call = request(`${url}/v1/webhook-targets`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': 58,
            expect: '100-continue',
          },
        });
        call.once('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.once('error', reject);
        // The server has begun with the request once it asks for the rest; only then does it get the signal to end.
        call.once('continue', () => {
          child.kill(signal);
          call.end('{"outcome":"success","url":"https://partner.example/hook"}');
        });
        call.flushHeaders();
      });
      expect(await answered).toBe(201);
      expect((await ended).code).toBe(0);
    },
  );

  it('keeps keys, targets and data over kill -9', async () => {
    const cwd = emptyFolder();
    const first = await serve([], { cwd });
    const created = JSON.parse((await chck(['keys', 'create', 'kept', '--json', '--url', first.url])).out);
    await api(first.url, '/v1/webhook-targets', created.token, {
      method: 'POST',
      body: '{"outcome":"failure","url":"https://partner.example/kept"}',
    });
    const revoked = JSON.parse((await chck(['keys', 'create', 'gone', '--json', '--url', first.url])).out);
    await chck(['keys', 'revoke', String(revoked.id), '--url', first.url]);
    const before = await api(first.url, '/v1/gradings?limit=100', created.token);
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');

    const second = await serve([], { cwd });
    expect(second.token).toBe(first.token);
    expect((await api(second.url, '/v1/gradings?limit=100', created.token)).body).toEqual(before.body);
    expect((await api(second.url, '/v1/webhook-targets', created.token)).body.webhook_targets).toEqual([
      expect.objectContaining({ outcome: 'failure', url: 'https://partner.example/kept' }),
    ]);
    expect((await api(second.url, '/v1/account', revoked.token)).body).toEqual({
      error: 'invalid_credentials',
    });
    expect(readFileSync(join(cwd, '.chck', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('writes last_used_at before it ends', async () => {
    const cwd = emptyFolder();
    const first = await serve([], { cwd });
    await api(first.url, '/v1/account', first.token);
    first.child.kill('SIGTERM');
    await first.ended;
    const second = await serve([], { cwd });
    const { keys } = JSON.parse((await chck(['keys', 'list', '--json', '--url', second.url])).out);
    expect(keys.find(({ name }: { name: string }) => name === 'Development').lastUsedAt).toMatch(/^\d{4}-/);
  });

  it('keeps one database for itself', async () => {
    const cwd = emptyFolder();
    await serve([], { cwd });
    const { code, err } = await chck(['serve', '--port', '0'], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining('is in use by another running mock')]);
  });
});

describe('every flag of chck serve, and its variable', () => {
  it('has the same effect as its variable, and one', async () => {
    const plain = await effects([], {});
    const byFlags = await effects(
      [
        '--seed',
        '7',
        '--rate-limit',
        '7',
        '--presigned-url-ttl-seconds',
        '7',
        '--data',
        'own/file.db',
        '--log-level',
        'silent',
      ],
      {},
    );
    const byVariables = await effects([], {
      ...{ CHCK_SEED: '7', CHCK_RATE_LIMIT: '7', PRESIGNED_URL_TTL_SECONDS: '7' },
      ...{ CHCK_DATA: 'own/file.db', CHCK_LOG_LEVEL: 'silent' },
    });
    expect(plain).toEqual({
      card: expect.any(Object),
      limit: '600',
      ttl: '300',
      files: [true, false],
      logged: true,
    });
    expect(byFlags).toEqual({
      card: expect.any(Object),
      limit: '7',
      ttl: '7',
      files: [false, true],
      logged: false,
    });
    expect(byFlags.card).not.toEqual(plain.card);
    expect(byVariables).toEqual(byFlags);
  });

  it('--world and --ephemeral have one as well', async () => {
    for (const [args, env] of [
      [['--world', 'empty', '--ephemeral'], {}],
      [[], { CHCK_WORLD: 'empty', CHCK_EPHEMERAL: 'true' }],
    ] as const) {
      const { card, files } = await effects([...args], { ...env });
      expect([card, files]).toEqual([undefined, [false, false]]);
    }
  });

  it('lets a flag win over its variable, and CHCK_PORT over PORT', async () => {
    const { url } = await serve(['--port', '0'], { env: { CHCK_PORT: '1', PORT: '2' } });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const free = await freePort();
    const other = await serve(['--ephemeral'], {
      env: { CHCK_PORT: String(free), PORT: '1', HOST: 'no-host.invalid' },
    });
    expect(other.port).toBe(free);
    const third = await freePort();
    expect((await serve(['--ephemeral'], { env: { PORT: String(third) } })).port).toBe(third);
  });

  it('--host listens elsewhere, where an admin token guards the mock’s own surface and development tokens are none', async () => {
    const adminToken = 'an-admin-token-of-this-test';
    const { url, token, port } = await serve(['--ephemeral', '--host', '0.0.0.0'], {
      env: { CHCK_ADMIN_TOKEN: adminToken },
    });
    const at = `http://127.0.0.1:${port}`;
    expect([url, token]).toEqual([at, null]);
    expect((await fetch(`${at}/_mock/keys`)).status).toBe(401);
    const { code, out } = await chck(['keys', 'create', 'own', '--url', at], {
      env: { CHCK_ADMIN_TOKEN: adminToken },
    });
    expect(code).toBe(0);
    expect((await api(at, '/v1/account', out.trim())).status).toBe(200);
  });

  it('are all in the help', async () => {
    const { code, out } = await chck(['serve', '--help']);
    expect(code).toBe(0);
    for (const flag of [
      '--port',
      '--host',
      '--seed',
      '--world',
      '--ephemeral',
      '--data',
      '--rate-limit',
      '--presigned-url-ttl-seconds',
      '--admin-token',
      '--log-level',
      '--json',
    ])
      expect(out).toContain(flag);
    expect(out.match(/env: /g)?.length).toBeGreaterThanOrEqual(11);
  });
});

/** What can be seen of the flags from outside, without what differs from start to start. */
async function effects(args: string[], env: Record<string, string>) {
  const cwd = emptyFolder();
  const { url, token, child, ended, err } = await serve(args, { env, cwd });
  const { body, headers } = await api(url, '/v1/cards?limit=1', token);
  child.kill('SIGTERM');
  await ended;
  const [card] = body.cards;
  return {
    card: card && { ...card, images: null },
    limit: headers.get('x-ratelimit-limit'),
    ttl: card && new URL(card.images.front).searchParams.get('X-Amz-Expires'),
    files: ['.chck/mock.db', 'own/file.db'].map((file) => existsSync(join(cwd, file))),
    logged: err().includes('GET /v1/cards?limit=1'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
