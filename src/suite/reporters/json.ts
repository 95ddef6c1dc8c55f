import { coverageCount } from '../coverage.js';
import { resultsOf, type SuiteReport } from '../suite-report.js';

/** The whole report as JSON, with its counts first. */
export function jsonReport(report: SuiteReport): string {
  const counts = {
    passed: resultsOf(report, 'passed').length,
    failed: resultsOf(report, 'failed').length,
    known: resultsOf(report, 'known').length,
    notChecked: resultsOf(report, 'not-checked').length,
  };
  return JSON.stringify({ version: 1, counts, statuses: coverageCount(report.coverage), ...report }, null, 2);
}
