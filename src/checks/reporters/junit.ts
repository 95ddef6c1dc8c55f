import { escapeXml } from '../../escape-xml.js';
import type { CheckResult } from '../check-result.js';
import { fails, notCheckedWord, type Report, resultsByArea } from '../report.js';
import { headlineOf, resultLines } from '../result-text.js';

/** JUnit XML: one test suite for each area, one test case for each check. */
export function junitReport(report: Report): string {
  if (report.problem !== undefined) return problemReport(report, report.problem);
  const stale = report.stale.map((entry) => staleCase(report, entry));
  const suites = [...resultsByArea(report)].map(([area, results]) => areaSuite(report, area, results));
  const failures = report.results.filter((result) => fails(result, report.requireAll)).length;
  const total = counts(report.results.length + stale.length, failures + stale.length, skippedCount(report));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="CHCK ${report.command}" ${total} time="${seconds(report.durationMs)}">`,
    ...suites,
    ...(stale.length === 0
      ? []
      : [suiteElement(report, 'baseline', counts(stale.length, stale.length, 0), 0, stale)]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** A run that could not be made: one test case with an error. */
function problemReport(report: Report, problem: string): string {
  const one = counts(1, 0, 0, 1);
  const name = className(report, report.command);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="CHCK ${report.command}" ${one} time="0.000">`,
    suiteElement(report, report.command, one, 0, [
      `    <testcase classname="${name}" name="the run" time="0.000"><error message="${escapeXml(problem)}" type="not-run"/></testcase>`,
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function areaSuite(report: Report, area: string, results: readonly CheckResult[]): string {
  const failed = results.filter((result) => fails(result, report.requireAll)).length;
  const skipped = results.filter((result) => isSkipped(result, report.requireAll)).length;
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const cases = results.map((result) => testCase(report, result));
  return suiteElement(report, area, counts(results.length, failed, skipped), durationMs, cases);
}

function suiteElement(
  report: Report,
  area: string,
  attributes: string,
  durationMs: number,
  cases: readonly string[],
): string {
  const { target, seed, strict, startedAt } = report;
  const mode = strict === undefined ? undefined : strict ? 'strict' : 'default';
  const properties = Object.entries({ target, seed, mode })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `      <property name="${name}" value="${escapeXml(String(value))}"/>`);
  return [
    `  <testsuite name="${className(report, area)}" ${attributes} time="${seconds(durationMs)}" timestamp="${startedAt.slice(0, 19)}">`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function testCase(report: Report, result: CheckResult): string {
  const { id, area, title, verdict, detail, remedy, durationMs } = result;
  const name = escapeXml(`${id} ${title}`);
  const head = `    <testcase classname="${className(report, area)}" name="${name}" time="${seconds(durationMs)}"`;
  if (verdict === 'passed') return `${head}/>`;
  return `${head}>\n      ${content()}\n    </testcase>`;

  function content(): string {
    if (fails(result, report.requireAll)) {
      const text = escapeXml(resultLines(result).join('\n'));
      return `<failure message="${escapeXml(headlineOf(result))}" type="${escapeXml(id)}">${text}</failure>`;
    }
    const reason = verdict === 'known' ? 'known failure, in the baseline' : detail;
    const note = verdict === 'known' ? reason : `${notCheckedWord(report)}: ${reason}`;
    return `<skipped message="${escapeXml(remedy === null ? note : `${note} ${remedy}`)}"/>`;
  }
}

function staleCase(report: Report, { rule, reason }: Report['stale'][number]): string {
  const message = escapeXml(`${rule} in the baseline is stale: ${reason}`);
  return `    <testcase classname="${className(report, 'baseline')}" name="${escapeXml(rule)}" time="0.000"><failure message="${message}" type="stale"/></testcase>`;
}

/** `chck.pagination` for an area of the contract, `chck.certify.order` for one of a certification. */
function className({ command }: Report, area: string): string {
  const parts = command === 'contract' || command === area ? [area] : [command, area];
  return escapeXml(['chck', ...parts].join('.'));
}

function isSkipped(result: CheckResult, requireAll: boolean): boolean {
  return result.verdict !== 'passed' && !fails(result, requireAll);
}

function skippedCount({ results, requireAll }: Report): number {
  return results.filter((result) => isSkipped(result, requireAll)).length;
}

function counts(tests: number, failures: number, skipped: number, errors = 0): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
