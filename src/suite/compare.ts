import { randomInt } from 'node:crypto';
import type { CheckResult } from '../checks/check-result.js';
import { runContractSuite } from './run-contract-suite.js';
import type { ContractSuiteOptions, SuiteReport } from './suite-options.js';

/** A rule on which two implementations have different verdicts. */
export interface VerdictDifference {
  left: CheckResult;
  right: CheckResult;
}

/** The result of the same run against two targets. */
export interface Comparison {
  left: SuiteReport;
  right: SuiteReport;
  /** Rules that one of the two passes and the other does not, or about which only one raises questions. */
  differences: VerdictDifference[];
}

const verdictOf = ({ verdict, questions }: CheckResult): string =>
  `${verdict}${questions.length > 0 ? '?' : ''}`;

/** The rules whose verdicts differ between two reports. */
export function differencesOf(left: SuiteReport, right: SuiteReport): VerdictDifference[] {
  return left.results.flatMap((one) => {
    const other = right.results.find(({ id }) => id === one.id);
    return other === undefined || verdictOf(one) === verdictOf(other) ? [] : [{ left: one, right: other }];
  });
}

/** Runs the same rules with the same seed against two targets, one after the other. Throws `SuiteError`. */
export async function compareTargets(
  left: ContractSuiteOptions,
  right: ContractSuiteOptions,
): Promise<Comparison> {
  const seed = left.seed ?? randomInt(1, 2 ** 31);
  const one = await runContractSuite({ ...left, seed });
  const other = await runContractSuite({ ...right, seed });
  return { left: one, right: other, differences: differencesOf(one, other) };
}

/** The differences as text: each rule with both verdicts and the failures behind them. */
export function comparisonText({ left, right, differences }: Comparison): string {
  const lines = differences.flatMap(({ left: one, right: other }) => [
    `${one.id} ${one.title}`,
    ...[
      { name: 'A', result: one },
      { name: 'B', result: other },
    ].flatMap(({ name, result }) => {
      const known = [...result.failures, ...result.questions].map(
        ({ message, received }) => `     ${message}: ${received}`,
      );
      const reason = result.detail === '' ? '' : `: ${result.detail}`;
      const asked = result.verdict === 'passed' && result.questions.length > 0 ? ', with questions' : '';
      return [`  ${name}: ${result.verdict}${asked}${reason}`, ...known];
    }),
  ]);
  const count = differences.length === 0 ? 'no difference' : `${differences.length} different`;
  return [
    `A: ${left.target}`,
    `B: ${right.target}`,
    '',
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    `${left.results.length} rules, ${count} in verdict (seed ${left.seed})`,
  ].join('\n');
}
