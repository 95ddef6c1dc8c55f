import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signatureHeaders, verifyWebhook, webhookKey } from '../../src/webhooks/signature.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

// The example of the Standard Webhooks reference libraries.
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

describe('signatureHeaders', () => {
  it('returns the signature of the published example', () => {
    expect(signatureHeaders(webhookKey(vector.secret), vector.id, vector.timestamp, vector.body)).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    });
  });
});

describe('webhookKey', () => {
  it.each([
    ['', 'empty'],
    ['whsec_', 'not of that form'],
    ['secret', 'not of that form'],
    ['whsec_!!!!', 'not of that form'],
    [`whsec_${Buffer.alloc(23).toString('base64')}`, '23 bytes'],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, '65 bytes'],
  ])('refuses %j with the reason', (secret, why) => {
    expect(() => webhookKey(secret)).toThrow(
      expect.objectContaining({ code: 'webhook_secret_unusable', message: expect.stringContaining(why) }),
    );
  });
});

describe('verifyWebhook', () => {
  const headers = {
    'webhook-id': vector.id,
    'webhook-timestamp': String(vector.timestamp),
    'webhook-signature': vector.signature,
  };
  const now = vector.timestamp * 1000;
  const check = (change: Record<string, string | undefined>, options = { now }) =>
    verifyWebhook(vector.body, { ...headers, ...change }, vector.secret, options);

  it('returns the parsed body, with headers as an object or as Headers', () => {
    expect(check({})).toEqual({ test: 2432232314 });
    expect(verifyWebhook(Buffer.from(vector.body), new Headers(headers), vector.secret, { now })).toEqual({
      test: 2432232314,
    });
  });

  it('accepts one of several signatures and one of several secrets', () => {
    expect(check({ 'webhook-signature': `v1,AAAA v1a,BBBB ${vector.signature}` })).toEqual({
      test: 2432232314,
    });
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect(verifyWebhook(vector.body, headers, [other, vector.secret], { now })).toEqual({
      test: 2432232314,
    });
  });

  it.each([
    ['missing_headers', { 'webhook-id': undefined }, now],
    ['missing_headers', { 'webhook-signature': '' }, now],
    ['malformed_timestamp', { 'webhook-timestamp': 'yesterday' }, now],
    ['too_old', {}, now + 301_000],
    ['too_new', {}, now - 301_000],
    ['wrong_signature', { 'webhook-id': 'msg_other' }, now],
    ['wrong_signature', { 'webhook-signature': 'v1,AAAA' }, now],
    ['wrong_signature', { 'webhook-signature': vector.signature.replace('v1,', 'v1a,') }, now],
  ])('refuses with %s', (code, change, at) => {
    expect(() => check(change, { now: at })).toThrow(expect.objectContaining({ code }));
  });

  it('accepts a timestamp at the limit of the tolerance', () => {
    expect(check({}, { now: now + 300_999 })).toEqual({ test: 2432232314 });
  });
});

describe('a signed delivery', () => {
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;

  it('has the same id and a new real timestamp in each attempt, also on a moved clock', async () => {
    const mock = await startMock({ webhookSecret: secret });
    await mock.clock.freeze(NOON);
    const receiver = await startReceiver(500, 200);
    await mock.triggers.fire({ outcome: 'success', to: receiver.url });
    await mock.deliveries.settled();
    await mock.clock.advance(10_000);
    const [first, second] = await receiver.until(2);
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    for (const { body, headers } of receiver.received) {
      expect(new Webhook(secret).verify(body, textHeaders(headers))).toMatchObject({ outcome: 'success' });
    }
  });

  it('has a timestamp of the mock clock when that is configured', async () => {
    const mock = await startMock({ webhookSecret: secret, webhookTimestamp: 'mock' });
    await mock.clock.freeze(NOON);
    const receiver = await startReceiver(500, 200);
    await mock.triggers.fire({ outcome: 'success', to: receiver.url });
    await mock.deliveries.settled();
    await mock.clock.advance(10_000);
    const [first, second] = await receiver.until(2);
    expect(Number(first?.headers['webhook-timestamp'])).toBe(NOON / 1000);
    expect(Number(second?.headers['webhook-timestamp'])).toBe(NOON / 1000 + 4);
    for (const { body, headers } of receiver.received) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const expected = new Webhook(secret).sign(String(headers['webhook-id']), at, body);
      expect(headers['webhook-signature']).toBe(expected);
    }
  });
});

function textHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
