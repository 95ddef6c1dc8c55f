import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/webhooks/public-addresses.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

describe('isPublicAddress', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['private', '10.1.2.3'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['link-local', '169.254.169.254'],
    ['shared', '100.64.0.1'],
    ['unspecified', '0.0.0.0'],
    ['protocol assignments', '192.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['benchmarking', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fd12::1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['IPv6 unallocated', '4000::1'],
    ['discard', '100::1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['IPv4-compatible', '::808:808'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped private', '::ffff:10.0.0.1'],
    ['NAT64 of private', '64:ff9b::10.0.0.1'],
    ['6to4 of private', '2002:c0a8:1::1'],
    ['Teredo with a private client', '2001:0:808:808:0:0:f5ff:fffe'],
    ['Teredo with a private server', '2001:0:a00:1:0:0:f7f7:f7f7'],
  ])('refuses the %s address %s', (_range, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
    '2001:0:808:808:0:0:f7f7:f7f7',
  ])('accepts the public address %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a mock that is reachable beyond loopback', () => {
  const shared = { host: '0.0.0.0', adminToken: 'an-admin-token-for-tests' };

  it.each(['127.0.0.1', 'localhost', 'app.localhost', '[::ffff:7f00:1]'])(
    'does not send to %s and gives the reason',
    async (host) => {
      const mock = await startMock(shared);
      const receiver = await startReceiver(200);
      await mock.clock.freeze();
      const to = receiver.url.replace('127.0.0.1', host);
      const { deliveries } = await mock.triggers.fire({ outcome: 'success', to });
      await mock.deliveries.settled();
      const { attempts } = await mock.deliveries.get(deliveries[0]?.id ?? 0);
      expect(attempts).toMatchObject([
        { failure: 'unreachable', failureDetail: expect.stringContaining('--allow-private-targets') },
      ]);
      expect(receiver.received).toEqual([]);
    },
  );

  it('sends to private addresses when they are allowed', async () => {
    const mock = await startMock({ ...shared, allowPrivateTargets: true });
    const receiver = await startReceiver(200);
    await mock.triggers.fire({ outcome: 'success', to: receiver.url });
    await receiver.until(1);
  });
});
