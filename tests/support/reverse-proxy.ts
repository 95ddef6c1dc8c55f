import { createServer, request as forward } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';

/**
 * A proxy in front of a mock that names itself in `Host`, as nginx does by default, and adds `X-Forwarded-*`. Ends with
 * the test. Returns its origin.
 */
export async function startReverseProxy(mock: () => Mock | undefined): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { host = '', 'x-forwarded-for': before } = incoming.headers;
    const client = '203.0.113.7';
    const headers = {
      ...incoming.headers,
      host: 'upstream.internal',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': before === undefined ? client : `${before}, ${client}`,
    };
    const { method, url: path } = incoming;
    const onward = forward({ host: '127.0.0.1', port: mock()?.port, method, path, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
}
