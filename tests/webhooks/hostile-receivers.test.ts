import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebhookSender } from '../../src/webhooks/webhook-sender.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';
import { startRawReceiver } from './raw-receiver.js';

const TIMEOUT_MS = 1500;
const webhook = { headers: { 'content-type': 'application/json' }, body: '{"outcome":"success"}' };

function startSender(timeoutMs = TIMEOUT_MS): WebhookSender {
  const sender = new WebhookSender({ timeoutMs, publicOnly: false });
  onTestFinished(() => sender.close());
  return sender;
}

/** Returns a function that writes the text. */
function responds(text: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(text.replaceAll('\n', '\r\n'));
  };
}

function thenResets(text: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(text.replaceAll('\n', '\r\n'), () => socket.resetAndDestroy());
  };
}

const upgrade = 'HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: websocket\n\n';
const ok = 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok';

describe('a receiver', () => {
  it.each<[string, (socket: Socket) => void, object]>([
    ['that responds 200', responds(ok), { responseStatus: 200, failure: null, responseBody: 'ok' }],
    ['that upgrades', responds(upgrade), { responseStatus: 101, failure: 'status' }],
    ['that upgrades and continues', responds(`${upgrade}\u0081\u0000`), { responseStatus: 101 }],
    ['that responds 101 without an upgrade', responds('HTTP/1.1 101 Other\n\n'), { failure: 'status' }],
    ['that responds 100 and 200', responds(`HTTP/1.1 100 Continue\n\n${ok}`), { failure: null }],
    ['that responds 103 and 200', responds(`HTTP/1.1 103 Early Hints\n\n${ok}`), { failure: null }],
    ['that responds 100 only', responds('HTTP/1.1 100 Continue\n\n'), { failure: 'timeout' }],
    ['that never stops 1xx', responds('HTTP/1.1 102 Processing\n\n'.repeat(50)), { failure: 'protocol' }],
    ['that does not respond', () => undefined, { failure: 'timeout', responseStatus: null }],
    ['that half-closes', (socket) => socket.end(), { failure: 'reset' }],
    ['that closes', (socket) => socket.destroy(), { failure: 'reset' }],
    ['that resets', (socket) => socket.resetAndDestroy(), { failure: 'reset' }],
    ['that resets in the status line', thenResets('HTTP/1.1 20'), { failure: 'reset' }],
    ['that resets in the headers', thenResets('HTTP/1.1 200 OK\nContent-'), { failure: 'reset' }],
    ['that resets after a complete 200', thenResets(ok), { responseStatus: 200, failure: null }],
    [
      'that resets in the body of a 200',
      thenResets('HTTP/1.1 200 OK\nContent-Length: 100\n\nok'),
      { responseStatus: 200, failure: null, failureDetail: expect.stringContaining('incomplete') },
    ],
    [
      'that resets in the body of a 500',
      thenResets('HTTP/1.1 500 No\nContent-Length: 100\n\nno'),
      { responseStatus: 500, failure: 'status' },
    ],
    [
      'that never ends the body of a 200',
      responds('HTTP/1.1 200 OK\nContent-Length: 100\n\nok'),
      { responseStatus: 200, failure: null, responseBody: 'ok' },
    ],
    [
      'that never ends the headers',
      responds('HTTP/1.1 200 OK\nX-Slow: '),
      { failure: 'timeout', responseStatus: null },
    ],
    [
      'that sends a large body',
      responds(`HTTP/1.1 200 OK\n\n${'x'.repeat(3_000_000)}`),
      { failure: null, responseBody: 'x'.repeat(4096) },
    ],
    [
      'that sends endless headers',
      responds(`HTTP/1.1 200 OK\n${'X-Filler: y\n'.repeat(20_000)}`),
      { failure: 'protocol' },
    ],
    [
      'that sends several Content-Length headers',
      responds('HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nok'),
      { failure: 'protocol' },
    ],
    [
      'that sends Content-Length and Transfer-Encoding',
      responds('HTTP/1.1 200 OK\nContent-Length: 2\nTransfer-Encoding: chunked\n\n'),
      { failure: 'protocol' },
    ],
    [
      'that sends a bad chunk in a 200',
      responds('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n'),
      { responseStatus: 200, failure: null },
    ],
    ['that speaks HTTP/0.9', (socket) => socket.end('<html>ok</html>'), { failure: 'protocol' }],
    ['that speaks another protocol', responds('220 smtp.example ESMTP\n'), { failure: 'protocol' }],
    ['that sends an invalid status', responds('HTTP/1.1 abc OK\n\n'), { failure: 'protocol' }],
    [
      'that redirects',
      responds('HTTP/1.1 307 Go\nLocation: /\nContent-Length: 0\n\n'),
      { failure: 'status' },
    ],
  ])('%s ends the attempt in time, after one request', async (_behaviour, onRequest, expected) => {
    const receiver = await startRawReceiver(onRequest);
    const result = await startSender().send({ url: receiver.url, ...webhook });
    expect(result).toMatchObject(expected);
    expect(result.failure === null || (result.failureDetail ?? '') !== '').toBe(true);
    expect(result.durationMs).toBeLessThan(TIMEOUT_MS + 5000);
    expect(receiver.requests).toHaveLength(1);
  });

  it('that responds before it reads the request gets one request', async () => {
    const receiver = await startRawReceiver(() => undefined, responds(ok));
    const result = await startSender().send({ url: receiver.url, ...webhook, body: 'x'.repeat(1_000_000) });
    expect(result).toMatchObject({ responseStatus: 200, failure: null });
  });

  it('that resets when the connection opens ends the attempt', async () => {
    const receiver = await startRawReceiver(
      () => undefined,
      (socket) => socket.resetAndDestroy(),
    );
    expect(await startSender().send({ url: receiver.url, ...webhook })).toMatchObject({ failure: 'reset' });
  });

  it('whose URL has credentials that cannot be decoded ends the attempt', async () => {
    const url = 'http://%E0%A4%A:x@127.0.0.1:9/hook';
    expect(await startSender().send({ url, ...webhook })).toMatchObject({ failure: 'unreachable' });
  });

  it('whose name ends with .localhost is reached on loopback', async () => {
    const receiver = await startReceiver(200);
    const url = receiver.url.replace('127.0.0.1', 'shop.localhost');
    expect(await startSender().send({ url, ...webhook })).toMatchObject({ responseStatus: 200 });
    expect(receiver.received[0]?.headers.host).toMatch(/^shop\.localhost:\d+$/);
  });
});

describe('a TLS receiver', () => {
  it.each<[string, (socket: Socket) => void, object]>([
    ['that never responds to the handshake', () => undefined, { failure: 'timeout' }],
    ['that speaks plain HTTP', responds(ok), { failure: 'tls' }],
    ['that closes in the handshake', (socket) => socket.destroy(), { failure: 'reset' }],
    ['that resets in the handshake', (socket) => socket.resetAndDestroy(), { failure: 'reset' }],
    [
      'that sends an alert',
      (socket) => socket.write(Buffer.from('15030300020228', 'hex')),
      { failure: 'tls' },
    ],
  ])('%s ends the attempt in time', async (_behaviour, onData, expected) => {
    const receiver = await startRawReceiver(
      () => undefined,
      (socket) => {
        socket.once('data', () => onData(socket));
      },
    );
    const result = await startSender().send({ url: receiver.url.replace('http:', 'https:'), ...webhook });
    expect(result).toMatchObject(expected);
  });

  it('with an unknown certificate is refused', async () => {
    const folder = new URL('../support/certificates/', import.meta.url);
    const server = createTlsServer({
      key: readFileSync(new URL('self-signed.key', folder)),
      cert: readFileSync(new URL('self-signed.pem', folder)),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const result = await startSender().send({ url: `https://127.0.0.1:${port}/`, ...webhook });
    expect(result).toMatchObject({ failure: 'tls', failureDetail: expect.stringContaining('self-signed') });
  });
});

describe('a kept connection', () => {
  it('is used again', async () => {
    const connections: Socket[] = [];
    const receiver = await startRawReceiver(responds(ok), (socket) => connections.push(socket));
    const sender = startSender();
    await sender.send({ url: receiver.url, ...webhook });
    await sender.send({ url: receiver.url, ...webhook });
    expect(connections).toHaveLength(1);
  });

  it('that is reset after the request was sent fails the attempt, which is not repeated', async () => {
    const receiver = await startRawReceiver((socket) => {
      if (receiver.requests.length === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      else socket.resetAndDestroy();
    });
    const sender = startSender();
    await sender.send({ url: receiver.url, ...webhook });
    expect(await sender.send({ url: receiver.url, ...webhook })).toMatchObject({ failure: 'reset' });
    expect(receiver.requests).toHaveLength(2);
  });

  it('that was reset before the request was sent is replaced, and the result says so', async () => {
    const sockets: Socket[] = [];
    const receiver = await startRawReceiver(responds(ok), (socket) => sockets.push(socket));
    const sender = startSender();
    await sender.send({ url: receiver.url, ...webhook });
    // The client has no chance to notice the reset before it sends.
    sockets[0]?.resetAndDestroy();
    const result = await sender.send({ url: receiver.url, ...webhook });
    expect(result).toMatchObject({
      responseStatus: 200,
      failure: null,
      failureDetail: expect.stringContaining('kept connection was closed before the request was sent'),
    });
    expect(receiver.requests).toHaveLength(2);
  });
});

it('a receiver that upgrades does not stop other targets, advance or reset', async () => {
  const mock = await startMock();
  await mock.clock.freeze();
  const upgrading = await startRawReceiver(responds(upgrade));
  const healthy = await startReceiver(200);
  for (const { url } of [upgrading, healthy]) await mock.targets.create({ url });
  await mock.triggers.fire({ outcome: 'success', count: 20 });
  await healthy.until(20);
  await mock.deliveries.settled();
  const events = await mock.clock.advance(6000);
  expect(events.filter(({ kind }) => kind === 'webhook_attempted')).toHaveLength(20);
  await mock.reset();
});
