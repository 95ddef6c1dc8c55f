import { connect, type Socket } from 'node:net';

/** What a load of requests came to. */
export interface Load {
  requests: number;
  requestsPerSecond: number;
  /** Median time from the last byte of a request to the last of its response, in ms. */
  medianMs: number;
}

export interface LoadOptions {
  url: string;
  path: string;
  /** Sent in turn; none for requests without a token. */
  tokens: readonly string[];
  connections: number;
  durationMs: number;
}

/**
 * Sends one request over and over on keep-alive connections, the next when the response to the last is complete. It reads
 * bare sockets, since an HTTP client would need more of the machine than the servers that are measured. Throws when a
 * response is not 200.
 */
export async function load({ url, path, tokens, connections, durationMs }: LoadOptions): Promise<Load> {
  const { hostname, port, host } = new URL(url);
  const start = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`;
  const requests = (
    tokens.length === 0 ? [''] : tokens.map((token) => `Authorization: Bearer ${token}\r\n`)
  ).map((header) => Buffer.from(`${start}${header}\r\n`));
  const endMs = performance.now() + durationMs;
  const startedMs = performance.now();
  const times = (
    await Promise.all(Array.from({ length: connections }, () => ask(Number(port), hostname, requests, endMs)))
  ).flat();
  const seconds = (performance.now() - startedMs) / 1000;
  return { requests: times.length, requestsPerSecond: times.length / seconds, medianMs: median(times) };
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ask(port: number, host: string, requests: readonly Buffer[], endMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const socket: Socket = connect(port, host);
    socket.setNoDelay(true);
    let sentMs = 0;
    let missing = -1;
    let pending = '';
    const send = () => {
      sentMs = performance.now();
      socket.write(requests[times.length % requests.length] ?? '');
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      if (missing < 0) {
        pending += chunk;
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = /\r\ncontent-length: *(\d+)/i.exec(pending)?.[1];
        if (!pending.startsWith('HTTP/1.1 200')) {
          socket.destroy();
          reject(new Error(`Unexpected response: ${pending.slice(0, 300)}`));
          return;
        }
        // Without a length, the response is chunked and ends with an empty chunk.
        if (length === undefined && !pending.endsWith('0\r\n\r\n')) return;
        missing = length === undefined ? 0 : Number(length) - (pending.length - end - 4);
        pending = '';
      } else missing -= chunk.length;
      if (missing > 0) return;
      missing = -1;
      const now = performance.now();
      times.push(now - sentMs);
      if (now < endMs) send();
      else {
        socket.end();
        resolve(times);
      }
    });
  });
}
