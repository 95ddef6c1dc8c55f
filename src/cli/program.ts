import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { nearestName } from '../nearest-name.js';
import { packageRoot } from '../package-root.js';
import { accountsCommand } from './accounts.js';
import { applyConfig } from './apply-config.js';
import { certifyCommand } from './certify.js';
import { clockCommand } from './clock.js';
import { loadConfig } from './config/load-config.js';
import { contractCommand } from './contract.js';
import { doctorCommand } from './doctor.js';
import { CheckFailedError, UsageError } from './errors.js';
import { explainCommand } from './explain.js';
import { faultsCommand } from './faults.js';
import { gradingsCommand } from './gradings.js';
import { initCommand } from './init.js';
import { keysCommand } from './keys.js';
import { listenCommand } from './listen.js';
import { openapiCommand } from './openapi.js';
import { proxyCommand } from './proxy.js';
import { readinessCommand } from './readiness.js';
import { resetCommand } from './reset.js';
import { sampleCommand } from './sample.js';
import { serveCommand } from './serve.js';
import type { Terminal } from './terminal.js';
import { triggerCommand } from './trigger.js';
import { webhooksCommand } from './webhooks.js';

const CONFIGLESS: ReadonlySet<string> = new Set(['init', 'doctor', 'help']);

/** The whole of `chck`. */
export function createProgram(terminal: Terminal): Command {
  const program: Command = new Command('chck')
    .description('The CHCK Partner API on your machine, and a contract suite for any implementation of it.')
    .version(packageVersion(), '-v, --version')
    .addCommand(serveCommand(terminal), { isDefault: true })
    .addCommand(triggerCommand(terminal))
    .addCommand(listenCommand(terminal))
    .addCommand(webhooksCommand(terminal))
    .addCommand(gradingsCommand(terminal))
    .addCommand(clockCommand(terminal))
    .addCommand(accountsCommand(terminal))
    .addCommand(keysCommand(terminal))
    .addCommand(faultsCommand(terminal))
    .addCommand(resetCommand(terminal))
    .addCommand(contractCommand(terminal))
    .addCommand(explainCommand(terminal))
    .addCommand(readinessCommand(terminal))
    .addCommand(certifyCommand(terminal))
    .addCommand(sampleCommand(terminal))
    .addCommand(openapiCommand(terminal))
    .addCommand(initCommand(terminal, () => program))
    .addCommand(doctorCommand(terminal, () => createProgram(terminal)))
    .addCommand(proxyCommand(terminal));
  settle(program, terminal);
  return program;
}

/** Runs one command line (without `node` and the script) and gives its exit status: 0, 1, 2 or 130. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const program = createProgram(terminal);
    assertCommand(program, args[0]);
    // What writes a config, or says what is wrong with one, must not fall over it.
    const config = CONFIGLESS.has(args[0] ?? '')
      ? undefined
      : await loadConfig(process.cwd(), terminal.env.CHCK_CONFIG);
    if (config !== undefined) applyConfig(program, config);
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // A command that watches until it is interrupted has its finding all the same.
    if (terminal.interrupted.aborted && !(error instanceof CheckFailedError)) return 130;
    terminal.err(`${terminal.color.red('error:')} ${messageOf(error)}`);
    return error instanceof CheckFailedError ? 1 : 2;
  }
}

/** Without this, a misspelt command would be taken for a surplus argument of the default one. */
function assertCommand({ commands }: Command, first: string | undefined): void {
  if (first === undefined || first.startsWith('-') || first === 'help') return;
  const names = commands.map((command) => command.name());
  if (names.includes(first)) return;
  const meant = nearestName(first, names);
  const advice = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no command "${first}". ${advice}`);
}

/** Makes a command and those below it throw instead of exiting, and write to the terminal. */
function settle(command: Command, terminal: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
    writeErr: (text) => terminal.err(text.replace(/\n$/, '')),
  });
  for (const child of command.commands) settle(child, terminal);
}

function messageOf(error: unknown): string {
  // An error with a code says in its message what to do; any other is a bug, and its stack tells where.
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  return version;
}
