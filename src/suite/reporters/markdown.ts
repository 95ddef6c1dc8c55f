import { coverageCount } from '../coverage.js';
import { resultsOf, type SuiteReport, summaryLine } from '../suite-report.js';
import { failureLines, originLine } from './failure-text.js';

/** GitHub takes 1 MiB for a step's summary. */
const MOST_CHARACTERS = 900_000;

const cell = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');

/** A fence that is longer than any run of backticks within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The report as Markdown, such as for the step summary of a workflow. */
export function markdownReport(report: SuiteReport): string {
  const title = report.passed ? '✅ CHCK contract: passed' : '❌ CHCK contract: failed';
  const failed = resultsOf(report, 'failed').flatMap(({ rule, failures }) => [
    `### ${rule.id} ${rule.title}`,
    `> ${originLine(rule)}`,
    ...failures.map((failure) => fenced(failureLines(failure).join('\n'))),
  ]);
  const rows = [
    ...resultsOf(report, 'not-checked').map(({ rule, reason = '' }) => [
      'not checked',
      rule.id,
      cell(reason),
    ]),
    ...resultsOf(report, 'known').map(({ rule }) => ['known failure', rule.id, cell(rule.title)]),
    ...report.stale.map(({ entry, reason }) => ['stale in the baseline', entry.rule, cell(reason)]),
    ...report.results.flatMap(({ rule, questions }) =>
      questions.map(({ message, received }) => ['question', rule.id, cell(`${message}: ${received}`)]),
    ),
  ];
  const { seen, documented } = coverageCount(report.coverage);
  const coverage = report.coverage.map(({ operation, statuses }) => {
    const shown = statuses.map(({ status, count, documented: known }) =>
      count > 0 ? `**${status}**${known ? '' : ' (not documented)'}` : status,
    );
    return `| ${operation} | ${shown.join(' ')} |`;
  });
  const text = [
    `## ${title}`,
    `${summaryLine(report)} against \`${report.target}\`, ${report.strict ? 'strict' : 'default'} mode`,
    ...failed,
    ...(rows.length === 0
      ? []
      : [
          '### Not failed, but to be known',
          ['| what | rule | why |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
            '\n',
          ),
        ]),
    `### Coverage: ${seen} of ${documented} documented statuses`,
    ['| operation | statuses (bold: seen) |', '|---|---|', ...coverage].join('\n'),
    '',
  ].join('\n\n');
  return text.length > MOST_CHARACTERS
    ? `${text.slice(0, MOST_CHARACTERS)}\n\n… cut: the report is too long`
    : text;
}
