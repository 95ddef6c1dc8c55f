import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as the Partner API handles it. Nothing of the web framework. */
export interface ApiRequest {
  method: string;
  /** As it came, still percent-encoded. */
  path: string;
  /** The query as it came, without `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  /** Reads the body. Throws BodyTooLargeError beyond `limitBytes`. */
  readBody(limitBytes: number): Promise<Buffer>;
}

/** The body of a request is longer than allowed. */
export class BodyTooLargeError extends Error {
  readonly code = 'body_too_large';
}

/** A request that came over the wire. */
export class WireRequest implements ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly #message: IncomingMessage;

  /** `url` is the request target as it came. */
  constructor(message: IncomingMessage, url: string) {
    const { path, query } = splitUrl(url);
    this.method = message.method ?? 'GET';
    this.path = path;
    this.query = query;
    this.headers = message.headers;
    this.#message = message;
  }

  readBody(limitBytes: number): Promise<Buffer> {
    return readBody(this.#message, limitBytes);
  }
}

/** Path and query of a request target, which may be in absolute form (`GET http://host/path`). Never throws. */
export function splitUrl(url: string): { path: string; query: string } {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '');
  const fragment = target.indexOf('#');
  const sent = fragment < 0 ? target : target.slice(0, fragment);
  const mark = sent.indexOf('?');
  if (mark < 0) return { path: sent, query: '' };
  return { path: sent.slice(0, mark), query: sent.slice(mark + 1) };
}

function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= limitBytes) chunks.push(chunk);
      // The rest is read and dropped, so that the client gets its response.
      else reject(new BodyTooLargeError(`The request body is longer than ${limitBytes} bytes`));
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', reject);
    message.on('close', () => reject(new Error('The client closed the connection while it sent the body')));
  });
}
