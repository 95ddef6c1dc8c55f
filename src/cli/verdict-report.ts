import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { type Judged, tally, type Verdict } from '../checks/check-result.js';
import { junitReport } from '../checks/junit.js';
import { CheckFailedError, UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

/** The options of every command that ends in verdicts. */
export interface VerdictOptions {
  json?: boolean;
  junit?: string;
  requireAll?: boolean;
}

/** How a report names itself and its verdicts. */
export interface ReportWords {
  /** Such as `chck.readiness`. */
  suite: string;
  open: string;
}

/** Gives a command the options that VerdictOptions holds, but for `--json`. */
export function withVerdictOptions(command: Command, open: string): Command {
  return command
    .addOption(option('--junit <file>', 'write a JUnit report too'))
    .addOption(option('--require-all', `what is ${open} counts as failed`));
}

/**
 * Prints verdicts and writes the reports that were asked for. Throws CheckFailedError when something failed, UsageError
 * when nothing at all could be judged.
 */
export function reportVerdicts(
  terminal: Terminal,
  judged: readonly Judged[],
  { json, junit, requireAll }: VerdictOptions,
  words: ReportWords,
): void {
  const counts = tally(judged);
  if (junit !== undefined) {
    mkdirSync(dirname(junit), { recursive: true });
    writeFileSync(junit, junitReport(words.suite, judged));
  }
  const summary = `${counts.passed} passed, ${counts.failed} failed, ${counts.open} ${words.open}`;
  if (json) {
    const named = judged.map((one) => ({ ...one, verdict: wordOf(one.verdict, words) }));
    terminal.out(JSON.stringify({ suite: words.suite, counts, results: named }, null, 2));
  } else {
    for (const one of judged) terminal.out(paragraph(terminal, one, words));
    terminal.out(`\n${summary}`);
  }
  if (counts.failed > 0 || (requireAll && counts.open > 0)) throw new CheckFailedError(summary);
  if (counts.passed === 0) throw new UsageError(`Nothing could be judged: ${summary}.`);
}

function paragraph(
  { color }: Terminal,
  { title, verdict, detail, remedy, evidence }: Judged,
  words: ReportWords,
): string {
  const marks: Record<Verdict, string> = {
    passed: color.green('✓'),
    failed: color.red('✗'),
    open: color.yellow('○'),
  };
  const state = verdict === 'passed' ? '' : color.dim(` (${wordOf(verdict, words)})`);
  return [
    `${marks[verdict]} ${title}${state}`,
    color.dim(`    ${detail}`),
    ...evidence.map((line) => color.dim(`      ${line}`)),
    ...(remedy === null ? [] : [`    → ${remedy}`]),
  ].join('\n');
}

function wordOf(verdict: Verdict, { open }: ReportWords): string {
  return verdict === 'open' ? open : verdict;
}
