import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  /** Path and query, sent as they are. */
  path: string;
  headers: OutgoingHttpHeaders;
  /** Undefined for no body. */
  body: string | Buffer | undefined;
  /** Whether the body is sent in chunks, without `content-length`. Default: false. */
  chunked?: boolean;
}

export interface WireResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends a request on a connection of its own. `fetch` would change or refuse much of what the tests send. */
export function send(
  url: string,
  { method, path, headers, body, chunked }: WireRequest,
): Promise<WireResponse> {
  const { hostname, port } = new URL(url);
  const framing: OutgoingHttpHeaders = chunked ? { 'transfer-encoding': 'chunked' } : {};
  if (body !== undefined && !chunked) framing['content-length'] = Buffer.byteLength(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, agent: false, headers: { ...framing, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers: received } = response;
          resolve({ status: statusCode, headers: received, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
