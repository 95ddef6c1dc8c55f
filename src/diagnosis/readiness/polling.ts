import { callLine, clientOf, type SeenCall, waitedMs } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** This number of equal calls in a row, each within TIGHT_MS of the last, is tight polling. */
const MANY = 5;
const TIGHT_MS = 1000;

export const avoidsTightPolling: ReadinessCheck = {
  id: 'avoids-tight-polling',
  title: 'does not poll tightly',
  remedy:
    'Register a webhook target and wait for the webhook. Where you must poll, wait some seconds between calls and back off.',
  situation:
    'chck trigger success --delay 1m --url {url}, then let your client wait for the grading to complete',
  check: ({ calls }) => {
    const reads = calls.filter(({ method, status, operationId }) => {
      return method === 'GET' && status === 200 && operationId !== null && operationId !== 'getHealth';
    });
    const groups = new Map<string, SeenCall[]>();
    for (const call of reads) {
      const key = `${clientOf(call)} ${call.url}`;
      groups.set(key, [...(groups.get(key) ?? []), call]);
    }
    for (const group of groups.values()) {
      const run = tightRun(group);
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

/** The longest run of calls that each follow within TIGHT_MS. */
function tightRun(calls: readonly SeenCall[]): SeenCall[] {
  let longest: SeenCall[] = [];
  let run: SeenCall[] = [];
  for (const call of calls) {
    const last = run.at(-1);
    run = last !== undefined && waitedMs(last, call) < TIGHT_MS ? [...run, call] : [call];
    if (run.length > longest.length) longest = run;
  }
  return longest;
}
