import pc from 'picocolors';
import type { CheckResult, Verdict } from '../check-result.js';
import { coverageCount } from '../coverage.js';
import {
  notCheckedWord,
  type Report,
  resultsByArea,
  resultsOf,
  summaryLine,
  uncheckedByReason,
} from '../report.js';
import { failureLines, originLine } from '../result-text.js';
import { sameFailures } from '../same-failures.js';

type Colors = ReturnType<typeof pc.createColors>;

/** The report for people at a terminal. */
export function prettyReport(report: Report, color: Colors = pc.createColors(false)): string {
  const mode = report.strict === undefined ? '' : ` (${report.strict ? 'strict' : 'default'} mode)`;
  const verdict = report.interrupted
    ? color.yellow('INTERRUPTED')
    : report.passed
      ? color.green('PASSED')
      : color.red('FAILED');
  return [
    `${color.bold(`CHCK ${report.command}`)} against ${report.target}${mode}`,
    '',
    ...(report.command === 'contract' ? contractLines(report, color) : resultList(report, color)),
    '',
    `${verdict} ${summaryLine(report)}`,
  ].join('\n');
}

/** Every result with all that it says. */
function resultList(report: Report, color: Colors): string[] {
  return report.results.flatMap((result) => resultParagraph(result, notCheckedWord(report), color));
}

/** One result with all that it says. */
export function resultParagraph(result: CheckResult, notChecked: string, color: Colors): string[] {
  const { title, verdict, detail, remedy, evidence } = result;
  const marks: Record<Verdict, string> = {
    passed: color.green('✓'),
    failed: color.red('✗'),
    known: color.yellow('✗'),
    'not-checked': color.yellow('○'),
  };
  const state = verdict === 'passed' ? '' : ` (${verdict === 'not-checked' ? notChecked : verdict})`;
  return [
    `${marks[verdict]} ${title}${color.dim(state)}`,
    color.dim(`    ${detail}`),
    ...evidence.map((line) => color.dim(`      ${line}`)),
    ...(remedy === null ? [] : [`    → ${remedy}`]),
  ];
}

/** The rules are too many to list: the areas with their counts, then what did not pass. */
function contractLines(report: Report, color: Colors): string[] {
  const known = resultsOf(report, 'known').map(({ id, title }) => `  ${id} ${title}`);
  const questions = sameFailures(report.results, 'questions').map(
    ({ ids, count, example: { message, expected, received } }) =>
      `  ${ids.join(', ')} ${message}${count > 1 ? ` (${count} times)` : ''} (assumed: ${expected}; received: ${received})`,
  );
  const stale = report.stale.map(({ rule, owner, reason }) => `  ${rule} (${owner}): ${reason}`);
  const failed = resultsOf(report, 'failed').flatMap((result) => failedLines(result, color));
  return [
    ...areaLines(report, color),
    ...section('Failed', failed, color),
    ...section(
      'Not checked',
      [...uncheckedByReason(report)].map(([reason, ids]) => `  ${reason}: ${ids.join(' ')}`),
      color,
    ),
    ...section('Questions: assumed facts that do not hold here', questions, color),
    ...section('Known failures', known, color),
    ...section('Stale baseline entries', stale, color),
    ...section('Changed', changeLines(report), color),
    ...section('Left out', report.notes?.map((note) => `  ${note}`) ?? [], color),
    ...coverageLines(report, color),
  ];
}

function changeLines({ difference }: Report): string[] {
  return (difference?.changes ?? []).map(
    ({ id, before, after }) => `  ${id} ${before ?? 'not part of it'} → ${after ?? 'not part of it'}`,
  );
}

function failedLines(result: CheckResult, color: Colors): string[] {
  const { id, title, origin } = result;
  const severity = origin === null ? '' : ` (${origin.severity})`;
  return [
    `${color.red('✗')} ${color.bold(id)} ${title}${severity}`,
    ...(origin === null ? [] : [`    ${color.dim(originLine(origin))}`]),
    ...sameFailures([result], 'failures').flatMap(({ count, example }) => [
      ...failureLines(example).map((line) => `    ${line}`),
      ...(count > 1 ? [`    ${count} times`] : []),
      '',
    ]),
  ];
}

function areaLines(report: Report, color: Colors): string[] {
  return [...resultsByArea(report)].map(([area, results]) => {
    const passed = results.filter(({ verdict }) => verdict === 'passed').length;
    const failed = results.filter(({ verdict }) => verdict === 'failed').length;
    const mark = failed > 0 ? color.red('✗') : passed > 0 ? color.green('✓') : color.yellow('-');
    return `${mark} ${area.padEnd(22)} ${passed} of ${results.length} passed`;
  });
}

function section(title: string, lines: readonly string[], color: Colors): string[] {
  return lines.length === 0 ? [] : ['', color.bold(title), ...lines];
}

function coverageLines({ coverage }: Report, color: Colors): string[] {
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
