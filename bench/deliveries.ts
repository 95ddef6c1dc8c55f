import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMock, type Mock } from '../src/mock.js';
import { median } from './load.js';
import { type Row, row } from './table.js';

/** What was measured of webhooks, in one run. */
interface DeliveryFigures {
  /** Deliveries a second, durable outbox included, by round. */
  deliveries: number[];
  /** Requests a second of a bare loop with the same HTTP client and as many at once, by round. */
  bareLoop: number[];
  backlog: { queued: number; delivered: number; residentMiB: number };
}

const ROUNDS = 3;
const PER_ROUND = 5000;
const AT_ONCE = 8;
const BACKLOG = 20_000;

/** Measures both sides in turn, so that a slow moment of the machine hits both. */
async function measureDeliveries(): Promise<DeliveryFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'chck-bench-'));
  const receiver = await startReceiver();
  const mock = await createMock({
    data: join(folder, 'mock.db'),
    webhookRetryBase: 1000,
    webhookRetryCap: 1000,
  });
  try {
    await mock.targets.create({ url: receiver.url });
    const figures: DeliveryFigures = {
      deliveries: [],
      bareLoop: [],
      backlog: { queued: 0, delivered: 0, residentMiB: 0 },
    };
    await bareLoop(receiver.url);
    await deliverAll(mock);
    for (let round = 0; round < ROUNDS; round += 1) {
      figures.bareLoop.push(await bareLoop(receiver.url));
      figures.deliveries.push(await deliverAll(mock));
    }
    figures.backlog = await drainBacklog(mock, receiver.child);
    return figures;
  } finally {
    await mock.close();
    receiver.child.kill();
    rmSync(folder, { recursive: true });
  }
}

async function startReceiver(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./receiver-process.js', import.meta.url)));
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/hook`, child };
}

async function ask(child: ChildProcess, message: object): Promise<number> {
  child.send(message);
  const [{ count }] = await once(child, 'message');
  return count;
}

/** Deliveries a second: webhooks that are due an hour later are all sent when the clock has moved by that hour. */
async function deliverAll(mock: Mock): Promise<number> {
  await mock.clock.freeze();
  await mock.faults.add({ kind: 'delay', delay: '1h', next: PER_ROUND });
  await mock.gradings.startMany({ delay: 0, count: PER_ROUND });
  const startedMs = performance.now();
  await mock.clock.advance('1h');
  const perSecond = PER_ROUND / ((performance.now() - startedMs) / 1000);
  await mock.clock.resume();
  return perSecond;
}

async function bareLoop(url: string): Promise<number> {
  const agent = new http.Agent({ keepAlive: true });
  const body = JSON.stringify({
    grading_session_id: '00000000-0000-4000-8000-000000000000',
    outcome: 'success',
  });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  let left = PER_ROUND;
  const startedMs = performance.now();
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', resolve);
      });
      request.on('error', reject);
      request.end(body);
    });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left > 0) {
        left -= 1;
        await post();
      }
    }),
  );
  const perSecond = PER_ROUND / ((performance.now() - startedMs) / 1000);
  agent.destroy();
  return perSecond;
}

/** Queues deliveries while the receiver refuses all, lets it come back, and waits until none is pending. */
async function drainBacklog(mock: Mock, receiver: ChildProcess): Promise<DeliveryFigures['backlog']> {
  const before = await ask(receiver, { status: 503 });
  for (let queued = 0; queued < BACKLOG; queued += PER_ROUND) {
    await mock.gradings.startMany({ delay: 0, count: PER_ROUND });
  }
  await ask(receiver, { status: 204 });
  let peakBytes = process.memoryUsage().rss;
  while ((await mock.deliveries.list({ state: 'pending', limit: 1 })).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  }
  await mock.deliveries.settled();
  const delivered = (await ask(receiver, {})) - before;
  return { queued: BACKLOG, delivered, residentMiB: Math.round(peakBytes / 2 ** 20) };
}

/** Deliveries a second, against a bare loop of the same HTTP client, and a backlog after an outage. */
export async function deliveryRows(): Promise<Row[]> {
  const { deliveries, bareLoop: bare, backlog } = await measureDeliveries();
  const [own, other] = [median(deliveries), median(bare)];
  return [
    row(
      'deliveries, against a bare loop of requests',
      own / other,
      { unit: '×' },
      `${Math.round(own)} to ${Math.round(other)} deliveries/s`,
    ),
    row(
      'backlog of 20,000 deliveries, resident',
      backlog.residentMiB,
      { unit: 'MiB', digits: 0 },
      `${backlog.delivered} delivered`,
    ),
  ];
}
