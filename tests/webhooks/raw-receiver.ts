import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Starts a TCP server that ends with the test. `onRequest` is called when a whole request has arrived on a connection. */
export async function startRawReceiver(
  onRequest: (socket: Socket, request: string) => void,
  onConnection: (socket: Socket) => void = () => undefined,
): Promise<{ url: string; requests: string[]; server: Server }> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
      const [head = '', body = ''] = received.split(/\r\n\r\n(.*)/s);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (!(body.length >= length)) return;
      requests.push(received);
      received = '';
      onRequest(socket, head + body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/hook`, requests, server };
}
