import type { CheckResult, Verdict } from './check-result.js';
import type { OperationCoverage } from './coverage.js';
import { printableData } from './printable.js';
import type { ReportDifference } from './report-difference.js';

/** An entry of the baseline that no longer holds. */
export interface StaleEntry {
  rule: string;
  owner: string;
  reason: string;
}

/** The results of one run, as data. Every secret in it is masked. */
export interface Report {
  /** The command that made the run. */
  command: 'contract' | 'readiness' | 'certify' | 'doctor';
  /** Whether nothing failed: no check, no stale baseline entry, and with `requireAll` none unchecked. */
  passed: boolean;
  target: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  requireAll: boolean;
  /** Whether the run was stopped before its end. */
  interrupted: boolean;
  results: readonly CheckResult[];
  /** Documented statuses seen on each operation; empty for runs that judge no service. */
  coverage: readonly OperationCoverage[];
  stale: readonly StaleEntry[];
  /** Why the run could not be made; absent when it was made. */
  problem?: string;
  /** The number that fixes what was generated. */
  seed?: number;
  /** Whether deviations from assumed facts were failures. */
  strict?: boolean;
  /** What the run left out, and what would include it. */
  notes?: readonly string[];
  /** What changed since an earlier report, when one was given. */
  difference?: ReportDifference;
  /** How many requests were sent. */
  requests?: number;
}

/** What a run found, before its verdict. */
export type RunFacts = Omit<Report, 'passed' | 'coverage' | 'stale' | 'interrupted'> &
  Partial<Pick<Report, 'coverage' | 'stale' | 'interrupted'>>;

/** The report of a run, with its verdict. Its texts are safe to print. */
export function reportOf(raw: RunFacts): Report {
  const facts = printableData(raw);
  const { coverage = [], stale = [], interrupted = false } = facts;
  const passed =
    facts.problem === undefined &&
    stale.length === 0 &&
    !facts.results.some((result) => fails(result, facts.requireAll));
  return { ...facts, passed, coverage, stale, interrupted };
}

/** Whether a result fails its run. */
export function fails({ verdict }: CheckResult, requireAll: boolean): boolean {
  return verdict === 'failed' || (requireAll && verdict === 'not-checked');
}

/** What a command calls a check that could not be made. */
export function notCheckedWord({ command }: Pick<Report, 'command'>): string {
  const words = { contract: 'not checked', doctor: 'not checked', readiness: 'not exercised yet' };
  return command === 'certify' ? 'inconclusive' : words[command];
}

/** The results with one verdict. */
export function resultsOf({ results }: Pick<Report, 'results'>, verdict: Verdict): CheckResult[] {
  return results.filter((result) => result.verdict === verdict);
}

/** The ids of the checks that were not made, by the reason, so that each reason appears once. */
export function uncheckedByReason(report: Pick<Report, 'results'>): Map<string, string[]> {
  const byReason = new Map<string, string[]>();
  for (const { id, detail } of resultsOf(report, 'not-checked'))
    byReason.set(detail, [...(byReason.get(detail) ?? []), id]);
  return byReason;
}

/** How many results have each verdict. */
export function countsOf(report: Pick<Report, 'results'>) {
  return {
    passed: resultsOf(report, 'passed').length,
    failed: resultsOf(report, 'failed').length,
    known: resultsOf(report, 'known').length,
    notChecked: resultsOf(report, 'not-checked').length,
  };
}

/** One line that says how a run went. */
export function summaryLine(report: Report): string {
  if (report.problem !== undefined) return `the run could not be made: ${report.problem}`;
  const { passed, failed, known, notChecked } = countsOf(report);
  const questions = report.results.filter((result) => result.questions.length > 0).length;
  const counts = [
    `${passed} passed`,
    `${failed} failed`,
    `${notChecked} ${notCheckedWord(report)}`,
    ...(known > 0 ? [`${known} known`] : []),
    ...(report.stale.length > 0 ? [`${report.stale.length} stale in the baseline`] : []),
    ...(questions > 0 ? [`${questions} with questions`] : []),
  ];
  const facts = [
    ...(report.requests === undefined ? [] : [`${report.requests} requests`]),
    ...(report.durationMs > 0 ? [`${(report.durationMs / 1000).toFixed(1)} s`] : []),
    ...(report.seed === undefined ? [] : [`seed ${report.seed}`]),
  ];
  return counts.join(', ') + (facts.length === 0 ? '' : ` (${facts.join(', ')})`);
}

/** The areas of a report in the order of its results, each with its results. */
export function resultsByArea({ results }: Pick<Report, 'results'>): Map<string, CheckResult[]> {
  const byArea = new Map<string, CheckResult[]>();
  for (const result of results) {
    const own = byArea.get(result.area);
    if (own === undefined) byArea.set(result.area, [result]);
    else own.push(result);
  }
  return byArea;
}
