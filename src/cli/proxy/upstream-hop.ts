import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { HttpServer } from '../../http/server.js';

/** Prism would follow a redirect, and take a header of the implementation for its own findings. */
const hidden: readonly (readonly [name: string, alias: string])[] = [
  ['location', 'x-chck-location'],
  ['sl-violations', 'x-chck-sl-violations'],
];

export interface UpstreamHop {
  url: string;
  close(): Promise<void>;
}

/**
 * Stands between Prism and the implementation: passes requests on as they are, follows no redirect, and hides the
 * headers of the response that Prism would act upon. `revealed` restores them.
 */
export async function startUpstreamHop(upstream: string, host: string): Promise<UpstreamHop> {
  const target = new URL(upstream);
  const server = await HttpServer.listen((request, response) => pass(request, response, target), 0, host);
  return { url: `http://${host}:${server.port}`, close: () => server.close() };
}

/** The headers of the implementation's response, with those that were hidden from Prism. */
export function revealed(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  const all = { ...headers };
  for (const [name, alias] of hidden) {
    delete all[name];
    if (all[alias] !== undefined) all[name] = all[alias];
    delete all[alias];
  }
  return all;
}

function pass(request: IncomingMessage, response: ServerResponse, target: URL): void {
  const { method, url = '/', headers } = request;
  const onward = (target.protocol === 'https:' ? https : http).request(
    target,
    { method, path: target.pathname.replace(/\/$/, '') + url, headers: { ...headers, host: target.host } },
    (received) => {
      const sent = { ...received.headers };
      for (const [name, alias] of hidden) {
        if (sent[name] !== undefined) sent[alias] = sent[name];
        delete sent[name];
      }
      response.writeHead(received.statusCode ?? 502, sent);
      received.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
