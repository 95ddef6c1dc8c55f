import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signatureHeaders, verifyWebhook, webhookKey } from '../../src/webhooks/signature.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

// The vector that the Standard Webhooks specification's reference libraries publish.
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

describe('signatureHeaders', () => {
  it('gives the published signature of the published message', () => {
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
  ])('refuses %j and says why', (secret, why) => {
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

  it('returns the parsed body of a genuine webhook, whatever holds its headers', () => {
    expect(check({})).toEqual({ test: 2432232314 });
    expect(verifyWebhook(Buffer.from(vector.body), new Headers(headers), vector.secret, { now })).toEqual({
      test: 2432232314,
    });
  });

  it('accepts any one of several signatures, and any one of several secrets', () => {
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

  it('accepts a timestamp at the edge of the tolerance', () => {
    expect(check({}, { now: now + 300_999 })).toEqual({ test: 2432232314 });
  });
});

describe('a signed delivery', () => {
  it('convinces the verifier of the standardwebhooks package, at each attempt with a fresh timestamp and the same id', async () => {
    const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    const mock = await startMock({ webhookSecret: secret });
    await mock.services.clock.freeze(NOON);
    const receiver = await startReceiver(500, 200);
    await mock.services.triggers.fire({ userId: 1, outcome: 'success', to: receiver.url });
    await mock.dispatcher.idle();
    await mock.services.clock.advance(10_000);
    const [first, second] = await receiver.until(2);
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    expect(Number(first?.headers['webhook-timestamp'])).toBe(NOON / 1000);
    expect(Number(second?.headers['webhook-timestamp'])).toBeGreaterThan(NOON / 1000 + 3);
    for (const { body, headers } of receiver.received) {
      // Its verifier reads the real clock, which is not the mock's: the signature alone is looked at here.
      const message = {
        id: String(headers['webhook-id']),
        at: new Date(Number(headers['webhook-timestamp']) * 1000),
      };
      expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(message.id, message.at, body));
    }
  });

  it('passes the verify call of the standardwebhooks package when the clock shows real time', async () => {
    const secret = `whsec_${Buffer.alloc(64, 9).toString('base64')}`;
    const mock = await startMock({ webhookSecret: secret });
    const receiver = await startReceiver(200);
    const { gradings } = await mock.services.triggers.fire({
      userId: 1,
      outcome: 'failure',
      to: receiver.url,
    });
    const [webhook] = await receiver.until(1);
    const headers = Object.fromEntries(
      Object.entries(webhook?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(new Webhook(secret).verify(webhook?.body ?? '', headers)).toEqual({
      grading_session_id: gradings[0]?.id,
      outcome: 'failure',
    });
  });
});
