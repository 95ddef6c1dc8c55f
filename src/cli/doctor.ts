import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import type { Judged } from '../checks/check-result.js';
import { nearestName } from '../nearest-name.js';
import { applyConfig } from './apply-config.js';
import { describeCommands } from './config/describe-commands.js';
import { loadConfig } from './config/load-config.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import { UsageError } from './errors.js';
import { takesConnections } from './start-handler.js';
import type { Terminal } from './terminal.js';
import { reportVerdicts, type VerdictOptions, withVerdictOptions } from './verdict-report.js';

type Check = () => Promise<Pick<Judged, 'verdict' | 'detail' | 'remedy'>>;

const OLDEST_NODE = [20, 19] as const;
/** Read by `chck` itself, not by a flag. */
const OTHER_VARIABLES = ['CHCK_CONFIG'];

/** `chck doctor`: what is wrong with a setup, and what to do. */
export function doctorCommand(terminal: Terminal, program: () => Command): Command {
  const command = new Command('doctor').description('say what is wrong with this setup, and what to do');
  return withVerdictOptions(withControlOptions(command), 'not looked at').action(
    async (options: ControlOptions & VerdictOptions) => {
      const checks: [id: string, title: string, check: Check][] = [
        ['node', 'Node.js is new enough', checkNode],
        ['config', 'the config file can be used', () => checkConfig(program())],
        ['variables', 'every CHCK_ variable is one that chck reads', () => checkVariables(program())],
        ['data', 'the data can be written', checkData],
        ['mock', 'a mock answers', () => checkMock(terminal, options)],
        ['targets', 'something listens at every webhook target', () => checkTargets(terminal, options)],
      ];
      const judged: Judged[] = [];
      for (const [id, title, check] of checks) judged.push({ id, title, evidence: [], ...(await check()) });
      reportVerdicts(terminal, judged, options, { suite: 'chck.doctor', open: 'not looked at' });
    },
  );
}

const good = (detail: string) => ({ verdict: 'passed' as const, detail, remedy: null });
const bad = (detail: string, remedy: string) => ({ verdict: 'failed' as const, detail, remedy });
const open = (detail: string, remedy: string) => ({ verdict: 'open' as const, detail, remedy });

const checkNode: Check = async () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNew
    ? good(`It is ${process.versions.node}.`)
    : bad(`It is ${process.versions.node}.`, `Use Node.js ${OLDEST_NODE.join('.')} or newer.`);
};

async function checkConfig(program: Command): ReturnType<Check> {
  try {
    const config = await loadConfig(process.cwd(), process.env.CHCK_CONFIG);
    if (config === undefined) return good('There is none, and none is needed; `chck init` writes one.');
    applyConfig(program, config);
    return good(`It is ${config.file}.`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return bad(error.message, 'Mend the file, or write another with `chck init --force`.');
  }
}

async function checkVariables(program: Command): ReturnType<Check> {
  const known = describeCommands(program).flatMap(({ keys }) =>
    keys.flatMap(({ variable }) => variable ?? []),
  );
  const all = [...known, ...OTHER_VARIABLES];
  const strange = Object.keys(process.env).filter((name) => name.startsWith('CHCK_') && !all.includes(name));
  if (strange.length === 0) return good('None is strange.');
  const guesses = strange.map((name) => `${name} (${nearestName(name, all) ?? 'no such variable'}?)`);
  return bad(
    `Nothing reads ${guesses.join(', ')}.`,
    'docs/configuration.md lists the variables that there are.',
  );
}

const checkData: Check = async () => {
  const file = resolve(process.env.CHCK_DATA ?? '.chck/mock.db');
  let place = existsSync(file) ? file : dirname(file);
  while (!existsSync(place)) place = dirname(place);
  try {
    accessSync(place, constants.W_OK);
    return good(`${place} can be written.`);
  } catch {
    return bad(`${place} cannot be written.`, 'Choose another file with --data, or none with --ephemeral.');
  }
};

async function checkMock(terminal: Terminal, options: ControlOptions): ReturnType<Check> {
  try {
    const { world, seed } = await new ControlClient(terminal, options).run('getWorld', {});
    return good(`At ${options.url}, with the world ${world} and seed ${seed}.`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (!(await takesConnections(options.url)))
      return open(`None at ${options.url}.`, 'Start one with `chck serve`.');
    return bad(
      error.message,
      'Another program may have the port: start the mock with --port 0, and name it with --url.',
    );
  }
}

async function checkTargets(terminal: Terminal, options: ControlOptions): ReturnType<Check> {
  try {
    const client = new ControlClient(terminal, options);
    const { targets } = await client.run('listTargets', { query: {} });
    if (targets.length === 0)
      return open('There are none.', 'Register your handler: POST /v1/webhook-targets, or `chck listen`.');
    const listens = await Promise.all(
      targets.map(async ({ url }) => ({ url, answers: await takesConnections(url) })),
    );
    const silent = listens.filter(({ answers }) => !answers).map(({ url }) => url);
    return silent.length === 0
      ? good(`At ${targets.length} of ${targets.length}.`)
      : bad(`Nothing listens at ${silent.join(', ')}.`, 'Start the handler there, or remove the target.');
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return open('No mock was asked.', 'Start one with `chck serve`.');
  }
}
