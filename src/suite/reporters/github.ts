import { documentYamlPath } from '../../contract/document.js';
import { isOperationId, operation } from '../../contract/operations.js';
import { sourceLine } from '../../openapi/source-lines.js';
import type { Failure } from '../rules/outcome.js';
import { resultsOf, type SuiteReport, summaryLine } from '../suite-report.js';
import { failureLines, originLine } from './failure-text.js';

const MOST_ANNOTATIONS = 10;
const SPEC_FILE = 'openapi/partner-api.v1.yaml';

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The line of the spec that a failure is about. */
function lineOf({ specPointer, where }: Failure): number | null {
  if (specPointer !== undefined) return sourceLine(documentYamlPath, specPointer);
  const id = where?.split(' ')[0] ?? '';
  return isOperationId(id) ? sourceLine(documentYamlPath, operation(id).place.pointer) : null;
}

function annotation(level: 'error' | 'warning', title: string, message: string, line: number | null): string {
  const place = line === null ? '' : `file=${SPEC_FILE},line=${line},`;
  return `::${level} ${place}title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** Workflow commands for GitHub Actions, at the spec's lines; GitHub shows ten of a kind, so the rest is one line. */
export function githubReport(report: SuiteReport): string {
  const failed = resultsOf(report, 'failed').map(({ rule, failures }) => {
    const [failure] = failures;
    const text = [originLine(rule), ...failures.flatMap(failureLines)].join('\n');
    return annotation(
      'error',
      `${rule.id} ${rule.title}`,
      text,
      failure === undefined ? null : lineOf(failure),
    );
  });
  const unchecked = report.requireAll
    ? resultsOf(report, 'not-checked').map(({ rule, reason = '' }) =>
        annotation('error', `${rule.id} not checked`, reason, null),
      )
    : [];
  const stale = report.stale.map(({ entry, reason }) =>
    annotation('error', `${entry.rule} in the baseline is stale`, `${reason} (owner: ${entry.owner})`, null),
  );
  const all = [...failed, ...unchecked, ...stale];
  const shown = all.length > MOST_ANNOTATIONS ? all.slice(0, MOST_ANNOTATIONS - 1) : all;
  const rest = all.length - shown.length;
  const more =
    rest === 0 ? [] : [annotation('error', 'CHCK contract', `and ${rest} more: see the summary`, null)];
  return [...shown, ...more, `CHCK contract: ${summaryLine(report)}`].join('\n');
}
