import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpServer } from '../../http/server.js';
import type { ForwardedResponse } from './forward.js';

/** A webhook as it came. */
export interface IncomingWebhook {
  /** The path, which tells the target. */
  path: string;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** What the sender gets: a status, what a handler answered, nothing, or a reset connection. */
export type WebhookResponse = number | ForwardedResponse | 'timeout' | 'reset';

/** A running receiver. */
export interface WebhookReceiver {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  /** Ends it, and every webhook that is held without an answer. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Receives webhooks on loopback; `port` 0 takes any free one. `decide` is called for each in the order in which they
 * came whole, `answered` when its answer is out. Throws PortTakenError.
 */
export async function startReceiver(
  port: number,
  decide: (webhook: IncomingWebhook) => Promise<WebhookResponse>,
  answered: () => void,
): Promise<WebhookReceiver> {
  const held = new Set<ServerResponse>();
  const server = await HttpServer.listen(
    (request, response) => {
      if (request.method !== 'POST') {
        response.writeHead(405, { allow: 'POST' }).end('Webhooks are sent by POST.\n');
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url: path = '/', rawHeaders, headers } = request;
        decide({ path, rawHeaders, headers, body: Buffer.concat(chunks) })
          .then((answer) => give(answer, response, held, answered))
          .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
      });
    },
    port,
    HOST,
  );
  return {
    url: `http://${HOST}:${server.port}`,
    close: async () => {
      for (const response of held) response.destroy();
      await server.close(1000);
    },
  };
}

function give(
  answer: WebhookResponse,
  response: ServerResponse,
  held: Set<ServerResponse>,
  answered: () => void,
): void {
  if (answer === 'timeout') {
    held.add(response);
    response.once('close', () => held.delete(response));
    answered();
    return;
  }
  response.once('close', answered);
  if (answer === 'reset') response.socket?.resetAndDestroy();
  else if (typeof answer === 'number') response.writeHead(answer).end();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
