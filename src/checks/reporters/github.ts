import { isAbsolute, relative, sep } from 'node:path';
import { documentYamlPath } from '../../contract/document.js';
import { isOperationId, operation } from '../../contract/operations.js';
import { sourceLine } from '../../openapi/source-lines.js';
import type { Failure } from '../check-result.js';
import { notCheckedWord, type Report, resultsOf, summaryLine } from '../report.js';
import { resultLines } from '../result-text.js';

const MAX_ANNOTATIONS = 10;

/** Workflow commands for GitHub Actions. GitHub shows ten of a kind, so the last one counts the rest. */
export function githubReport(report: Report, env: NodeJS.ProcessEnv = process.env): string {
  const specFile = fileInWorkspace(env.GITHUB_WORKSPACE);
  const failed = resultsOf(report, 'failed').map((result) => {
    const [failure] = result.failures;
    const line = failure === undefined || specFile === null ? null : lineOf(failure);
    const place = line === null ? '' : `file=${escapeProperty(String(specFile))},line=${line},`;
    return annotation(`${result.id} ${result.title}`, resultLines(result).join('\n'), place);
  });
  const unchecked = (report.requireAll ? resultsOf(report, 'not-checked') : []).map(({ id, detail }) =>
    annotation(`${id} ${notCheckedWord(report)}`, detail),
  );
  const stale = report.stale.map(({ rule, owner, reason }) =>
    annotation(`${rule} in the baseline is stale`, `${reason} (owner: ${owner})`),
  );
  const problem =
    report.problem === undefined ? [] : [annotation(`CHCK ${report.command}`, summaryLine(report))];
  const all = [...problem, ...failed, ...unchecked, ...stale];
  const shown = all.length > MAX_ANNOTATIONS ? all.slice(0, MAX_ANNOTATIONS - 1) : all;
  const rest = all.length - shown.length;
  const more = rest === 0 ? [] : [annotation(`CHCK ${report.command}`, `and ${rest} more: see the summary`)];
  return [...shown, ...more, `CHCK ${report.command}: ${summaryLine(report)}`].join('\n');
}

/** The line of the document that a failure is about. */
function lineOf({ specPointer, where }: Failure): number | null {
  if (specPointer !== undefined) return sourceLine(documentYamlPath, specPointer);
  const id = where?.split(' ')[0] ?? '';
  return isOperationId(id) ? sourceLine(documentYamlPath, operation(id).place.pointer) : null;
}

/** The document as GitHub names it, or null when it is not a file of the checked-out repository. */
function fileInWorkspace(workspace: string | undefined): string | null {
  if (!workspace) return null;
  const file = relative(workspace, documentYamlPath);
  const isOutside = file.startsWith('..') || isAbsolute(file) || file.split(sep).includes('node_modules');
  return isOutside ? null : file.replaceAll(sep, '/');
}

function annotation(title: string, message: string, place = ''): string {
  return `::error ${place}title=${escapeProperty(title)}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
