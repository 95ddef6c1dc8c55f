import { type CheckResult, resultOf } from '../checks/check-result.js';
import { type CertifyCase, deliveryLine } from './case.js';
import { everydayCases } from './everyday-cases.js';
import { HandlerProbe, type ProbeOptions } from './handler-probe.js';
import { orderCases } from './order-cases.js';
import { signingCases } from './signing-cases.js';
import { wireCases } from './wire-cases.js';

/** Every case of a certification. */
export const certifyCases: readonly CertifyCase[] = [
  ...everydayCases,
  ...orderCases,
  ...wireCases,
  ...signingCases,
];

/** An answer that takes longer is slow, in ms. */
const SLOW_MS = 3000;
/** After this number of cases without any answer in time, the others would say the same. */
const LATE_CASES = 2;

export interface CertifyOptions extends ProbeOptions {
  /** The ids of the cases to run. Default: all. */
  only?: readonly string[] | undefined;
  /** Called with each result as soon as it is known. */
  onResult?: ((result: CheckResult) => void) | undefined;
}

/** What a certification found. */
export interface Certification {
  /** One for each case; only one in all when a common cause ended the run. */
  results: CheckResult[];
  /** What works today but may not in production. */
  warnings: string[];
}

/** Runs the cases one after the other against a handler. A case whose processing cannot be seen is `not-checked`. */
export async function certifyHandler(options: CertifyOptions): Promise<Certification> {
  const { only, signingKey, onResult, timeoutMs } = options;
  const probe = new HandlerProbe(options);
  const results: CheckResult[] = [];
  for (const { id, area, title, remedy, signedOnly, run } of certifyCases) {
    if ((signedOnly && signingKey === undefined) || (only !== undefined && !only.includes(id))) continue;
    const startMs = performance.now();
    const finding = await run(probe);
    const durationMs = performance.now() - startMs;
    const advice = finding.verdict === 'passed' ? null : remedy;
    const result = resultOf({ id, area, title, remedy: advice, durationMs }, finding);
    results.push(result);
    onResult?.(result);
    if (results.length === LATE_CASES && probe.deliveries.every(({ timedOut }) => timedOut)) {
      return { results: [answersTooLate(probe.deliveries, timeoutMs)], warnings: [] };
    }
  }
  return { results, warnings: warningsOn(probe) };
}

/** The one result in place of all others. */
function answersTooLate(deliveries: HandlerProbe['deliveries'], timeoutMs: number): CheckResult {
  const check = {
    id: 'answers-in-time',
    area: 'everyday',
    title: 'a webhook is answered in time',
    remedy: 'Store the webhook and answer 2xx at once, then work.',
  };
  return resultOf(check, {
    verdict: 'failed',
    detail: `The handler answers too late: none of ${deliveries.length} deliveries got an answer within ${timeoutMs} ms. The other cases would say the same, and were not run.`,
    evidence: deliveries.map(deliveryLine),
  });
}

function warningsOn({ deliveries }: HandlerProbe): string[] {
  const slow = deliveries.filter(({ durationMs, timedOut }) => durationMs > SLOW_MS && !timedOut);
  const slowest = Math.max(0, ...slow.map(({ durationMs }) => durationMs));
  return slow.length === 0
    ? []
    : [
        `The handler is slow: ${slow.length} of ${deliveries.length} answers took more than ${SLOW_MS / 1000} s, the slowest ${(slowest / 1000).toFixed(1)} s. CHCK does not publish how long it waits: answer first, work afterwards.`,
      ];
}
