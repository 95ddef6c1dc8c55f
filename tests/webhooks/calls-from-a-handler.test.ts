import { expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

it.each<[string, (mock: Mock) => Promise<unknown>]>([
  ['snapshot', (mock) => mock.services.snapshot()],
  ['advance', (mock) => mock.services.clock.advance(1000)],
  ['freeze', (mock) => mock.services.clock.freeze()],
  ['reset', (mock) => mock.services.reset()],
])('a webhook handler can call %s before it responds', async (_call, act) => {
  const mock = await startMock();
  const calls: Promise<unknown>[] = [];
  const receiver = await startReceiver((response) => {
    const call = act(mock).finally(() => response.writeHead(204).end());
    calls.push(call);
  }, 204);
  const startedMs = performance.now();
  await mock.services.triggers.fire({ userId: 1, outcome: 'success', to: receiver.url });
  await receiver.until(1);
  await Promise.all(calls);
  // The attempt itself would end after 15 s.
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  await mock.dispatcher.idle();
});
