import type { Judged } from '../checks/check-result.js';
import type { CertifyCase } from './case.js';
import { everydayCases } from './everyday-cases.js';
import { orderCases } from './order-cases.js';
import { signingCases } from './signing-cases.js';
import { Stage, type StageOptions } from './stage.js';
import { wireCases } from './wire-cases.js';

/** Everything that a webhook handler is certified by. */
export const certifyCases: readonly CertifyCase[] = [
  ...everydayCases,
  ...orderCases,
  ...wireCases,
  ...signingCases,
];

export interface CertifyOptions extends StageOptions {
  /** The ids of the cases to play; all when absent. */
  only?: readonly string[] | undefined;
  /** Told of each case when it is judged. */
  onJudged?: ((judged: Judged) => void) | undefined;
}

/** Plays the cases one after the other against a handler. Where processing cannot be seen, the verdict is `open`. */
export async function certifyHandler(options: CertifyOptions): Promise<Judged[]> {
  const { only, signingKey, onJudged } = options;
  const stage = new Stage(options);
  const judged: Judged[] = [];
  for (const { id, title, remedy, signedOnly, play } of certifyCases) {
    if ((signedOnly && signingKey === undefined) || (only !== undefined && !only.includes(id))) continue;
    const { verdict, detail, evidence = [] } = await play(stage);
    const one = { id, title, verdict, detail, evidence, remedy: verdict === 'passed' ? null : remedy };
    judged.push(one);
    onJudged?.(one);
  }
  return judged;
}
