import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Key } from './state.js';
import type { Switches } from './switches.js';

export interface Reply {
  status: number;
  body?: unknown;
  raw?: { type: string; bytes: Buffer };
  headers?: Record<string, string>;
}

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** The key that a fault accepts without looking at the credentials. */
  key?: Key;
}

/** The application's errors, as the guide has them. */
export const failure = (status: number, code: string, more: object = {}): Reply => ({
  status,
  body: { error: code, ...more },
});

export function invalid(field: string, message: string): Reply {
  return failure(400, 'validation_error', {
    details: { fieldErrors: { [field]: [message] }, formErrors: [] },
  });
}

/** Fastify's own errors. */
export function framework(status: number, error: string, message: string): Reply {
  return { status, body: { statusCode: status, error, message } };
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const withMore = (body: unknown): unknown => {
  if (Array.isArray(body)) return body.map(withMore);
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([key, value]) => [key, withMore(value)]);
  return { ...Object.fromEntries(entries), x_extra: 'more' };
};

/** Writes one response, in the transfer form that the switches ask for. */
export function write(response: ServerResponse, reply: Reply, head: boolean, { variations }: Switches): void {
  const headers: Record<string, string> = { ...reply.headers };
  let bytes = reply.raw?.bytes ?? Buffer.alloc(0);
  if (reply.raw) headers['content-type'] = reply.raw.type;
  else if (reply.body !== undefined) {
    const extend = variations.has('extra-fields') && reply.status < 300;
    bytes = Buffer.from(JSON.stringify(extend ? withMore(reply.body) : reply.body));
    headers['content-type'] = 'application/json; charset=utf-8';
  }
  if (variations.has('gzip') && bytes.length > 0 && !head) {
    bytes = gzipSync(bytes);
    headers['content-encoding'] = 'gzip';
  }
  const chunked = variations.has('chunked') && bytes.length > 1 && !head;
  if (!chunked && reply.status !== 204) headers['content-length'] = String(bytes.length);
  response.writeHead(reply.status, headers);
  if (head || reply.status === 204) response.end();
  else if (chunked) {
    response.write(bytes.subarray(0, 1));
    response.end(bytes.subarray(1));
  } else response.end(bytes);
}
