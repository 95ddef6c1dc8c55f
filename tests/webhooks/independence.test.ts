import { expect, it } from 'vitest';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

const DELIVERIES = 100;

it('delivers to a healthy target in the first attempt while other targets hang, refuse and reset', async () => {
  const mock = await startMock();
  const hanging = await startReceiver(() => undefined);
  const resetting = await startReceiver((response) => response.socket?.resetAndDestroy());
  const healthy = await startReceiver(204);
  for (const url of [hanging.url, 'http://127.0.0.1:9/refuses', resetting.url, healthy.url]) {
    await mock.targets.create({ url });
  }
  await mock.triggers.fire({ outcome: 'success', count: DELIVERIES });
  await healthy.until(DELIVERIES);
  // The attempts to the hanging target are still in flight: the healthy target did not wait for them.
  expect(hanging.received.length).toBeLessThanOrEqual(16);
  const toHealthy = (await mock.deliveries.list({ limit: 1000 })).filter(({ url }) => url === healthy.url);
  expect(toHealthy).toHaveLength(DELIVERIES);
  expect(new Set(toHealthy.map(({ attemptCount }) => attemptCount))).toEqual(new Set([1]));
});

it.each([
  ['refused', 'http://127.0.0.1:9/', undefined],
  ['dns', 'http://no-such-host.invalid/', undefined],
  ['reset', undefined, 'reset'],
  ['timeout', undefined, 'hang'],
  ['tls', undefined, 'plain'],
  ['protocol', undefined, 'garbage'],
] as const)('stores a failure of the kind %s', async (failure, address, behaviour) => {
  const mock = await startMock({ webhookTimeout: 200 });
  const receiver = await startReceiver((response) => {
    if (behaviour === 'reset') response.socket?.resetAndDestroy();
    if (behaviour === 'garbage') response.socket?.end('this is no HTTP\r\n\r\n');
  });
  const url = address ?? (behaviour === 'plain' ? receiver.url.replace('http:', 'https:') : receiver.url);
  await mock.clock.freeze();
  const { deliveries } = await mock.triggers.fire({ outcome: 'success', to: url });
  await mock.deliveries.settled();
  const { attempts } = await mock.deliveries.get(deliveries[0]?.id ?? 0);
  expect(attempts).toMatchObject([{ number: 1, failure, responseStatus: null }]);
  expect(attempts[0]?.failureDetail).not.toBe('');
});
