import { lineFinder, sourceLine } from '../../openapi/source-lines.js';
import { documentYamlPath } from '../document.js';
import type { ComparedFact, Comparison } from './compare-documents.js';

const OURS = 'openapi/partner-api.v1.yaml';

/** One side of a difference: what a document says, and where. */
export interface Side {
  says: string;
  file: string;
  line: number;
}

export interface ReportedFact {
  about: string;
  /** `documented: Cards`; undefined for what only the other document says. */
  mark: string | undefined;
  ours: Side | undefined;
  theirs: Side | undefined;
}

/** A comparison with the lines of both documents, ready to be printed. */
export interface ComparisonReport {
  document: string;
  contradicted: ReportedFact[];
  new: ReportedFact[];
  confirmed: ReportedFact[];
  silent: ReportedFact[];
}

/** Adds lines to a comparison. `document` is the name of the other document and `text` its content. */
export function comparisonReport(comparison: Comparison, document: string, text: string): ComparisonReport {
  const lineOf = lineFinder(text);
  const theirs = ({ says, pointer }: { says: string; pointer: string }): Side => {
    return { says, file: document, line: lineOf(pointer) };
  };
  const reported = ({
    about,
    provenance,
    source,
    ours,
    pointer,
    theirs: other,
  }: ComparedFact): ReportedFact => ({
    about,
    mark: `${provenance}: ${source}`,
    ours: { says: ours, file: OURS, line: sourceLine(documentYamlPath, pointer) },
    theirs: other && theirs(other),
  });
  return {
    document,
    contradicted: comparison.contradicted.map(reported),
    new: comparison.new.map((fact) => ({
      about: fact.about,
      mark: undefined,
      ours: undefined,
      theirs: theirs(fact),
    })),
    confirmed: comparison.confirmed.map(reported),
    silent: comparison.silent.map(reported),
  };
}

/** The report for a terminal: both sides of each contradiction, everything new, and the other numbers. */
export function comparisonText(report: ComparisonReport): string {
  const section = (title: string, facts: readonly ReportedFact[]): string[] =>
    facts.length === 0 ? [] : [`${title}:`, ...facts.flatMap(factLines), ''];
  return [
    ...section('Contradicted', report.contradicted),
    ...section('New', report.new),
    summaryOf(report),
  ].join('\n');
}

function factLines({ about, mark, ours, theirs }: ReportedFact): string[] {
  const side = (name: string, found: Side | undefined, more = ''): string[] =>
    found === undefined ? [] : [`    ${name} ${found.says} (${more}${found.file}:${found.line})`];
  return [`  ${about}`, ...side('ours:  ', ours, mark && `${mark}; `), ...side('theirs:', theirs)];
}

/** The report as Markdown, with the confirmed and silent facts of published pages left to `--json`. */
export function comparisonMarkdown(report: ComparisonReport): string {
  const cell = (side: Side | undefined): string =>
    side === undefined ? '' : `${side.says.replaceAll('|', '\\|')} (line ${side.line})`;
  const table = (title: string, facts: readonly ReportedFact[]): string[] =>
    facts.length === 0
      ? []
      : [
          `## ${title}`,
          '',
          '| what | provenance | ours | theirs |',
          '|---|---|---|---|',
          ...facts.map(
            ({ about, mark = '', ours, theirs }) =>
              `| ${about} | ${mark} | ${cell(ours)} | ${cell(theirs)} |`,
          ),
          '',
        ];
  return [
    `# ${report.document} and the contract`,
    '',
    ...table('Contradicted', report.contradicted),
    ...table('New', report.new),
    summaryOf(report),
  ].join('\n');
}

/** The result in one sentence. */
export function summaryOf({
  contradicted,
  new: added,
  confirmed,
  silent,
  document,
}: ComparisonReport): string {
  return `${document} contradicts ${contradicted.length} facts of the contract, confirms ${confirmed.length}, says nothing about ${silent.length}, and adds ${added.length}.`;
}
