import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SeededRandom } from '../../src/world/seeded-random.js';
import { MockProcess } from '../mock-process.js';
import { type SoakReceiver, startReceivers } from './receivers.js';
import { sharedSoak } from './shared-soak.js';

/**
 * Kills the mock with SIGKILL in each round, while it delivers to healthy, failing, slow, resetting and hanging receivers.
 * With --database, several instances share it: see shared-soak.ts. Exits 1 when a webhook is lost. One grading is one webhook for each of the five receivers.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    webhooks: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string' },
    instances: { type: 'string', default: '3' },
  },
});
const webhooks = Number(values.webhooks);
const seed = Number(values.seed);

if (values.database !== undefined) {
  const { database } = values;
  const isSound = await sharedSoak({ database, instances: Number(values.instances), webhooks, seed });
  process.exit(isSound ? 0 : 1);
}

const rounds = Number(values.rounds);
const random = new SeededRandom(seed, 'fault', 0);

/** The run ends when no webhook was accepted for this time. */
const STALLED_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'chck-soak-'));
const receivers = await startReceivers(random);
const perRound = Math.ceil(webhooks / receivers.length / rounds);
const serve = () =>
  MockProcess.start([
    ...['--data', join(folder, 'mock.db'), '--log-level', 'error'],
    ...['--webhook-timeout', '300ms', '--webhook-retry-base', '20ms', '--webhook-retry-cap', '200ms'],
  ]);

const startedMs = performance.now();
const gradings: string[] = [];
let mock = await serve();
for (const { url } of receivers) await mock.post('/_mock/targets', { outcome: 'success', url });
for (let round = 1; round <= rounds; round += 1) {
  const triggered = await mock.post('/_mock/trigger', { outcome: 'success', count: perRound });
  gradings.push(...idsOf(triggered));
  await sleep(random.between(0, 400));
  await mock.kill('SIGKILL');
  mock = await serve();
  if (round % 10 === 0 || round === rounds) report(`round ${round} of ${rounds}`);
}
await untilAccepted();
await mock.kill('SIGTERM');
const lost = receivers.flatMap(({ name, accepted }) => {
  return gradings.filter((id) => !accepted.has(id)).map((id) => `${name} ${id}`);
});
report('end');
for (const receiver of receivers) process.stdout.write(`${summaryOf(receiver)}\n`);
process.stdout.write(
  `${rounds} kills, ${gradings.length * receivers.length} webhooks, ${lost.length} lost, ${Math.round((performance.now() - startedMs) / 1000)} s\n`,
);
for (const receiver of receivers) receiver.close();
if (lost.length > 0) {
  process.stdout.write(`lost: ${lost.slice(0, 10).join(', ')}\ndata: ${folder}\n`);
  process.exitCode = 1;
} else rmSync(folder, { recursive: true });

function acceptedCount(): number {
  return receivers.reduce((sum, { accepted }) => sum + accepted.size, 0);
}

/** Waits until all webhooks are accepted, or until none was accepted for a minute. */
async function untilAccepted(): Promise<void> {
  let count = -1;
  for (let stalledMs = 0; count < gradings.length * receivers.length; stalledMs += 250) {
    if (acceptedCount() > count) stalledMs = 0;
    if (stalledMs > STALLED_MS) return;
    count = acceptedCount();
    await sleep(250);
  }
}

function report(place: string): void {
  process.stderr.write(`${place}: ${acceptedCount()} of ${gradings.length * receivers.length} accepted\n`);
}

function summaryOf({ name, accepted, requests }: SoakReceiver): string {
  const repeated = [...accepted.values()].filter((times) => times > 1).length;
  return `${name}: ${requests} requests, ${accepted.size} accepted, ${repeated} of them more than once`;
}

function idsOf(triggered: unknown): string[] {
  if (typeof triggered !== 'object' || triggered === null || !('gradings' in triggered)) return [];
  const { gradings: started } = triggered;
  return Array.isArray(started) ? started.map(({ id }) => String(id)) : [];
}
