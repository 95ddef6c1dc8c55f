import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { type Finding as CheckFinding, type CheckResult, resultOf } from '../checks/check-result.js';
import { reportOf } from '../checks/report.js';
import { isObject } from '../json.js';
import { nearestName } from '../nearest-name.js';
import { DatabaseUnusableError } from '../store/errors.js';
import { clockNotice } from './clock-notice.js';
import { describeCommands } from './config/command-options.js';
import { loadConfig } from './config/load-config.js';
import { readFileValues } from './config/settings.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { UsageError } from './errors.js';
import { type ReportFlags, withReportOptions, writeReports } from './report-options.js';
import { DEFAULT_DATA_FILE } from './serve.js';
import { takesConnections } from './start-handler.js';
import type { Terminal } from './terminal.js';

type Finding = CheckFinding & { remedy: string | null };

const OLDEST_NODE = [20, 19] as const;
/** Variables that no flag reads. */
const otherVariables = ['CHCK_CONFIG'];

/** `chck doctor`: checks a setup and says what to do. */
export function doctorCommand(terminal: Terminal, program: () => Promise<Command>): Command {
  const command = new Command('doctor');
  return withReportOptions(withControlOptions(command), 'what is not checked counts as failed').action(
    async (options: ControlOptions & ReportFlags) => {
      const checks: [id: string, title: string, check: () => Finding | Promise<Finding>][] = [
        ['node', 'Node.js is recent enough', checkNode],
        ['config', 'the config file can be used', async () => checkConfig(await program(), terminal)],
        [
          'variables',
          'all CHCK_ variables are recognised',
          async () => checkVariables(await program(), terminal),
        ],
        ['openapi', 'the OpenAPI document can be read', () => checkDocument(terminal)],
        ['data', 'the data can be written', () => checkData(terminal)],
        ['database', 'the database can be used', () => checkDatabase(terminal)],
        ['mock', 'a mock responds', () => checkMock(terminal, options)],
        ['targets', 'every webhook target accepts connections', () => checkTargets(terminal, options)],
      ];
      const results: CheckResult[] = [];
      for (const [id, title, check] of checks) {
        const finding = await check();
        results.push(resultOf({ id, area: 'doctor', title, remedy: finding.remedy }, finding));
      }
      const report = reportOf({
        command: 'doctor',
        target: options.url,
        startedAt: new Date().toISOString(),
        durationMs: 0,
        requireAll: options.requireAll ?? false,
        results,
      });
      await writeReports(terminal, report, options);
    },
  );
}

const passed = (detail: string): Finding => ({ verdict: 'passed', detail, remedy: null });
const failed = (detail: string, remedy: string): Finding => ({ verdict: 'failed', detail, remedy });
const notChecked = (detail: string, remedy: string): Finding => ({ verdict: 'not-checked', detail, remedy });

function checkNode(): Finding {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isRecent = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isRecent
    ? passed(`Node.js ${node}.`)
    : failed(`Node.js ${node}.`, `Use Node.js ${OLDEST_NODE.join('.')} or newer.`);
}

async function checkConfig(program: Command, { env }: Terminal): Promise<Finding> {
  try {
    const config = await loadConfig(process.cwd(), env.CHCK_CONFIG);
    if (config === undefined) return passed('There is no config file, and none is needed.');
    readFileValues(program, config);
    return passed(`The config file is ${config.file}.`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(error.message, 'Correct the file, or write a new one with `chck init --force`.');
  }
}

/** Says which document is in force for the commands that read `CHCK_OPENAPI` or the config file. */
async function checkDocument({ env }: Terminal): Promise<Finding> {
  const config = await loadConfig(process.cwd(), env.CHCK_CONFIG).catch(() => undefined);
  const serve = isObject(config?.values) && isObject(config.values.serve) ? config.values.serve : {};
  const source = env.CHCK_OPENAPI || serve.openapi;
  if (typeof source !== 'string') return passed("The kit's own document is in force.");
  const { loadOpenApi } = await import('../contract/compare/load-document.js');
  try {
    await loadOpenApi(source);
    return passed(`The document in force is ${source}.`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(error.message, 'Give the path or URL of an OpenAPI 3.0 or 3.1 document.');
  }
}

function checkVariables(program: Command, { env }: Terminal): Finding {
  const known = describeCommands(program).flatMap(({ options }) => options.map(({ variable }) => variable));
  const all = [...known, ...otherVariables];
  const unknown = Object.keys(env).filter((name) => name.startsWith('CHCK_') && !all.includes(name));
  if (unknown.length === 0) return passed('All CHCK_ variables are recognised.');
  const guesses = unknown.map((name) => {
    const guess = nearestName(name, all);
    return guess === undefined ? name : `${name} (did you mean ${guess}?)`;
  });
  return failed(`Unknown: ${guesses.join(', ')}.`, 'docs/configuration.md lists all variables.');
}

async function checkDatabase({ env }: Terminal): Promise<Finding> {
  const { CHCK_DATABASE: url, CHCK_DATABASE_SCHEMA: schema } = env;
  if (!url) return passed('CHCK_DATABASE is not set: the data is in a file.');
  try {
    // Loaded here, so that the commands that need no database start without its driver.
    const { inspectPostgres } = await import('../store/postgres/inspect-postgres.js');
    const { name, server, instances, hasTrigrams } = await inspectPostgres(url, schema || undefined);
    const search =
      hasTrigrams === false ? ' Without the extension pg_trgm, searches read every distinct value.' : '';
    return passed(`${name} is on PostgreSQL ${server}, with ${instances} running instances.${search}`);
  } catch (error) {
    if (!(error instanceof DatabaseUnusableError)) throw error;
    return failed(error.message, 'Correct CHCK_DATABASE; docs/shared-mock.md has the requirements.');
  }
}

function checkData({ env }: Terminal): Finding {
  if (env.CHCK_DATABASE) return passed('The data is in the database that CHCK_DATABASE names.');
  const file = resolve(env.CHCK_DATA || DEFAULT_DATA_FILE);
  let place = existsSync(file) ? file : dirname(file);
  while (!existsSync(place)) place = dirname(place);
  try {
    accessSync(place, constants.W_OK);
    return passed(`${place} can be written.`);
  } catch {
    return failed(
      `${place} cannot be written.`,
      'Choose another file with --data, or none with --ephemeral.',
    );
  }
}

async function checkMock(terminal: Terminal, options: ControlOptions): Promise<Finding> {
  try {
    const client = new ControlClient(terminal, options);
    const { world, seed } = await client.run('getWorld', {});
    const notice = clockNotice(await client.run('getClock', {}));
    const clock = notice === undefined ? '' : ` ${notice}`;
    return passed(`A mock responds at ${options.url}, with the world ${world} and seed ${seed}.${clock}`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (!(await takesConnections(options.url))) {
      return notChecked(`No mock responds at ${options.url}.`, 'Start one with `chck serve`.');
    }
    return failed(
      error.message,
      'If another program uses the port, start the mock with --port 0 and name its address with --url.',
    );
  }
}

async function checkTargets(terminal: Terminal, options: ControlOptions): Promise<Finding> {
  try {
    const client = new ControlClient(terminal, options);
    const { targets } = await client.run('listTargets', { query: {} });
    if (targets.length === 0) {
      return notChecked(
        'No target is registered.',
        'Register your handler with POST /v1/webhook-targets, or run `chck listen`.',
      );
    }
    const states = await Promise.all(
      targets.map(async ({ url }) => ({ url, accepts: await takesConnections(url) })),
    );
    const silent = states.filter(({ accepts }) => !accepts).map(({ url }) => url);
    return silent.length === 0
      ? passed(`All ${targets.length} targets accept connections.`)
      : failed(`Nothing listens at ${silent.join(', ')}.`, 'Start the handler, or remove the target.');
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return notChecked('No mock responded.', 'Start one with `chck serve`.');
  }
}
