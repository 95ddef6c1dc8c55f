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
  token: string | undefined;
  connections: number;
  durationMs: number;
}

/**
 * Sends one request over and over on keep-alive connections, the next when the response to the last is complete. It reads
 * bare sockets, since an HTTP client would need more of the machine than the servers that are measured. Throws when an
 * answer is not 200.
 */
export async function load({ url, path, token, connections, durationMs }: LoadOptions): Promise<Load> {
  const { hostname, port, host } = new URL(url);
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
  const endMs = performance.now() + durationMs;
  const startedMs = performance.now();
  const times = (
    await Promise.all(Array.from({ length: connections }, () => ask(Number(port), hostname, bytes, endMs)))
  ).flat();
  const seconds = (performance.now() - startedMs) / 1000;
  return { requests: times.length, requestsPerSecond: times.length / seconds, medianMs: median(times) };
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ask(port: number, host: string, bytes: Buffer, endMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const socket: Socket = connect(port, host);
    socket.setNoDelay(true);
    let sentMs = 0;
    let missing = -1;
    let pending = '';
    const send = () => {
      sentMs = performance.now();
      socket.write(bytes);
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
        if (!pending.startsWith('HTTP/1.1 200') || length === undefined) {
          socket.destroy();
          reject(new Error(`Unexpected response: ${pending.slice(0, 300)}`));
          return;
        }
        missing = Number(length) - (pending.length - end - 4);
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
