import { escapeXml } from '../../escape-xml.js';
import { type RuleReport, resultsByArea, type SuiteReport } from '../suite-report.js';
import { failureLines, originLine } from './failure-text.js';

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function testCase(result: RuleReport, requireAll: boolean): string {
  const { rule, verdict, reason = '', failures, durationMs } = result;
  const name = escapeXml(`${rule.id} ${rule.title}`);
  const open = `    <testcase classname="chck.${rule.area}" name="${name}" time="${seconds(durationMs)}"`;
  const fails = failures.map((failure) => {
    const text = escapeXml([originLine(rule), ...failureLines(failure)].join('\n'));
    return `      <failure message="${escapeXml(failure.message)}" type="${rule.id}">${text}</failure>`;
  });
  if (verdict === 'failed') return [`${open}>`, ...fails, '    </testcase>'].join('\n');
  if (verdict === 'known') return `${open}><skipped message="known failure, in the baseline"/></testcase>`;
  if (verdict === 'passed') return `${open}/>`;
  const note = escapeXml(`not checked: ${reason}`);
  if (requireAll) return `${open}><failure message="${note}" type="not-checked">${note}</failure></testcase>`;
  return `${open}><skipped message="${note}"/></testcase>`;
}

/** JUnit XML: one test suite per area, one test case per rule. */
export function junitReport(report: SuiteReport): string {
  const fails = ({ verdict }: RuleReport): boolean =>
    verdict === 'failed' || (report.requireAll && verdict === 'not-checked');
  const skips = (result: RuleReport): boolean =>
    ['known', 'not-checked'].includes(result.verdict) && !fails(result);
  const properties = { target: report.target, seed: report.seed, mode: report.strict ? 'strict' : 'default' };
  const shown = Object.entries(properties).map(
    ([name, value]) => `      <property name="${name}" value="${escapeXml(String(value))}"/>`,
  );
  const suites = [...resultsByArea(report)].flatMap(([area, results]) => {
    const time = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
    const head = `name="chck.${area}" tests="${results.length}" failures="${results.filter(fails).length}" errors="0"`;
    return [
      `  <testsuite ${head} skipped="${results.filter(skips).length}" time="${time}" timestamp="${report.startedAt.slice(0, 19)}">`,
      '    <properties>',
      ...shown,
      '    </properties>',
      ...results.map((result) => testCase(result, report.requireAll)),
      '  </testsuite>',
    ];
  });
  const stale = report.stale.map(({ entry, reason }) => {
    const message = escapeXml(`${entry.rule} in the baseline is stale: ${reason}`);
    return `    <testcase classname="chck.baseline" name="${entry.rule}" time="0"><failure message="${message}" type="stale"/></testcase>`;
  });
  const staleSuite =
    stale.length === 0
      ? []
      : [
          `  <testsuite name="chck.baseline" tests="${stale.length}" failures="${stale.length}" errors="0" skipped="0" time="0">`,
          ...stale,
          '  </testsuite>',
        ];
  const total = report.results.length + stale.length;
  const failures = report.results.filter(fails).length + stale.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="CHCK contract" tests="${total}" failures="${failures}" errors="0" time="${seconds(report.durationMs)}">`,
    ...suites,
    ...staleSuite,
    '</testsuites>',
    '',
  ].join('\n');
}
