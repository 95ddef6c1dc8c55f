import type { BaselineEntry } from './baseline.js';
import type { OperationCoverage } from './coverage.js';
import type { Failure } from './rules/outcome.js';
import type { RuleInfo } from './rules/rule.js';

/** `known` is a failure that the baseline lists. */
export type RuleVerdict = 'passed' | 'failed' | 'known' | 'not-checked';

export interface RuleReport {
  rule: RuleInfo;
  verdict: RuleVerdict;
  /** Why it was not checked. */
  reason?: string;
  failures: Failure[];
  /** Deviations from what is assumed: questions to the service's owner. */
  questions: Failure[];
  requests: number;
  durationMs: number;
}

/** What came of a run, as data; every secret in it is masked. */
export interface SuiteReport {
  /** Whether nothing failed: no rule, no stale baseline entry, and with `requireAll` none unchecked. */
  passed: boolean;
  target: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  seed: number;
  strict: boolean;
  requireAll: boolean;
  /** Whether the run was stopped before its end. */
  interrupted: boolean;
  /** How many requests were sent. */
  requests: number;
  results: RuleReport[];
  coverage: OperationCoverage[];
  /** Baseline entries that no longer hold, each with the reason. */
  stale: { entry: BaselineEntry; reason: string }[];
}

/** The results with one verdict. */
export function resultsOf(report: SuiteReport, verdict: RuleVerdict): RuleReport[] {
  return report.results.filter((result) => result.verdict === verdict);
}

/** One line that says how a run went. */
export function summaryLine(report: SuiteReport): string {
  const count = (verdict: RuleVerdict): number => resultsOf(report, verdict).length;
  const questions = report.results.filter((result) => result.questions.length > 0).length;
  const parts = [
    `${count('passed')} passed`,
    `${count('failed')} failed`,
    `${count('not-checked')} not checked`,
    ...(count('known') > 0 ? [`${count('known')} known`] : []),
    ...(report.stale.length > 0 ? [`${report.stale.length} stale in the baseline`] : []),
    ...(questions > 0 ? [`${questions} with questions`] : []),
  ];
  const seconds = (report.durationMs / 1000).toFixed(1);
  return `${parts.join(', ')} (${report.requests} requests, ${seconds} s, seed ${report.seed})`;
}

/** The areas of a report in the order of its rules, each with its results. */
export function resultsByArea(report: SuiteReport): Map<string, RuleReport[]> {
  const byArea = new Map<string, RuleReport[]>();
  for (const result of report.results) {
    const results = byArea.get(result.rule.area);
    if (results === undefined) byArea.set(result.rule.area, [result]);
    else results.push(result);
  }
  return byArea;
}
