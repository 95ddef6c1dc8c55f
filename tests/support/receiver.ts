import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A webhook as it arrived. */
export interface ReceivedWebhook {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver does with a webhook: a status to return, or anything else that can be done to a response. */
export type Reaction = number | ((response: ServerResponse, webhook: ReceivedWebhook) => void);

export interface Receiver {
  url: string;
  received: ReceivedWebhook[];
  /** Resolves when the given number of webhooks has arrived. */
  until(count: number): Promise<ReceivedWebhook[]>;
}

/** A real HTTP receiver that ends with the test; it reacts with the given reactions in turn, and then always with the last one. */
export async function startReceiver(...reactions: Reaction[]): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  const waiting: { count: number; resolve: (all: ReceivedWebhook[]) => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const webhook = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      const reaction = reactions[Math.min(received.length, reactions.length - 1)] ?? 204;
      received.push(webhook);
      if (typeof reaction === 'number') response.writeHead(reaction).end();
      else reaction(response, webhook);
      for (const { count, resolve } of waiting) if (received.length >= count) resolve(received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    until: (count) =>
      received.length >= count
        ? Promise.resolve(received)
        : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}
