import type { Verdict } from '../check-result.js';
import { countsOf, fails, type Report } from '../report.js';
import { headlineOf, resultLines } from '../result-text.js';

const statuses: Record<Verdict, string> = {
  passed: 'passed',
  failed: 'failed',
  known: 'other',
  'not-checked': 'skipped',
};

/** The report in the Common Test Report Format, https://ctrf.io. */
export function ctrfReport(report: Report): string {
  const { command, target, startedAt, durationMs, seed, problem, requireAll } = report;
  const { passed, failed, known, notChecked } = countsOf(report);
  const start = Date.parse(startedAt);
  const missing = requireAll ? notChecked : 0;
  const tests = report.results.map((result) => ({
    name: `${result.id} ${result.title}`,
    status: fails(result, requireAll) ? 'failed' : statuses[result.verdict],
    duration: Math.round(result.durationMs),
    suite: [result.area],
    ...(result.verdict === 'passed'
      ? {}
      : { message: headlineOf(result), trace: resultLines(result).join('\n') }),
    tags: result.origin === null ? [] : [result.origin.provenance, result.origin.severity],
  }));
  const broken =
    problem === undefined
      ? []
      : [{ name: `CHCK ${command}`, status: 'failed', duration: 0, message: problem }];
  const content = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: startedAt,
    generatedBy: '@chck/partner-kit',
    results: {
      tool: { name: `chck ${command}` },
      summary: {
        tests: tests.length + broken.length,
        passed,
        failed: failed + missing + broken.length,
        pending: 0,
        skipped: notChecked - missing,
        other: known,
        start,
        stop: start + Math.round(durationMs),
      },
      tests: [...tests, ...broken],
      environment: { extra: { target, ...(seed !== undefined && { seed }) } },
    },
  };
  return JSON.stringify(content, null, 2);
}
