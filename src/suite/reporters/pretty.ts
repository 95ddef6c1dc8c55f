import pc from 'picocolors';
import { coverageCount } from '../coverage.js';
import { type RuleReport, resultsByArea, resultsOf, type SuiteReport, summaryLine } from '../suite-report.js';
import { failureLines, originLine } from './failure-text.js';

type Colors = ReturnType<typeof pc.createColors>;

const indent = (lines: string[], depth: number): string[] => lines.map((line) => ' '.repeat(depth) + line);

function failed({ rule, failures }: RuleReport, color: Colors): string[] {
  const head = `${color.red('✗')} ${color.bold(rule.id)} ${rule.title} (${rule.severity})`;
  const bodies = failures.flatMap((failure) => [...indent(failureLines(failure), 4), '']);
  return [head, ...indent([color.dim(originLine(rule))], 4), ...bodies];
}

function areaLines(report: SuiteReport, color: Colors): string[] {
  return [...resultsByArea(report)].map(([area, results]) => {
    const passed = results.filter(({ verdict }) => verdict === 'passed').length;
    const bad = results.filter(({ verdict }) => verdict === 'failed').length;
    const mark = bad > 0 ? color.red('✗') : passed > 0 ? color.green('✓') : color.yellow('-');
    return `${mark} ${area.padEnd(22)} ${passed} of ${results.length} passed`;
  });
}

/** What was not checked, by the reason, so that one missing thing is named once. */
function uncheckedLines(report: SuiteReport): string[] {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason = 'no reason is known' } of resultsOf(report, 'not-checked'))
    byReason.set(reason, [...(byReason.get(reason) ?? []), rule.id]);
  return [...byReason].map(([reason, ids]) => `  ${reason}: ${ids.join(' ')}`);
}

function section(title: string, lines: string[], color: Colors): string[] {
  return lines.length === 0 ? [] : ['', color.bold(title), ...lines];
}

function coverageLines({ coverage }: SuiteReport, color: Colors): string[] {
  const { seen, documented } = coverageCount(coverage);
  const rows = coverage.map(({ operation, statuses }) => {
    const cells = statuses.map(({ status, documented: known, count }) => {
      if (!known) return color.yellow(`${status}?`);
      return count > 0 ? color.green(status) : color.dim(`${status}·`);
    });
    return `  ${operation.padEnd(20)} ${cells.join(' ')}`;
  });
  const head = `Coverage: ${seen} of ${documented} documented statuses seen (· not seen, ? not documented)`;
  return ['', color.bold(head), ...rows];
}

/** The report for people at a terminal. */
export function prettyReport(report: SuiteReport, color: Colors = pc.createColors(false)): string {
  const known = resultsOf(report, 'known').map(({ rule }) => `  ${rule.id} ${rule.title}`);
  const questions = report.results.flatMap(({ rule, questions: asked }) =>
    asked.map(
      ({ message, expected, received }) => `  ${rule.id} ${message} (we assume ${expected}; got ${received})`,
    ),
  );
  const stale = report.stale.map(({ entry, reason }) => `  ${entry.rule} (${entry.owner}): ${reason}`);
  const mode = report.strict ? 'strict' : 'default';
  const verdict = report.interrupted
    ? color.yellow('INTERRUPTED')
    : report.passed
      ? color.green('PASSED')
      : color.red('FAILED');
  return [
    `${color.bold('CHCK contract')} against ${report.target} (${mode} mode)`,
    '',
    ...areaLines(report, color),
    ...section(
      'Failed',
      resultsOf(report, 'failed').flatMap((result) => failed(result, color)),
      color,
    ),
    ...section('Not checked', uncheckedLines(report), color),
    ...section('Questions: assumed facts that this service answers otherwise', questions, color),
    ...section('Known failures', known, color),
    ...section('Stale baseline entries', stale, color),
    ...coverageLines(report, color),
    '',
    `${verdict} ${summaryLine(report)}`,
  ].join('\n');
}
