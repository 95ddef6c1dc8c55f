import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { verifyWebhook } from '../../src/webhooks/signature.js';
import { SECRET } from './secret.js';

/** Everything in which handlers differ. */
export interface Manners {
  /** What is verified, given the body as it came; null accepts everything. */
  verifies: ((body: string, headers: IncomingHttpHeaders) => void) | null;
  statusWhenForged: number;
  /** Whether a forged webhook is processed before it is refused. */
  worksFirst: boolean;
  /** A status to return at once; undefined to go on. */
  early: (request: IncomingMessage, body: string, atOnce: number) => number | undefined;
  /** Whether a grading that was processed is dropped, and when it is marked. */
  marks: 'before' | 'at-once' | 'after-the-work' | 'never';
  /** Keeps the mark of a grading whose work failed. */
  keepsMark: boolean;
  /** How often a grading is read, and its card with it. */
  processes: number;
  readsOnly: boolean;
  statusWhenUnknown: number;
  readsUnknown: number;
  /** Skips every grading after the first one. */
  processesOne: boolean;
  readsBody: 'whole' | 'first-part' | 'within-200-ms';
  answer: 'status' | 'close' | 'never' | 'slow';
  calls: boolean;
}

export const goodManners: Manners = {
  verifies: (body, headers) => verifyWebhook(body, headers, SECRET),
  statusWhenForged: 401,
  worksFirst: false,
  early: () => undefined,
  marks: 'at-once',
  keepsMark: false,
  processes: 1,
  readsOnly: false,
  statusWhenUnknown: 204,
  readsUnknown: 1,
  processesOne: false,
  readsBody: 'whole',
  answer: 'status',
  calls: true,
};

/** A handler that ends with the test. Returns its address. */
export async function startHandler(mock: Mock, changes: Partial<Manners> = {}): Promise<string> {
  const manners = { ...goodManners, ...changes };
  const { marks } = manners;
  const done = new Set<string>();
  let hasProcessed = false;
  let atOnce = 0;
  const read = (path: string) =>
    fetch(mock.url + path, { headers: { authorization: `Bearer ${mock.token}` } });

  const work = async (id: string): Promise<number> => {
    for (let times = 0; times < manners.processes; times += 1) {
      const response = await read(`/v1/gradings/${id}`);
      if (response.status === 404) {
        for (let more = 1; more < manners.readsUnknown; more += 1) await read(`/v1/gradings/${id}`);
        return manners.statusWhenUnknown;
      }
      if (!response.ok) {
        if (!manners.keepsMark) done.delete(id);
        return 503;
      }
      const { grading } = await response.json();
      if (!manners.readsOnly) await read(`/v1/cards/${grading.user_card_id}`);
    }
    if (marks === 'after-the-work') done.add(id);
    return 204;
  };

  const handle = async (request: IncomingMessage, body: string): Promise<number> => {
    const early = manners.early(request, body, atOnce);
    if (early !== undefined) return early;
    const { grading_session_id: id, outcome } = JSON.parse(body);
    if (manners.worksFirst) await work(id);
    try {
      manners.verifies?.(body, request.headers);
    } catch {
      return manners.statusWhenForged;
    }
    if (manners.worksFirst || outcome === 'failure' || !manners.calls) return 204;
    if (marks !== 'never' && done.has(id)) return 204;
    if (marks === 'at-once' || marks === 'before') done.add(id);
    if (manners.processesOne) {
      if (hasProcessed) return 204;
      hasProcessed = true;
    }
    return work(id);
  };

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    atOnce += 1;
    try {
      const status = await handle(request, await bodyOf(request, manners.readsBody));
      if (manners.answer === 'close') request.socket.destroy();
      if (manners.answer === 'slow') await delay(3100);
      if (manners.answer !== 'never') response.writeHead(status).end();
    } catch {
      response.writeHead(500).end();
    } finally {
      atOnce -= 1;
    }
  };

  const server = createServer((request, response) => {
    // A failed answer is what the certification is to see.
    receive(request, response).catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
}

async function bodyOf(request: IncomingMessage, reads: Manners['readsBody']): Promise<string> {
  const chunks: Buffer[] = [];
  const startMs = performance.now();
  for await (const chunk of request) {
    chunks.push(chunk);
    if (reads === 'first-part') break;
    if (reads === 'within-200-ms' && performance.now() - startMs > 200) throw new Error('too slow');
  }
  return Buffer.concat(chunks).toString('utf8');
}
