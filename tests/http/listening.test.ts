import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { HttpServer } from '../../src/http/server.js';
import { createMock } from '../../src/mock.js';
import { startMock } from '../support/start-mock.js';

async function occupy(host: string): Promise<{ port: number; server: Server }> {
  const server = createServer((_request, response) => response.end('another program'));
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}

it('listens on both loopback addresses for localhost', async () => {
  const mock = await startMock({ host: 'localhost' });

  expect(mock.url).toBe(`http://localhost:${mock.port}`);
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    expect((await fetch(`http://${host}:${mock.port}/health`)).status).toBe(200);
  }
});

it('stops listening on both when it is closed', async () => {
  const mock = await createMock({ host: 'localhost' });
  await fetch(`http://[::1]:${mock.port}/health`);

  await mock.close();

  for (const host of ['127.0.0.1', '[::1]']) {
    await expect(fetch(`http://${host}:${mock.port}/health`)).rejects.toThrow();
  }
});

it('notices another program on the same port of ::1', async () => {
  const { port } = await occupy('::1');

  await expect(HttpServer.listen(() => undefined, port, 'localhost')).rejects.toThrow(
    `Port ${port} on ::1 is taken by another program`,
  );
  const again = await HttpServer.listen(() => undefined, port, '127.0.0.1');
  await again.close();
});

it('says that a port is taken by another mock, and how to stop it', async () => {
  const mock = await startMock();

  await expect(createMock({ port: mock.port })).rejects.toThrow(
    `Port ${mock.port} on 127.0.0.1 is taken by another mock of this kit`,
  );
});

it('names another program on the port as such', async () => {
  const { port } = await occupy('127.0.0.1');

  await expect(createMock({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program`);
});

it('goes on when a connection cannot be accepted', async () => {
  const server = createServer((_request, response) => response.end('still here'));
  const listening = await HttpServer.listen(server, 0, 'localhost');
  onTestFinished(() => listening.close());

  server.emit('error', new Error('accept ENOBUFS'));

  expect(await (await fetch(`http://127.0.0.1:${listening.port}/`)).text()).toBe('still here');
});
