import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { HostileRequest } from './hostile-requests.js';

/** What came back on the connection. */
export interface HostileResponse {
  text: string;
  /** Whether the server closed the connection, instead of being cut off after the deadline. */
  isClosed: boolean;
}

/** How long a server may take to end the response to a complete request, in ms. */
const DEADLINE_MS = 10_000;
/** How long a request that is not complete is held open. */
const INCOMPLETE_MS = 200;

/** Sends a request over a connection of its own and reads until the end. Resolves in any case. */
export function sendHostile(
  port: number,
  { bytes, transfer, isComplete }: HostileRequest,
): Promise<HostileResponse> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    let isClosed = false;
    const deadline = setTimeout(() => socket.destroy(), isComplete ? DEADLINE_MS : INCOMPLETE_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      isClosed = true;
    });
    // A server may cut the connection of a hostile client; that is seen in what it sent before.
    socket.on('error', () => {
      isClosed = true;
    });
    socket.on('close', () => {
      clearTimeout(deadline);
      resolve({ text: Buffer.concat(chunks).toString('latin1'), isClosed });
    });
    socket.on('connect', async () => {
      if (transfer === 'pieces') {
        for (let start = 0; start < bytes.length && !socket.destroyed; start += 700) {
          socket.write(bytes.subarray(start, start + 700));
          await turn();
        }
      } else if (transfer === 'repeated') socket.write(Buffer.concat([bytes, bytes, bytes]));
      else socket.write(bytes);
      if (transfer === 'half, then closed') socket.end();
      if (transfer === 'half, then reset') socket.resetAndDestroy();
    });
  });
}
