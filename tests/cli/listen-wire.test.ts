import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { forward } from '../../src/cli/listen/forward.js';
import { packageRoot } from '../../src/package-root.js';
import { startReceiver } from '../support/receiver.js';
import { runChck, startChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const chck = join(packageRoot, 'dist', 'chck.js');

it('sends the credentials of the address to the handler, and prints them nowhere', async () => {
  const mock = await startMock();
  const handler = await startReceiver((response) => response.writeHead(204).end());
  const address = handler.url.replace('http://', 'http://part%40ner:s%3Acret@');
  const listener = startChck(['listen', '--url', mock.url, '--forward-to', address, '--count', '1']);
  await listener.until(/Send a webhook with/);

  await runChck('trigger', 'success', '--url', mock.url);
  const { out, err } = await listener.ended;

  const sent = Buffer.from('part@ner:s:cret').toString('base64');
  expect(handler.received[0]?.headers.authorization).toBe(`Basic ${sent}`);
  expect(out + err).not.toContain('cret');
});

it('aborts the forward and says so when the mock gives up first', async () => {
  const mock = await startMock({ webhookTimeout: 60 });
  await mock.clock.freeze();
  let aborted = false;
  const handler = await startReceiver((response) => {
    response.once('close', () => {
      aborted = !response.writableFinished;
    });
  });
  const listener = startChck(['listen', '--url', mock.url, '--forward-to', handler.url, '--count', '1']);
  await listener.until(/Send a webhook with/);

  await runChck('trigger', 'success', '--url', mock.url);
  const { out } = await listener.ended;

  await vi.waitFor(() => expect(aborted).toBe(true));
  const [arrival, outcome] = out.trim().split('\n');
  expect(arrival).toContain(' → ');
  expect(outcome).toContain(' abandoned ');
  expect(out).toContain('The sender closed the connection before the response');
  expect(out).not.toContain(' 200 ');
});

it('gives a forward up at its deadline', async () => {
  const handler = await startReceiver(() => undefined);

  const hanging = forward(handler.url, [], Buffer.from('{}'), AbortSignal.timeout(40));

  await expect(hanging).rejects.toThrow();
});

it('ends and removes its targets when what reads its output has ended', async () => {
  const mock = await startMock();
  const listener = spawn('sh', [
    '-c',
    `"$0" "$1" listen --url "$2" | head -1`,
    process.execPath,
    chck,
    mock.url,
  ]);
  await vi.waitFor(async () => expect(await mock.targets.list()).toHaveLength(2), { timeout: 10_000 });

  await mock.trigger({ outcome: 'success', count: 2 });
  await once(listener, 'close');

  expect(await mock.targets.list()).toEqual([]);
});
