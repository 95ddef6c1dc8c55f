import { callLine, type Evidence, repetitionOf, type SeenCall, waitedMs } from './evidence.js';
import { failed, open, type Point, passed } from './point.js';

/** A wait shorter than this is none. */
const AT_ONCE_MS = 100;
/** Of what `Retry-After` says, in ms: it is in whole seconds, and clocks differ. */
const TOLERANCE_MS = 100;

export const honoursRetryAfter: Point = {
  id: 'honours-retry-after',
  title: 'waits as long as Retry-After says after a 429',
  remedy:
    'On 429 read `Retry-After` (seconds) and wait that long before the same request goes out again; without the header, back off exponentially.',
  situation:
    'chck faults add status --status 429 --retry-after 2 --next 2 --url {url}, then have your client read gradings',
  judge: ({ calls }) => {
    const retries = retriesAfter(calls, (call) => call.status === 429);
    if (!calls.some(({ status }) => status === 429)) return open('No call was answered with 429.');
    if (retries.length === 0) return open('Nothing was tried again after a 429.');
    const early = retries.filter(({ refused, retry }) => waitedMs(refused, retry) < askedMs(refused));
    if (early.length === 0) return passed(`${retries.length} of ${retries.length} retries waited as asked.`);
    const [{ refused, retry }] = early as [Retry];
    return failed(
      `After a 429${askedInWords(refused)} the same request came again within ${Math.max(0, Math.round(waitedMs(refused, retry)))} ms.`,
      early.flatMap(linesOf),
    );
  },
};

export const backsOffOnServerErrors: Point = {
  id: 'backs-off-on-5xx',
  title: 'backs off on 5xx, longer each time',
  remedy:
    'Retry 5xx with exponential backoff and jitter, for instance after 0.5 s, 1 s, 2 s, 4 s, and give up after a few.',
  situation: 'chck faults add status --status 503 --next 3 --url {url}, then have your client read gradings',
  judge: ({ calls }) => {
    if (!calls.some(({ status }) => status >= 500)) return open('No call was answered with 5xx.');
    const retries = retriesAfter(calls, ({ status }) => status >= 500);
    if (retries.length === 0) return open('Nothing was tried again after a 5xx.');
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

/** Retries that follow one on another: what one sent and saw refused again is what the next waited after. */
function chainsOf(retries: readonly Retry[]): Retry[][] {
  const chains: Retry[][] = [];
  for (const retry of retries) {
    const chain = chains.find((known) => known.at(-1)?.retry === retry.refused);
    if (chain === undefined) chains.push([retry]);
    else chain.push(retry);
  }
  return chains;
}

/** Jitter may make one wait shorter than the one before, but not all of them alike. */
function growsWith(waits: readonly number[]): boolean {
  return Math.max(...waits) >= 1.5 * Math.min(...waits);
}

function askedMs({ responseHeaders }: SeenCall): number {
  const seconds = Number(responseHeaders?.['retry-after'] ?? Number.NaN);
  return Number.isNaN(seconds) ? AT_ONCE_MS : Math.max(AT_ONCE_MS, seconds * 1000 - TOLERANCE_MS);
}

function askedInWords({ responseHeaders }: SeenCall): string {
  const seconds = responseHeaders?.['retry-after'];
  return seconds === undefined ? '' : ` with Retry-After: ${seconds}`;
}

function linesOf({ refused, retry }: Retry): string[] {
  return [callLine(refused), `  again ${callLine(retry)}`];
}
