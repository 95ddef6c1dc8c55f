import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Report, reportOf, summaryLine } from '../checks/report.js';
import { parseEarlierReport, reportDifference } from '../checks/report-difference.js';
import { githubReport } from '../checks/reporters/github.js';
import { prettyReport } from '../checks/reporters/pretty.js';
import { isReporterName, type ReporterName, reporterNames, reporters } from '../checks/reporters.js';
import { CheckFailedError, UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

/** A format, and the file for it; null for stdout. */
interface ReportOutput {
  name: ReporterName;
  file: string | null;
}

/** The report options of `contract`, `readiness`, `certify` and `doctor`. */
export interface ReportFlags {
  json?: boolean;
  reporter?: ReportOutput[];
  requireAll?: boolean;
  previous?: string;
}

/** Gives a command the options of `ReportFlags` except for `--json`. */
export function withReportOptions(command: Command, requireAll: string): Command {
  return command
    .addOption(
      option('--reporter <names>', `${reporterNames}, comma-separated; NAME=FILE writes a file`).argParser(
        reportOutputs,
      ),
    )
    .addOption(
      option('--previous <file>', 'an earlier report of the reporter json: shows what changed since'),
    )
    .addOption(option('--require-all', requireAll));
}

/** Reads `pretty,junit=reports/contract.xml`. */
function reportOutputs(text: string): ReportOutput[] {
  return text.split(',').map((part) => {
    const [name = '', ...rest] = part.trim().split('=');
    if (!isReporterName(name))
      throw new InvalidArgumentError(`There is no reporter ${name}; choose from ${reporterNames}.`);
    const file = rest.join('=');
    return { name, file: file === '' ? null : file };
  });
}

/**
 * Writes the reports that the flags name. Throws CheckFailedError when something failed, and UsageError when the run was
 * interrupted or nothing could be checked.
 */
export async function writeReports(terminal: Terminal, made: Report, flags: ReportFlags): Promise<void> {
  const report = flags.previous === undefined ? made : await compared(made, flags.previous);
  const outputs = flags.reporter ?? defaultOutputs(terminal, flags);
  for (const output of outputs) await writeReport(terminal, report, output);
  // The report for people ends with the summary.
  const isPrinted = outputs.some(({ name, file }) => name === 'pretty' && file === null);
  const summary = isPrinted ? '' : `: ${summaryLine(report)}`;
  if (report.interrupted) throw new UsageError(`Interrupted${summary}`);
  if (!report.passed) throw new CheckFailedError(isPrinted ? '' : `Failed${summary}`);
  if (report.results.every(({ verdict }) => verdict === 'not-checked'))
    throw new UsageError(`Nothing could be checked${summary}`);
}

/** The report with what changed since an earlier one. Throws UsageError for a file that is no report. */
async function compared(report: Report, file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`--previous: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  const previous = parseEarlierReport(text);
  if (previous === null)
    throw new UsageError(`--previous: ${file} is no report; give a file that --reporter json=FILE wrote`);
  return { ...report, difference: reportDifference(report, previous) };
}

/**
 * Removes the files that the flags name, so that a run that ends early leaves no report of an earlier one. The file of
 * `--previous` is read first, and written over at the end.
 */
export async function removeOldReports({ reporter = [], previous }: ReportFlags): Promise<void> {
  for (const { file } of reporter)
    if (file !== null && (previous === undefined || resolve(file) !== resolve(previous)))
      await rm(file, { force: true });
}

/** Writes the reports of a run that could not be made. The reason itself is printed with the error. */
export async function writeProblem(
  terminal: Terminal,
  run: Pick<Report, 'command' | 'target' | 'startedAt'> & { problem: string },
  flags: ReportFlags,
): Promise<void> {
  const { requireAll = false } = flags;
  const report = reportOf({ ...run, durationMs: 0, requireAll, results: [] });
  for (const output of flags.reporter ?? defaultOutputs(terminal, flags))
    if (output.name !== 'pretty' || output.file !== null) await writeReport(terminal, report, output);
}

/** People get the pretty report; a GitHub workflow gets annotations and its step summary as well. */
function defaultOutputs({ env }: Terminal, { json }: ReportFlags): ReportOutput[] {
  if (json) return [{ name: 'json', file: null }];
  if (env.GITHUB_ACTIONS !== 'true') return reportOutputs('pretty');
  return reportOutputs(env.GITHUB_STEP_SUMMARY ? 'pretty,github,markdown' : 'pretty,github');
}

async function writeReport(terminal: Terminal, report: Report, { name, file }: ReportOutput): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summaryFile } = terminal.env;
  if (file !== null) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, withLineEnd(reporters[name](report)));
  } else if (name === 'pretty') terminal.out(prettyReport(report, terminal.color));
  else if (name === 'markdown' && summaryFile)
    await appendFile(summaryFile, withLineEnd(reporters.markdown(report)));
  else if (name === 'github') terminal.out(githubReport(report, terminal.env));
  else terminal.out(reporters[name](report));
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
