import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  url: string;
  close(): void;
}

/** A balancer that sends each request to the next of several servers on this machine, as it came. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let next = 0;
  const server = createServer((incoming, response) => {
    const port = ports[next % ports.length];
    next += 1;
    const outgoing = request(
      { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.rawHeaders },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
