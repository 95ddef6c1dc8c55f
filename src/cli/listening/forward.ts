import http from 'node:http';
import https from 'node:https';

/** What a partner's handler answered, to be passed on. */
export interface ForwardedResponse {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  body: Buffer;
}

/** Headers that belong to one connection, and not to the message (RFC 9110 §7.6.1). */
const ofConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

/**
 * Sends a webhook on, the same bytes and the same headers but for `Host` and those of the connection, and gives the
 * answer. Rejects with the error of the connection when there is none.
 */
export function forward(
  url: string,
  rawHeaders: readonly string[],
  body: Buffer,
  signal: AbortSignal,
): Promise<ForwardedResponse> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const headers = withoutHeaders(rawHeaders, new Set([...ofConnection, 'host', 'content-length']));
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      headers: ['host', target.host, ...headers, 'content-length', String(body.length)],
      signal,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 502,
          headers: withoutHeaders(response.rawHeaders, ofConnection),
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.end(body);
  });
}

function withoutHeaders(rawHeaders: readonly string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!names.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
