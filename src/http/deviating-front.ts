import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http';
import type { AttemptResult } from '../store/attempts.js';
import type { DeviationHooks, IncomingCall, OutgoingAttempt, OutgoingResponse } from './deviation.js';

/** Something that makes one delivery attempt and tells what came of it. */
export interface Sender {
  send(attempt: OutgoingAttempt): Promise<AttemptResult>;
  interrupt(): void;
  close(): void;
}

/** A listener that answers as the deviations will have it, and what has to be closed with it. */
export interface DeviatingFront {
  listener: RequestListener;
  close(): Promise<void>;
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || hopByHop.has(name)
      ? []
      : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(entries);
}

async function callOf(incoming: IncomingMessage): Promise<IncomingCall> {
  const [path = '/', search = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: headersOf(incoming),
    body: await readAll(incoming),
  };
}

/** Asks the mock itself, which listens behind the front. */
function ask(port: number, call: IncomingCall): Promise<OutgoingResponse> {
  const search = call.query.toString();
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method: call.method,
      path: call.path + (search === '' ? '' : `?${search}`),
      headers: { ...call.headers, ...(call.body.length > 0 ? { 'content-length': call.body.length } : {}) },
    });
    outgoing.on('response', (incoming) => {
      readAll(incoming)
        .then((body) => resolve({ status: incoming.statusCode ?? 500, headers: headersOf(incoming), body }))
        .catch(reject);
    });
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}

function write(response: ServerResponse, { status, headers, body }: OutgoingResponse): void {
  const length = status === 204 ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** Puts deviations in front of the mock's listener: it moves to a port of its own, and every call passes through them. */
export async function openDeviatingFront(
  listener: RequestListener,
  hooks: readonly DeviationHooks[],
): Promise<DeviatingFront> {
  const behind = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    behind.once('error', reject);
    behind.listen(0, '127.0.0.1', resolve);
  });
  const address = behind.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = hooks.reduce(
    (next, { answer: deviate }) =>
      deviate === undefined ? next : (call: IncomingCall) => deviate(call, next),
    (call: IncomingCall) => ask(port, call),
  );
  const front: RequestListener = (incoming, response) => {
    callOf(incoming)
      .then(answer)
      .then((answered) => write(response, answered))
      .catch(() => response.destroy());
  };
  return {
    listener: front,
    close: async () => {
      behind.closeAllConnections();
      await new Promise<void>((resolve) => behind.close(() => resolve()));
    },
  };
}

/** A sender whose attempts pass through the deviations. */
export function deviatingSender(sender: Sender, hooks: readonly DeviationHooks[]): Sender {
  return {
    send: (attempt) =>
      hooks.reduce(
        (next, { send: deviate }) =>
          deviate === undefined ? next : (each: OutgoingAttempt) => deviate(each, next),
        (each: OutgoingAttempt) => sender.send(each),
      )(attempt),
    interrupt: () => sender.interrupt(),
    close: () => sender.close(),
  };
}
