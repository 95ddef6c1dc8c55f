import { coverageCount } from '../coverage.js';
import { countsOf, type Report } from '../report.js';

/** The whole report as JSON, with its counts first. */
export function jsonReport(report: Report): string {
  const head = { version: 1, counts: countsOf(report), statuses: coverageCount(report.coverage) };
  return JSON.stringify({ ...head, ...report }, null, 2);
}
