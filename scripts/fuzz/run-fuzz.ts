import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/package-root.js';
import { SeededRandom } from '../../src/world/seeded-random.js';
import { MockProcess } from '../mock-process.js';
import { type HostileRequest, HostileRequests } from './hostile-requests.js';
import { type HostileResponse, sendHostile } from './send-hostile.js';

export interface FuzzOptions {
  requests: number;
  seed: number;
  /** Called now and then with the number of requests that were sent. */
  onProgress?: (sent: number) => void;
}

/** One thing that must not happen, with the request that shows it. */
export interface Finding {
  what: string;
  request: string;
  response: string;
}

export interface FuzzReport {
  findings: Finding[];
  /** The numbers of responses by status; 0 for none. */
  statuses: Record<string, number>;
  /** The longest time in which the mock used the processor without handling anything else. */
  longestStallMs: number;
  /** The same with what other programs took from it. */
  longestDelayMs: number;
  /** What is alive in the mock's heap after a collection and a reset, before and after the run. */
  liveMiB: { before: number; after: number };
  residentMiB: number;
  /** Connections that are open in the mock at the end, and were not before. */
  openSockets: number;
  seconds: number;
}

interface ProbeReport {
  longestStallMs: number;
  longestDelayMs: number;
  liveBytes: number;
  residentBytes: number;
  sockets: number;
}

const PARALLEL = 24;
/** Requests before the first look at memory, so that caches are full. */
const WARM_UP = 5000;
const STACK_TRACE = /(?:\n|\\n|&#10;)\s+at |node:internal|dist\/chunks|SQLITE_/;

/** Sends hostile requests over raw sockets to a mock in its own process. Needs the built kit. */
export async function runFuzz({ requests, seed, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const probe = join(packageRoot, 'scripts', 'fuzz', 'probe.mjs');
  const mock = await MockProcess.start(
    ['--ephemeral', '--log-level', 'error', '--rate-limit', 'off'],
    ['--expose-gc', '--import', probe],
  );
  const startedMs = performance.now();
  const { port, host } = new URL(mock.url);
  const random = new SeededRandom(seed, 'fault', 1);
  const source = new HostileRequests(random, { host, token: mock.token });
  const findings: Finding[] = [];
  const statuses: Record<string, number> = {};
  let sent = 0;
  const send = async (count: number) => {
    let left = count;
    const client = async () => {
      while (left > 0 && !mock.hasEnded) {
        left -= 1;
        sent += 1;
        if (sent % 5000 === 0) onProgress?.(sent);
        const request = source.next();
        const response = await sendHostile(Number(port), request);
        const status = statusesOf(response.text)[0] ?? '0';
        statuses[status] = (statuses[status] ?? 0) + 1;
        findings.push(...findingsIn(request, response));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, client));
  };
  try {
    const warmUp = Math.min(WARM_UP, Math.floor(requests / 2));
    await send(warmUp);
    const before = await atRest(mock);
    await mock.ask('start');
    await send(requests - warmUp);
    const { longestStallMs, longestDelayMs } = await ask(mock);
    const after = await atRest(mock);
    return {
      findings,
      statuses,
      longestStallMs,
      longestDelayMs,
      liveMiB: { before: inMiB(before.liveBytes), after: inMiB(after.liveBytes) },
      residentMiB: inMiB(after.residentBytes),
      openSockets: Math.max(0, after.sockets - before.sockets),
      seconds: (performance.now() - startedMs) / 1000,
    };
  } finally {
    if (mock.hasEnded) findings.push({ what: 'the mock ended', request: '', response: '' });
    else await mock.kill('SIGTERM');
  }
}

/** The most snapshots that a mock keeps, also after a reset. */
const SNAPSHOTS = 16;

/** The state of the mock after a reset, with all the snapshots that it keeps, when its connections have ended. */
async function atRest(mock: MockProcess): Promise<ProbeReport> {
  await mock.post('/_mock/reset', {});
  for (let taken = 0; taken < SNAPSHOTS; taken += 1) await mock.post('/_mock/snapshot', {});
  let report = await ask(mock);
  // One is the connection that asked for the reset.
  for (let wait = 0; wait < 40 && report.sockets > 1; wait += 1) {
    await sleep(100);
    report = await ask(mock);
  }
  return report;
}

async function ask(mock: MockProcess): Promise<ProbeReport> {
  const reply = await mock.ask('report');
  if (!isProbeReport(reply)) throw new Error(`The probe sent ${JSON.stringify(reply)}`);
  return reply;
}

function isProbeReport(value: unknown): value is ProbeReport {
  return typeof value === 'object' && value !== null && 'longestStallMs' in value;
}

function findingsIn({ bytes, isComplete }: HostileRequest, { text, isClosed }: HostileResponse): Finding[] {
  const whats = [
    ...statusesOf(text)
      .filter((status) => status.startsWith('5') && !isTimeoutOfWait(status, text))
      .map((status) => `status ${status}`),
    ...(STACK_TRACE.test(text) ? ['a stack trace'] : []),
    ...(isComplete && !isClosed ? ['no end of the response'] : []),
    ...(isComplete && text === '' ? ['no response'] : []),
  ];
  return whats.map((what) => ({
    what,
    request: bytes.toString('latin1').slice(0, 2000),
    response: text.slice(0, 1000),
  }));
}

/** `/_mock/…/wait` was asked to wait for what does not happen. */
function isTimeoutOfWait(status: string, text: string): boolean {
  return status === '504' && text.includes('"code":"timed_out"');
}

function statusesOf(text: string): string[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status = '']) => status);
}

function inMiB(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}
