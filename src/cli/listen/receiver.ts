import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { HttpServer } from '../../http/server.js';
import type { ForwardedResponse } from './forward.js';

/** A webhook as received. */
export interface IncomingWebhook {
  /** The path, which identifies the target. */
  path: string;
  /** Names and values, alternating. */
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** Aborted when the sender closes the connection before the response. */
  abandoned: AbortSignal;
}

/** The response to a webhook: a status, the response of a handler, none, or a reset of the connection. */
export type WebhookResponse = number | ForwardedResponse | 'timeout' | 'reset';

/** A running receiver. */
export interface WebhookReceiver {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  /** Closes the server and the connections without a response. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const GRACE_MS = 1000;

/**
 * Receives webhooks on loopback; `port` 0 takes any free port. `receive` is called for each webhook and its result is
 * sent; then `finished` is called with whether the whole response was sent. Throws PortTakenError.
 */
export async function startReceiver<Response extends { response: WebhookResponse }>(
  port: number,
  receive: (webhook: IncomingWebhook) => Promise<Response>,
  finished: (result: Response, sent: boolean) => void,
): Promise<WebhookReceiver> {
  const open = new Set<ServerResponse>();
  const server = await HttpServer.listen(
    (request, response) => {
      if (request.method !== 'POST') {
        response.writeHead(405, { allow: 'POST' }).end('Webhooks are sent by POST.\n');
        return;
      }
      open.add(response);
      const abandoned = new AbortController();
      const closed = new Promise<void>((resolve) => {
        response.once('close', () => {
          open.delete(response);
          if (!response.writableFinished) abandoned.abort();
          resolve();
        });
      });
      respond(request, response, abandoned.signal, receive)
        .then(async (result) => {
          await closed;
          // What is written to a closed connection counts as finished.
          const wasWritten = response.writableFinished && !abandoned.signal.aborted;
          finished(result, result.response === 'reset' || wasWritten);
        })
        .catch(() => response.destroy());
    },
    port,
    HOST,
  );
  return {
    url: `http://${HOST}:${server.port}`,
    close: async () => {
      for (const response of open) if (!response.headersSent) response.destroy();
      await server.close(GRACE_MS);
    },
  };
}

async function respond<Response extends { response: WebhookResponse }>(
  request: IncomingMessage,
  response: ServerResponse,
  abandoned: AbortSignal,
  receive: (webhook: IncomingWebhook) => Promise<Response>,
): Promise<Response> {
  const { url: path = '/', rawHeaders, headers } = request;
  const body = await buffer(request);
  const result = await receive({ path, rawHeaders, headers, body, abandoned });
  const { response: given } = result;
  if (given === 'reset') response.socket?.resetAndDestroy();
  else if (typeof given === 'number') response.writeHead(given).end();
  else if (given !== 'timeout') response.writeHead(given.status, given.headers).end(given.body);
  return result;
}
