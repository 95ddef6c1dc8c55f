import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CheckResult } from '../checks/check-result.js';
import type { Report } from '../checks/report.js';
import { SuiteError } from '../suite/suite-error.js';
import { type ContractFlags, suiteOptions, withContractOptions } from './contract-options.js';
import { CheckFailedError, UsageError } from './errors.js';
import { useOpenapi } from './openapi-document.js';
import { removeOldReports, writeProblem, writeReports } from './report-options.js';
import type { Terminal } from './terminal.js';

// The actions load the suite, because it loads vitest and other commands should start without it.

/** `chck contract`: judges any implementation of the Partner API by the rules of its contract. */
export function contractCommand(terminal: Terminal): Command {
  const command = new Command('contract');
  return withContractOptions(command).action(async (flags: ContractFlags) => {
    await useOpenapi(terminal, flags.openapi, { isServed: flags.mock === true });
    if (flags.list) return listRules(terminal, flags);
    if (flags.compare !== undefined) return compare(terminal, flags, flags.compare);
    return judge(terminal, flags);
  });
}

/** All rules, those of `--rules` included, and those among them that the flags select. */
async function chooseRules(flags: ContractFlags) {
  const { loadRules } = await import('../suite/load-rules.js');
  const { selectRules } = await import('../suite/select-rules.js');
  const rules = await loadRules((flags.rules ?? []).map((file) => resolve(file)));
  return { rules, selected: selectRules(rules, flags) };
}

async function listRules(terminal: Terminal, flags: ContractFlags): Promise<void> {
  const { ruleInfo } = await import('../suite/rules/rule.js');
  const { rules, selected } = await chooseRules(flags);
  if (flags.json) {
    terminal.out(JSON.stringify({ rules: selected.map(ruleInfo) }, null, 2));
    return;
  }
  let area = '';
  for (const rule of selected) {
    if (rule.area !== area) terminal.out(`${area === '' ? '' : '\n'}${terminal.color.bold(rule.area)}`);
    area = rule.area;
    const needs = rule.needs.length === 0 ? '' : ` [needs ${rule.needs.join(', ')}]`;
    terminal.out(
      `  ${rule.id.padEnd(11)} ${rule.provenance.padEnd(10)} ${rule.title}${terminal.color.dim(needs)}`,
    );
  }
  terminal.out(`\n${selected.length} of ${rules.length} rules`);
}

async function judge(terminal: Terminal, flags: ContractFlags): Promise<void> {
  await removeOldReports(flags);
  const startedAt = new Date().toISOString();
  let report: Report;
  try {
    report = await run(terminal, flags);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const target = flags.baseUrl ?? 'the mock';
    await writeProblem(terminal, { command: 'contract', target, startedAt, problem }, flags);
    throw error;
  }
  await writeReports(terminal, report, flags);
}

async function run(terminal: Terminal, flags: ContractFlags): Promise<Report> {
  const { runContractSuite } = await import('../suite/run-contract-suite.js');
  const { selected } = await chooseRules(flags);
  const progress = progressLine(terminal, selected.length);
  try {
    return await runContractSuite({
      ...suiteOptions(flags),
      signal: terminal.interrupted,
      ...(progress === null ? {} : { onResult: progress.show }),
    });
  } finally {
    progress?.clear();
  }
}

/** One line on stderr that shows the progress; null unless stderr is a terminal. */
function progressLine(terminal: Terminal, total: number) {
  if (!terminal.errInteractive) return null;
  let done = 0;
  let failed = 0;
  return {
    show: ({ id, verdict }: CheckResult): void => {
      done += 1;
      if (verdict === 'failed') failed += 1;
      process.stderr.write(`\r\u001b[K${done}/${total} ${id}${failed > 0 ? `, ${failed} failed` : ''}`);
    },
    clear: (): void => void process.stderr.write('\r\u001b[K'),
  };
}

async function compare(terminal: Terminal, flags: ContractFlags, urls: string[]): Promise<void> {
  const { compareTargets, comparisonText } = await import('../suite/compare.js');
  const [left, right, ...rest] = urls;
  if (left === undefined || right === undefined || rest.length > 0)
    throw new UsageError('--compare takes two targets: two URLs, or one URL and "mock"');
  const { token, driver, tokenB, driverB, ...common } = suiteFlags(flags);
  const side = (target: string, own: { token?: string | undefined; driver?: string | undefined }) => ({
    ...suiteOptions({
      ...common,
      ...(target === 'mock' ? { mock: true } : { baseUrl: target }),
      ...(target === 'mock' || own.token === undefined ? {} : { token: own.token }),
      ...(target === 'mock' || own.driver === undefined ? {} : { driver: own.driver }),
    }),
    signal: terminal.interrupted,
  });
  const found = await compareTargets(
    side(left, { token, driver }),
    side(right, { token: tokenB ?? token, driver: driverB ?? driver }),
  );
  terminal.out(flags.json ? JSON.stringify(found, null, 2) : comparisonText(found));
  if (found.differences.length > 0)
    throw new CheckFailedError(
      `${found.differences.length} rules have different verdicts on the two targets`,
    );
}

function suiteFlags({ baseUrl, mock, compare: _compare, ...flags }: ContractFlags): ContractFlags {
  if (baseUrl !== undefined || mock === true)
    throw new SuiteError('usage', '--compare names both targets; leave --base-url and --mock away');
  return flags;
}
