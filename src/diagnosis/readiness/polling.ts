import { callLine, clientOf, type Evidence, groupBy, type SeenCall, waitedMs } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';
import { spanOf } from './webhook-evidence.js';

/** This number of equal calls in a row, each within TIGHT_MS of the last, is tight polling. */
const MANY = 5;
const TIGHT_MS = 1000;
/** Polling with a longer period is a fallback beside webhooks. */
const FALLBACK_MS = 1_800_000;
/** The longest wait of a period is at most this many times the shortest. */
const REGULAR = 1.5;

export const avoidsTightPolling: ReadinessCheck = {
  id: 'avoids-tight-polling',
  title: 'does not poll tightly',
  remedy:
    'Register a webhook target and wait for the webhook. Where you must poll, wait some seconds between calls and back off.',
  situation:
    'chck trigger success --delay 1m --url {url}, then let your client wait for the grading to complete',
  check: ({ calls }) => {
    const reads = readsOf(calls);
    for (const group of sameReads(reads)) {
      const run = longestRun(group, (waited) => waited < TIGHT_MS);
      if (run.length >= MANY) {
        return failed(
          `The same call came ${run.length} times, each less than ${TIGHT_MS} ms after the last one.`,
          run.slice(0, 5).map(callLine),
        );
      }
    }
    if (reads.length < MANY) return notExercised(`Only ${reads.length} reads were seen.`);
    return passed(`No call among ${reads.length} reads was repeated tightly.`);
  },
};

export const waitsForWebhooks: ReadinessCheck = {
  id: 'waits-for-webhooks',
  title: 'does not poll when it gets webhooks',
  remedy:
    'You have registered a webhook target: wait for its webhooks, and poll at most once an hour as a fallback.',
  situation: 'chck trigger success --url {url}, with your handler registered as a webhook target',
  check: ({ calls, deliveries }) => {
    const starts = deliveries.filter(({ attempts }) => attempts.length > 0).map((one) => spanOf(one).fromMs);
    if (starts.length === 0) return notExercised('No webhook was sent.');
    const since = Math.min(registeredMs(calls), ...starts);
    const reads = readsOf(calls).filter(({ realMs }) => realMs >= since);
    for (const group of sameReads(reads)) {
      const run = longestRun(group, (waited, earlier) => {
        if (waited < TIGHT_MS || waited > FALLBACK_MS) return false;
        return [...earlier, waited].every((one) => one <= REGULAR * waited && waited <= REGULAR * one);
      });
      if (run.length >= MANY) {
        return failed(
          `The same call came ${run.length} times at the same distance, while webhooks were sent.`,
          run.slice(0, 5).map(callLine),
        );
      }
    }
    return passed(`No call among ${reads.length} reads was repeated regularly while webhooks were sent.`);
  },
};

/** When the client registered a target, in real time; infinite when somebody else did. */
function registeredMs(calls: Evidence['calls']): number {
  const created = calls.find((call) => call.operationId === 'createWebhookTarget' && call.status === 201);
  return created?.realMs ?? Number.POSITIVE_INFINITY;
}

function readsOf(calls: Evidence['calls']): SeenCall[] {
  return calls.filter(({ method, status, operationId }) => {
    return method === 'GET' && status === 200 && operationId !== null && operationId !== 'getHealth';
  });
}

function sameReads(reads: readonly SeenCall[]): SeenCall[][] {
  return [...groupBy(reads, (call) => `${clientOf(call)} ${call.url}`).values()];
}

/** The longest run of calls whose waits, in ms, all continue it. */
function longestRun(
  calls: readonly SeenCall[],
  continues: (waited: number, earlier: readonly number[]) => boolean,
): SeenCall[] {
  let longest: SeenCall[] = [];
  let run: SeenCall[] = [];
  let waits: number[] = [];
  for (const call of calls) {
    const last = run.at(-1);
    const waited = last === undefined ? 0 : waitedMs(last, call);
    if (last !== undefined && continues(waited, waits)) {
      run = [...run, call];
      waits = [...waits, waited];
    } else [run, waits] = [[call], []];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}
