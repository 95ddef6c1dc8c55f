import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { nearestName } from '../nearest-name.js';
import { packageRoot } from '../package-root.js';
import { accountsCommand } from './accounts.js';
import { certifyCommand } from './certify.js';
import { clockCommand } from './clock.js';
import { loadConfig } from './config/load-config.js';
import { applySettings, type FileValues, readFileValues } from './config/settings.js';
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
import { Setting } from './options.js';
import { proxyCommand } from './proxy.js';
import { readinessCommand } from './readiness.js';
import { resetCommand } from './reset.js';
import { sampleCommand } from './sample.js';
import { serveCommand } from './serve.js';
import type { Terminal } from './terminal.js';
import { triggerCommand } from './trigger.js';
import { webhooksCommand } from './webhooks.js';

/** Commands that write a config file or check one, and so run whatever it holds. */
const withoutConfig: ReadonlySet<string> = new Set(['init', 'doctor', 'help']);

/** The command line `chck`. */
export function createProgram(terminal: Terminal): Command {
  const program: Command = new Command('chck')
    .description('A local CHCK Partner API, and a contract suite for any implementation of it.')
    .version(packageVersion(), '-v, --version')
    .addCommand(serveCommand(terminal), { isDefault: true })
    .addCommand(triggerCommand(terminal))
    .addCommand(listenCommand(terminal))
    .addCommand(contractCommand(terminal))
    .addCommand(certifyCommand(terminal))
    .addCommand(readinessCommand(terminal))
    .addCommand(explainCommand(terminal))
    .addCommand(accountsCommand(terminal))
    .addCommand(keysCommand(terminal))
    .addCommand(webhooksCommand(terminal))
    .addCommand(gradingsCommand(terminal))
    .addCommand(clockCommand(terminal))
    .addCommand(faultsCommand(terminal))
    .addCommand(resetCommand(terminal))
    .addCommand(sampleCommand(terminal))
    .addCommand(openapiCommand(terminal))
    .addCommand(proxyCommand(terminal))
    .addCommand(initCommand(terminal, () => program))
    .addCommand(doctorCommand(terminal, () => createProgram(terminal)));
  configure(program, terminal);
  return program;
}

/** Runs one command line (without `node` and the script) and returns its exit status: 0, 1, 2 or 130. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const program = createProgram(terminal);
    assertCommand(program, args[0]);
    const fileValues = await configFor(program, args[0], terminal);
    program.hook('preAction', (_program, command) => applySettings(command, terminal.env, fileValues));
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // A command that watches until it is interrupted may still report a failure.
    if (terminal.interrupted.aborted && !(error instanceof CheckFailedError)) return 130;
    terminal.err(`${terminal.color.red('error:')} ${messageOf(error)}`);
    return error instanceof CheckFailedError ? 1 : 2;
  }
}

async function configFor(
  program: Command,
  name: string | undefined,
  { env }: Terminal,
): Promise<FileValues | undefined> {
  if (withoutConfig.has(name ?? '')) return undefined;
  const config = await loadConfig(process.cwd(), env.CHCK_CONFIG);
  return config === undefined ? undefined : readFileValues(program, config);
}

/** Commander would take a misspelt command for a surplus argument of `serve`. */
function assertCommand({ commands }: Command, first: string | undefined): void {
  if (first === undefined || first.startsWith('-') || first === 'help') return;
  const names = commands.map((command) => command.name());
  if (names.includes(first)) return;
  const guess = nearestName(first, names);
  const hint = guess === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean ${guess}?`;
  throw new UsageError(`Unknown command "${first}". ${hint}`);
}

/** Makes a command and its subcommands throw instead of exit, write to the terminal, and show variables in their help. */
function configure(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.err(text.replace(/\n$/, '')),
    })
    .configureHelp({
      optionDescription: (option) => {
        const { description, argChoices, defaultValue, defaultValueDescription } = option;
        const standard = defaultValueDescription ?? defaultValue;
        const facts = [
          ...(argChoices === undefined ? [] : [`choices: ${argChoices.join(', ')}`]),
          ...(standard === undefined ? [] : [`default: ${standard}`]),
          ...(option instanceof Setting ? [`env: ${option.variable}`] : []),
        ];
        return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
      },
    });
  for (const child of command.commands) configure(child, terminal);
}

function messageOf(error: unknown): string {
  // An error with a code has a message that says what to do. Any other is a bug, which its stack locates.
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  );
  return version;
}
