import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/store.js';
import { SeededRandom } from '../../src/world/seeded-random.js';
import { type Served, serve } from '../support/chck.js';

const DELIVERIES = 2000;
const CRASHES = 5;

interface Arrivals {
  url: string;
  /** How often each grading arrived, and how often it was accepted. */
  seen: Map<string, { arrived: number; accepted: number }>;
  /** Resolves when this number of webhooks has arrived. */
  untilArrived(count: number): Promise<void>;
  /** Resolves when this number of gradings was accepted. */
  untilAccepted(gradings: number): Promise<void>;
}

/** A receiver that refuses every third webhook. */
async function startUnreliableReceiver(): Promise<Arrivals> {
  const seen = new Map<string, { arrived: number; accepted: number }>();
  let arrived = 0;
  let accepted = 0;
  let waiting: { reached: () => boolean; resolve: () => void }[] = [];
  const until = (reached: () => boolean) =>
    new Promise<void>((resolve) => {
      if (reached()) resolve();
      else waiting.push({ reached, resolve });
    });
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { grading_session_id: grading } = JSON.parse(body);
      const entry = seen.get(grading) ?? { arrived: 0, accepted: 0 };
      seen.set(grading, entry);
      arrived += 1;
      entry.arrived += 1;
      const accepts = arrived % 3 !== 0;
      if (accepts) {
        if (entry.accepted === 0) accepted += 1;
        entry.accepted += 1;
      }
      response.writeHead(accepts ? 204 : 500).end();
      const due = waiting.filter(({ reached }) => reached());
      waiting = waiting.filter((waiter) => !due.includes(waiter));
      for (const { resolve } of due) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    untilArrived: (count) => until(() => arrived >= count),
    untilAccepted: (gradings) => until(() => accepted >= gradings),
  };
}

async function post(mock: Served, path: string, body: object): Promise<unknown> {
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${mock.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  return response.json();
}

it('loses none of 2,000 deliveries and no attempt when it is killed five times', async () => {
  const receiver = await startUnreliableReceiver();
  const data = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
  const args = [
    '--data',
    data,
    '--webhook-retry-base',
    '20ms',
    '--webhook-retry-cap',
    '40ms',
    '--log-level',
    'silent',
  ];
  let mock = await serve(args);
  await post(mock, '/v1/webhook-targets', { outcome: 'success', url: receiver.url });
  await post(mock, '/_mock/trigger', { outcome: 'success', count: DELIVERIES });

  // About 3,000 requests are sent. The seed determines when each process is killed.
  const random = new SeededRandom(20261122, 'fault', 1);
  for (let crash = 0; crash < CRASHES; crash += 1) {
    await receiver.untilArrived(crash * 500 + random.integer(1, 400));
    mock.child.kill('SIGKILL');
    await mock.ended;
    mock = await serve(args);
  }
  await receiver.untilAccepted(DELIVERIES);
  mock.child.kill('SIGTERM');
  expect((await mock.ended).code).toBe(0);

  const store = await openStore(data);
  onTestFinished(() => store.close());
  const deliveries = await store.deliveries.list({ limit: DELIVERIES + 1 });
  expect(deliveries).toHaveLength(DELIVERIES);
  expect(receiver.seen.size).toBe(DELIVERIES);
  let interrupted = 0;
  for (const { id, gradingId, attemptCount } of deliveries) {
    const attempts = await store.attempts.list(id);
    const { arrived = 0, accepted = 0 } = receiver.seen.get(gradingId) ?? {};
    expect(accepted).toBeGreaterThanOrEqual(1);
    expect(attempts.map(({ number }) => number)).toEqual(
      Array.from({ length: attemptCount }, (_, index) => index + 1),
    );
    expect(attempts.length).toBeGreaterThanOrEqual(arrived);
    interrupted += attempts.filter(({ failure }) => failure === 'interrupted').length;
  }
  expect(interrupted).toBeGreaterThan(0);
}, 120_000);
