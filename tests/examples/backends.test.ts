import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { packageRoot } from '../../src/package-root.js';
import { SECRET } from '../certify/secret.js';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

const SLOW_READ_MS = 700;
const UNKNOWN = '5b0c9f6e-1f0e-4d53-8c0a-0f3f5a1c2d77';

const languages = [
  { language: 'Python', command: 'python3', file: 'examples/python/backend.py' },
  { language: 'Ruby', command: 'ruby', file: 'examples/ruby/backend.rb' },
].map((one) => ({ ...one, missing: spawnSync(one.command, ['--version']).status !== 0 }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

interface Backend {
  url: string;
  sync(): Promise<number>;
  stop(): Promise<void>;
}

async function startBackend(
  mock: Mock,
  { command, file }: { command: string; file: string },
  { token, port }: { token: string; port: number },
): Promise<Backend> {
  const child: ChildProcess = spawn(command, [join(packageRoot, file)], {
    env: {
      ...process.env,
      CHCK_BASE_URL: mock.url,
      CHCK_TOKEN: token,
      CHCK_WEBHOOK_SECRET: SECRET,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(stop);
  if (child.stdout === null) throw new Error('no output');
  await once(child.stdout, 'data');
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  return { url, stop, sync: async () => (await fetch(`${url}/sync`, { method: 'POST' })).status };
}

/** Waits until every webhook is delivered and worked on. */
async function quiet(mock: Mock, { url }: Backend): Promise<void> {
  for (;;) {
    const deliveries = await mock.deliveries.list({ limit: 100 });
    const { open } = await (await fetch(url)).json();
    if (open === 0 && deliveries.every(({ state }) => state === 'delivered')) return;
    await delay(50);
  }
}

/** Everything that production brings, the end of both keys included. */
async function production(mock: Mock, language: { command: string; file: string }): Promise<void> {
  const { body } = await callApi(mock, '/v1/cards?graded=raw');
  const photographed = body.cards.find(
    (one: { images: { front: string | null } }) => one.images.front !== null,
  );
  await mock.requests.clear();
  const port = await freePort();
  const { token = '' } = mock;
  const first = await startBackend(mock, language, { token, port });
  for (const outcome of ['success', 'failure'] as const)
    await mock.targets.create({ url: `${first.url}/webhooks`, outcome });
  await mock.faults.add({ kind: 'status', status: 429, retryAfter: 1, operation: 'listGradings', next: 1 });
  expect(await first.sync()).toBe(200);
  await mock.faults.add({ kind: 'status', status: 503, operation: 'listCards', next: 2 });
  expect(await first.sync()).toBe(200);

  await mock.faults.add({ kind: 'latency', delay: SLOW_READ_MS, operation: 'getGrading', next: 1 });
  await mock.trigger({ outcome: 'success', card: photographed.user_card_id });
  await mock.trigger({ outcome: 'success', duplicates: 1 });
  await mock.trigger({ outcome: 'success', additions: { added_later: 'yes' } });
  await mock.trigger({ outcome: 'success', overrides: { outcome: 'failure' } });
  await mock.trigger({ outcome: 'success', overrides: { grading_session_id: UNKNOWN } });
  await mock.trigger({ outcome: 'failure' });
  await quiet(mock, first);
  await mock.gradings.start({ outcome: 'success', delay: '1m' });
  await mock.clock.advance('6m');
  await quiet(mock, first);

  const refusal = await mock.faults.add({ kind: 'status', status: 403, operation: 'listGradings' });
  expect(await first.sync()).toBe(503);
  await mock.trigger({ outcome: 'success' });
  await quiet(mock, first);
  await mock.faults.remove(refusal.id);
  await first.stop();

  const key = await mock.keys.create({ name: 'second' });
  const second = await startBackend(mock, language, { token: key.token, port });
  expect(await second.sync()).toBe(200);
  await mock.keys.revoke(key.key.id);
  expect(await second.sync()).toBe(503);
  expect(await second.sync()).toBe(503);
  await mock.trigger({ outcome: 'success' });
  await quiet(mock, second);
  await second.stop();
}

describe.each(languages)('the exemplary backend in $language', ({ command, file, missing }) => {
  it.skipIf(missing)(`is ready in every point (skipped only without ${command})`, async () => {
    const mock = await startMock({ webhookSecret: SECRET });
    await production(mock, { command, file });
    const ran = await runChck('readiness', '--url', mock.url, '--json', '--require-all', '--patience', '1ms');
    const { results }: { results: { id: string; verdict: string; detail: string; evidence: string[] }[] } =
      ran.json();
    expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(ran.status).toBe(0);
  });

  it.skipIf(missing)(
    `passes every case of a certification (skipped only without ${command})`,
    { timeout: 90_000 },
    async () => {
      const port = await freePort();
      const ran = await runChck(
        ...['certify', `http://127.0.0.1:${port}/webhooks`, '--json', '--require-all'],
        ...['--start', `PORT=${port} ${command} ${join(packageRoot, file)}`, '--webhook-secret', SECRET],
        ...['--settle', '100ms', '--patience', '20s'],
      );
      const { results }: { results: { id: string; verdict: string; detail: string }[] } = ran.json();
      expect(results.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
      expect(ran.status).toBe(0);
    },
  );
});
