import http from 'node:http';
import https from 'node:https';
import { buffer } from 'node:stream/consumers';

/** The response of a partner's handler, to be passed on. */
export interface ForwardedResponse {
  status: number;
  /** Names and values, alternating. */
  headers: string[];
  body: Buffer;
}

/** Headers of one connection rather than of the message (RFC 9110 §7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Forwards a webhook with the same bytes and headers, except `Host`, the headers of the connection, and the credentials
 * of the URL. Rejects with the error of the connection, or when the signal is aborted.
 */
export function forward(
  url: string,
  rawHeaders: readonly string[],
  body: Buffer,
  signal: AbortSignal,
): Promise<ForwardedResponse> {
  const target = new URL(url);
  const credentials = credentialsOf(target);
  const replaced = new Set([
    ...hopByHop,
    'host',
    'content-length',
    ...(credentials ? ['authorization'] : []),
  ]);
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      headers: [
        'host',
        target.host,
        ...withoutHeaders(rawHeaders, replaced),
        ...(credentials ? ['authorization', credentials] : []),
        'content-length',
        String(body.length),
      ],
      signal,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      buffer(response).then(
        (received) =>
          resolve({
            status: response.statusCode ?? 502,
            headers: withoutHeaders(response.rawHeaders, hopByHop),
            body: received,
          }),
        reject,
      );
    });
    request.end(body);
  });
}

function credentialsOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function withoutHeaders(rawHeaders: readonly string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!names.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}
