import { type CheckResult, resultOf } from '../checks/check-result.js';
import type { CertifyCase } from './case.js';
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

export interface CertifyOptions extends ProbeOptions {
  /** The ids of the cases to run. Default: all. */
  only?: readonly string[] | undefined;
  /** Called with each result as soon as it is known. */
  onResult?: ((result: CheckResult) => void) | undefined;
}

/** Runs the cases one after the other against a handler. A case whose processing cannot be seen is `not-checked`. */
export async function certifyHandler(options: CertifyOptions): Promise<CheckResult[]> {
  const { only, signingKey, onResult } = options;
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
  }
  return results;
}
