import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createExpressServer } from '../../src/http/express-server.js';
import { HttpServer } from '../../src/http/server.js';
import { createMock } from '../../src/mock.js';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi } from '../support/start-mock.js';

/** Longer than a test may take: what waits for it fails. */
const FOR_EVER_MS = 600_000;

describe('closing a server', () => {
  it.each([
    ['that sent nothing', ''],
    ['that sent half of its headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    ['that is idle after a response', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('cuts a connection %s at once', async (_state, bytes) => {
    const server = await HttpServer.listen((_request, response) => response.end('ok'), 0, '127.0.0.1');
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(bytes);
    if (bytes.endsWith('\r\n\r\n')) await once(socket, 'data');
    await callServer(server.port);
    await server.close(FOR_EVER_MS);
    if (!socket.closed) await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  it('lets a response in progress finish', async () => {
    let finish: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let respond: () => void = () => undefined;
    const server = await HttpServer.listen(
      (_request, response) => {
        respond = () => response.end('whole');
        finish();
      },
      0,
      '127.0.0.1',
    );
    const response = fetch(`http://127.0.0.1:${server.port}/`);
    await started;
    const closed = server.close(FOR_EVER_MS);
    respond();
    expect(await (await response).text()).toBe('whole');
    await closed;
  });

  it('does not wait for the latency of a fault', async () => {
    const mock = await createMock({ rateLimit: 'off' });
    await mock.faults.add({ kind: 'latency', delay: '1h' });
    const call = callApi(mock, '/v1/account').catch((error: unknown) => error);
    while ((await mock.faults.list())[0]?.matched === 0) await setImmediate();
    await mock.close();
    expect(await call).toBeInstanceOf(TypeError);
  });
});

it('bounds the time that clients have for their headers, their requests and between them', () => {
  const server = createExpressServer(express());
  expect([server.headersTimeout, server.requestTimeout, server.keepAliveTimeout]).toEqual([
    20_000, 60_000, 15_000,
  ]);
});

describe('a Host header', () => {
  const mock = sharedMock();

  it.each([
    '[',
    'localhost:99999',
    'xn--a',
    '[::1',
    'a b',
    '%',
    ':',
    '..',
    '"',
    '[::1]:99999',
    'x'.repeat(5000),
  ])('that is no host of a URL gives no 5xx: %s', async (host) => {
    for (const path of [
      '/v1/cards?limit=1',
      '/v1/account',
      '/images/cards/1/front.png',
      '/dashboard',
      '/_mock/clock',
    ]) {
      const { status } = await sendRaw(mock(), rawRequest(mock(), `GET ${path}`, [`Host: ${host}`]));
      expect([path, status < 500]).toEqual([path, true]);
    }
  });
});

async function callServer(port: number): Promise<void> {
  await (await fetch(`http://127.0.0.1:${port}/`)).text();
}
