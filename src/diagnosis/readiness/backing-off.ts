import { callLine, type Evidence, repetitionOf, type SeenCall, waitedMs } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** A shorter wait counts as none. */
const AT_ONCE_MS = 100;
/** Accepted below `Retry-After`, which is in whole seconds, since clocks differ. */
const TOLERANCE_MS = 100;

export const honoursRetryAfter: ReadinessCheck = {
  id: 'honours-retry-after',
  title: 'waits as long as Retry-After says after a 429',
  remedy:
    'On 429 read `Retry-After` (seconds) and wait that long before you repeat the request; without the header, back off exponentially.',
  situation:
    'chck faults add status --status 429 --retry-after 2 --next 2 --url {url}, then have your client read gradings',
  check: ({ calls }) => {
    const retries = retriesAfter(calls, (call) => call.status === 429);
    if (!calls.some(({ status }) => status === 429)) return notExercised('No call got a 429.');
    if (retries.length === 0) return notExercised('No call was repeated after a 429.');
    const early = retries.filter(({ refused, retry }) => waitedMs(refused, retry) < demandedMs(refused));
    if (early.length === 0)
      return passed(`${retries.length} of ${retries.length} retries waited as Retry-After says.`);
    const [{ refused, retry }] = early as [Retry];
    return failed(
      `After a 429${demandText(refused)} the same request came again within ${Math.max(0, Math.round(waitedMs(refused, retry)))} ms.`,
      early.flatMap(linesOf),
    );
  },
};

export const backsOffOnServerErrors: ReadinessCheck = {
  id: 'backs-off-on-5xx',
  title: 'backs off on 5xx, longer each time',
  remedy:
    'Retry 5xx with exponential backoff and jitter, for instance after 0.5 s, 1 s, 2 s, 4 s, and give up after a few.',
  situation: 'chck faults add status --status 503 --next 3 --url {url}, then have your client read gradings',
  check: ({ calls }) => {
    if (!calls.some(({ status }) => status >= 500)) return notExercised('No call got a 5xx.');
    const retries = retriesAfter(calls, ({ status }) => status >= 500);
    if (retries.length === 0) return notExercised('No call was repeated after a 5xx.');
    const early = retries.filter(({ refused, retry }) => waitedMs(refused, retry) < AT_ONCE_MS);
    if (early.length > 0)
      return failed('After a 5xx the same request came again at once.', early.flatMap(linesOf));
    const steady = chainsOf(retries).find(
      (chain) => chain.length >= 3 && !growsWith(chain.map(({ refused, retry }) => waitedMs(refused, retry))),
    );
    if (steady === undefined) return passed(`${retries.length} retries after a 5xx, each after a wait.`);
    return failed(
      `After ${steady.length} failures in a row the waits did not grow.`,
      steady.flatMap(linesOf),
    );
  },
};

interface Retry {
  refused: SeenCall;
  retry: SeenCall;
}

function retriesAfter(calls: Evidence['calls'], isRefused: (call: SeenCall) => boolean): Retry[] {
  return calls.flatMap((refused, index) => {
    if (!isRefused(refused)) return [];
    const retry = repetitionOf(refused, calls.slice(index + 1));
    return retry === undefined ? [] : [{ refused, retry }];
  });
}

/** Retries in a row: the refused retry of one is what the next one retries. */
function chainsOf(retries: readonly Retry[]): Retry[][] {
  const chains: Retry[][] = [];
  for (const retry of retries) {
    const chain = chains.find((known) => known.at(-1)?.retry === retry.refused);
    if (chain === undefined) chains.push([retry]);
    else chain.push(retry);
  }
  return chains;
}

/** Jitter may make one wait shorter than the last, but not all of them equal. */
function growsWith(waits: readonly number[]): boolean {
  return Math.max(...waits) >= 1.5 * Math.min(...waits);
}

function demandedMs({ responseHeaders }: SeenCall): number {
  const seconds = Number(responseHeaders['retry-after'] ?? Number.NaN);
  return Number.isNaN(seconds) ? AT_ONCE_MS : Math.max(AT_ONCE_MS, seconds * 1000 - TOLERANCE_MS);
}

function demandText({ responseHeaders }: SeenCall): string {
  const seconds = responseHeaders['retry-after'];
  return seconds === undefined ? '' : ` with Retry-After: ${seconds}`;
}

function linesOf({ refused, retry }: Retry): string[] {
  return [callLine(refused), `  again ${callLine(retry)}`];
}
