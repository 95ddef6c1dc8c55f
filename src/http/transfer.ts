import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CallEffect, Transfer } from '../faults/apply-to-call.js';
import { setHeader } from './http-response.js';

/** What goes over the wire, or went over it; status 0 when nothing did. */
export interface WireResponse {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  body: Uint8Array;
}

/**
 * Sends a response the way that faults demand, and calls `onEnd` once with what was sent: when it is complete, or when
 * the client has gone. Latency and drips pass in real time, since the client waits in real time.
 */
export function sendWithEffect(
  response: ServerResponse,
  whole: WireResponse,
  { latencyMs, transfer }: CallEffect,
  onEnd: (sent: WireResponse) => void,
): void {
  const connection = new Connection(response, onEnd);
  const start = () => send(connection, whole, transfer);
  if (latencyMs > 0) connection.later(latencyMs, start);
  else start();
}

/** The connections whose responses faults delay. */
const delayed = new WeakSet<Socket>();

/** Whether a fault delays the response on a connection. */
export function isDelayed(socket: Socket): boolean {
  return delayed.has(socket);
}

/** The way back to one client, until the response has ended or the client has gone. */
class Connection {
  readonly response: ServerResponse;
  sent: WireResponse = { status: 0, headers: [], body: Buffer.alloc(0) };
  readonly #onEnd: (sent: WireResponse) => void;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(response: ServerResponse, onEnd: (sent: WireResponse) => void) {
    this.response = response;
    this.#onEnd = onEnd;
    response.once('close', () => this.end());
  }

  get socket() {
    return this.response.req.socket;
  }

  later(afterMs: number, work: () => void): void {
    if (this.#hasEnded) return;
    delayed.add(this.socket);
    this.#timer = setTimeout(work, afterMs);
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    delayed.delete(this.socket);
    this.#onEnd(this.sent);
  }
}

function send(connection: Connection, whole: WireResponse, transfer: Transfer): void {
  switch (transfer.kind) {
    case 'whole':
      sendAll(connection, whole);
      break;
    case 'reset':
      connection.socket.resetAndDestroy();
      connection.end();
      break;
    case 'empty':
      connection.socket.destroySoon();
      connection.end();
      break;
    case 'truncated':
      sendTruncated(connection, whole, transfer);
      break;
    case 'malformed':
      sendAll(connection, { ...withBody(whole, malformed(whole)), status: 200 });
      break;
    case 'drip':
      drip(connection, whole, transfer);
      break;
  }
}

function sendAll(connection: Connection, whole: WireResponse): void {
  connection.sent = whole;
  connection.response.writeHead(whole.status, whole.headers);
  connection.response.end(whole.body);
  connection.end();
}

/** Sends the first bytes. With `fullLength` it promises the rest and closes the connection. */
function sendTruncated(
  connection: Connection,
  whole: WireResponse,
  { bytes, fullLength }: Transfer & { kind: 'truncated' },
): void {
  const all = whole.body;
  // At least one byte is missing, whatever the length of the body.
  const kept = all.subarray(0, Math.min(bytes ?? all.byteLength >> 1, all.byteLength - 1));
  if (!fullLength) {
    sendAll(connection, withBody(whole, kept));
    return;
  }
  connection.sent = { ...whole, body: kept };
  connection.response.writeHead(whole.status, whole.headers);
  connection.response.write(kept, () => connection.socket.destroySoon());
  connection.end();
}

function drip(
  connection: Connection,
  whole: WireResponse,
  { pauseMs, bytes }: Transfer & { kind: 'drip' },
): void {
  const all = whole.body;
  connection.response.writeHead(whole.status, whole.headers);
  const sendFrom = (start: number) => {
    const end = start + bytes;
    connection.sent = { ...whole, body: all.subarray(0, end) };
    if (end >= all.byteLength) {
      connection.response.end(all.subarray(start));
      connection.end();
      return;
    }
    connection.response.write(all.subarray(start, end));
    connection.later(pauseMs, () => sendFrom(end));
  };
  sendFrom(0);
}

/** JSON that no parser accepts, not even a lenient one: its first colon is missing. */
function malformed({ body }: WireResponse): Uint8Array {
  const text = Buffer.from(body).toString();
  return Buffer.from(text.includes(':') ? text.replace(':', '') : '{"');
}

function withBody(response: WireResponse, body: Uint8Array): WireResponse {
  const headers = [...response.headers];
  setHeader(headers, 'content-length', String(body.byteLength));
  return { status: response.status, headers, body };
}
