import { ClientRequest, type IncomingMessage } from 'node:http';
import supertest from 'supertest';
import { agentFor } from './agents.js';
import type { Exchange, SentRequest } from './exchange.js';
import { parseJson } from './json.js';

function collect(response: unknown, done: (error: Error | null, body: unknown) => void): void {
  const stream = response as IncomingMessage;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
  stream.on('error', (error) => done(error, null));
}

function lowerCased(headers: unknown): Record<string, string> {
  const entries = Object.entries(typeof headers === 'object' && headers !== null ? headers : {});
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

/**
 * Sends one request: redirects are not followed, and every status is a response. Rejects when none comes in time. A
 * request on a kept connection that the server closed in the same moment is sent once more.
 */
export async function transmit(
  request: SentRequest,
  timeout: number,
): Promise<Omit<Exchange, 'operationId'>> {
  try {
    return await transmitOnce(request, timeout);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return transmitOnce(request, timeout);
  }
}

/** Thrown when a kept connection was closed before any byte of the response. */
class StaleConnection extends Error {}

async function transmitOnce(request: SentRequest, timeout: number): Promise<Omit<Exchange, 'operationId'>> {
  const url = new URL(request.url);
  const { origin } = url;
  const agent = agentFor(url);
  const target = supertest(origin);
  // The path is sent as it is written. A link may write its origin otherwise, such as with the port 80.
  const path = request.url.startsWith(`${origin}/`)
    ? request.url.slice(origin.length)
    : url.pathname + url.search;
  const open = {
    GET: () => target.get(path),
    HEAD: () => target.head(path),
    OPTIONS: () => target.options(path),
    POST: () => target.post(path),
    PUT: () => target.put(path),
    PATCH: () => target.patch(path),
    DELETE: () => target.delete(path),
  };
  const method = Object.entries(open).find(([name]) => name === request.method)?.[1];
  if (method === undefined) throw new Error(`The suite sends no ${request.method}`);
  let pending = method()
    .agent(agent)
    .redirects(0)
    .ok(() => true)
    .timeout({ deadline: timeout })
    .buffer(true)
    .parse(collect);
  for (const [name, value] of Object.entries(request.headers)) pending = pending.set(name, value);
  if (request.body !== undefined) pending = pending.send(request.body);
  const response = await pending.then(
    (received) => received,
    (error: unknown) => {
      throw isStale(error, Reflect.get(pending, 'req'))
        ? new StaleConnection('stale', { cause: error })
        : error;
    },
  );
  const body: unknown = response.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const text = bytes.toString('utf8');
  return {
    request,
    status: response.status,
    headers: lowerCased(response.headers),
    text,
    bytes,
    body: parseJson(text),
  };
}

function isStale(error: unknown, request: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ECONNRESET' && code !== 'EPIPE') return false;
  return request instanceof ClientRequest && request.reusedSocket;
}
