import { expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

it.each<[string, (mock: Mock) => Promise<unknown>]>([
  ['snapshot', (mock) => mock.snapshot()],
  ['advance', (mock) => mock.clock.advance(1000)],
  ['freeze', (mock) => mock.clock.freeze()],
  ['reset', (mock) => mock.reset()],
])('a webhook handler can call %s before it responds', async (_call, act) => {
  const mock = await startMock();
  const calls: Promise<unknown>[] = [];
  const receiver = await startReceiver((response) => {
    const call = act(mock).finally(() => response.writeHead(204).end());
    calls.push(call);
  }, 204);
  const startedMs = performance.now();
  await mock.triggers.fire({ outcome: 'success', to: receiver.url });
  await receiver.until(1);
  await Promise.all(calls);
  // The attempt itself would end after 15 s.
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  await mock.deliveries.settled();
});

it('a webhook handler that is called by advance can call advance', async () => {
  const mock = await startMock();
  const calls: Promise<unknown>[] = [];
  await mock.clock.freeze();
  const receiver = await startReceiver(
    500,
    (response) => {
      calls.push(mock.clock.advance(1000).finally(() => response.writeHead(204).end()));
    },
    204,
  );
  await mock.triggers.fire({ outcome: 'success', to: receiver.url });
  await mock.deliveries.settled();
  const startedMs = performance.now();
  await mock.clock.advance(6000);
  await receiver.until(2);
  await Promise.all(calls);
  expect(calls).toHaveLength(1);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});
