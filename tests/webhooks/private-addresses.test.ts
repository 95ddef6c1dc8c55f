import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../src/webhooks/private-addresses.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

describe('isPrivateAddress', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['::1', '::', 'fc00::1', 'fd12::1', 'fe80::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
  ])('finds %s private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])(
    'finds %s public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe('a mock that is reachable beyond loopback', () => {
  const shared = { host: '0.0.0.0', adminToken: 'admin' };

  it.each(['127.0.0.1', 'localhost'])('sends nothing to %s and says why', async (host) => {
    const mock = await startMock(shared);
    const receiver = await startReceiver(200);
    await mock.services.clock.freeze();
    const to = receiver.url.replace('127.0.0.1', host);
    const { deliveries } = await mock.services.triggers.fire({ userId: 1, outcome: 'success', to });
    await mock.dispatcher.idle();
    const { attempts } = await mock.services.deliveries.get(deliveries[0]?.id ?? 0);
    expect(attempts).toMatchObject([
      { failure: 'unreachable', failureDetail: expect.stringContaining('--allow-private-targets') },
    ]);
    expect(receiver.received).toEqual([]);
  });

  it('sends there when that is allowed', async () => {
    const mock = await startMock({ ...shared, allowPrivateTargets: true });
    const receiver = await startReceiver(200);
    await mock.services.triggers.fire({ userId: 1, outcome: 'success', to: receiver.url });
    await receiver.until(1);
  });
});
