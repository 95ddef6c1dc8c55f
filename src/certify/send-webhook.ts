import http from 'node:http';
import https from 'node:https';

/** How the body is sent: at once, in pieces with pauses, or chunked without a length. */
export type Transfer = 'plain' | 'slow' | 'chunked';

export interface OutgoingDelivery {
  url: string;
  headers: Record<string, string>;
  /** The bytes, as UTF-8 text. */
  body: string;
  transfer: Transfer;
  timeoutMs: number;
}

/** The result of a delivery. */
export interface DeliveryResult {
  /** Null when no complete response arrived. */
  status: number | null;
  durationMs: number;
  /** Why there is no status, in words; null when there is one. */
  failure: string | null;
  /** Whether there is none because the time was over. */
  timedOut: boolean;
  /** Whether a connection was made. */
  connected: boolean;
}

const PIECES = 8;
const PAUSE_MS = 100;

/** Delivers one webhook over a connection of its own, and follows no redirect. Never rejects. */
export async function sendWebhook(delivery: OutgoingDelivery): Promise<DeliveryResult> {
  const { url, headers, body, transfer, timeoutMs } = delivery;
  const startedMs = performance.now();
  let connected = false;
  const end = (status: number | null, failure: string | null, timedOut = false): DeliveryResult => {
    return { status, failure, timedOut, connected, durationMs: Math.round(performance.now() - startedMs) };
  };
  return new Promise((resolve) => {
    const target = new URL(url);
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'chck-partner-kit',
        ...headers,
        ...(transfer !== 'chunked' && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        connected = true;
      });
    });
    request.on('error', (error) => {
      const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
      resolve(end(null, isLate ? `no complete response within ${timeoutMs} ms` : error.message, isLate));
    });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(end(response.statusCode ?? null, null)));
      response.on('error', (error) => resolve(end(null, error.message)));
    });
    if (transfer === 'slow') drip(request, Buffer.from(body));
    else if (transfer === 'chunked') {
      const half = Math.floor(body.length / 2);
      request.write(body.slice(0, half));
      request.end(body.slice(half));
    } else request.end(body);
  });
}

/** Writes the bytes piece by piece. */
function drip(request: http.ClientRequest, bytes: Buffer): void {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  const step = (from: number) => {
    if (request.destroyed) return;
    if (from >= bytes.length) {
      request.end();
      return;
    }
    request.write(bytes.subarray(from, from + size));
    setTimeout(() => step(from + size), PAUSE_MS);
  };
  step(0);
}
