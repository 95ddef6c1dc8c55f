import { coverageCount } from '../coverage.js';
import { notCheckedWord, type Report, resultsOf, summaryLine } from '../report.js';
import { resultLines } from '../result-text.js';
import { sameFailures } from '../same-failures.js';

/** GitHub accepts 1 MiB for the summary of a step. */
const MAX_CHARACTERS = 900_000;

/** The report as Markdown, such as for the step summary of a workflow. */
export function markdownReport(report: Report): string {
  const title = `CHCK ${report.command}: ${report.passed ? 'passed' : 'failed'}`;
  const mode = report.strict === undefined ? '' : `, ${report.strict ? 'strict' : 'default'} mode`;
  const failed = resultsOf(report, 'failed').flatMap((result) => [
    `### ${result.id} ${result.title}`,
    fenced(resultLines(result).join('\n')),
  ]);
  const text = [
    `## ${report.passed ? '✅' : '❌'} ${title}`,
    `${summaryLine(report)} against \`${report.target}\`${mode}`,
    ...failed,
    ...remarks(report),
    ...coverageTable(report),
    '',
  ].join('\n\n');
  return text.length > MAX_CHARACTERS
    ? `${text.slice(0, MAX_CHARACTERS)}\n\n… cut: the report is too long`
    : text;
}

function remarks(report: Report): string[] {
  const rows = [
    ...resultsOf(report, 'not-checked').map(({ id, detail }) => [notCheckedWord(report), id, detail]),
    ...resultsOf(report, 'known').map(({ id, title }) => ['known failure', id, title]),
    ...(report.notes ?? []).map((note) => ['left out', '', note]),
    ...report.stale.map(({ rule, reason }) => ['stale in the baseline', rule, reason]),
    ...sameFailures(report.results, 'questions').map(({ ids, count, example: { message, received } }) => [
      count > 1 ? `question, ${count} times` : 'question',
      ids.join(', '),
      `${message}: ${received}`,
    ]),
    ...(report.difference?.changes ?? []).map(({ id, before, after }) => [
      'changed',
      id,
      `${before ?? 'not part of it'} → ${after ?? 'not part of it'}`,
    ]),
  ];
  if (rows.length === 0) return [];
  return ['### Remarks', table(['what', 'check', 'why'], rows)];
}

function coverageTable({ coverage }: Report): string[] {
  if (coverage.length === 0) return [];
  const { seen, documented } = coverageCount(coverage);
  const rows = coverage.map(({ operation, statuses }) => {
    const shown = statuses.map(({ status, count, documented: known }) =>
      count > 0 ? `**${status}**${known ? '' : ' (not documented)'}` : status,
    );
    return [operation, shown.join(' ')];
  });
  return [
    `### Coverage: ${seen} of ${documented} documented statuses`,
    table(['operation', 'statuses (bold: seen)'], rows),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');
}

/** A fence that is longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
