import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { nearestName } from '../nearest-name.js';
import { packageRoot } from '../package-root.js';
import { commandEntries } from './commands.js';
import { loadConfig } from './config/load-config.js';
import { applySettings, type FileValues, readFileValues } from './config/settings.js';
import { CheckFailedError, UsageError } from './errors.js';
import { Setting } from './options.js';
import type { Terminal } from './terminal.js';

const DEFAULT_COMMAND = 'serve';

/** Commands that write a config file or check one, and so run whatever it holds. */
const withoutConfig: ReadonlySet<string> = new Set(['init', 'doctor', 'help']);

/**
 * The command line `chck`. With a name, only that command is complete; the others are listed in the help. Without, all
 * commands are complete.
 */
export async function createProgram(terminal: Terminal, only?: string): Promise<Command> {
  const program = new Command('chck')
    .description('A local CHCK Partner API, and a contract suite for any implementation of it.')
    .version(packageVersion(), '-v, --version');
  for (const { name, description, load } of commandEntries) {
    const command =
      only === undefined || only === name
        ? await load(terminal, () => createProgram(terminal))
        : new Command(name).usage('[options]');
    program.addCommand(command.description(description), { isDefault: name === DEFAULT_COMMAND });
  }
  configure(program, terminal);
  return program;
}

/** Runs one command line (without `node` and the script) and returns its exit status: 0, 1, 2 or 130. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const name = commandOf(args);
    const program = await createProgram(terminal, name);
    const fileValues = await configFor(program, name, terminal);
    program.hook('preAction', (_program, command) => applySettings(command, terminal.env, fileValues));
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // A command that watches until it is interrupted may still report a failure.
    if (terminal.interrupted.aborted && !(error instanceof CheckFailedError)) return 130;
    const message = messageOf(error);
    if (message !== '') terminal.err(`${terminal.color.red('error:')} ${message}`);
    return error instanceof CheckFailedError ? 1 : 2;
  }
}

/** The command that a command line runs or asks help about; `help` for the help of the program. */
function commandOf([first, second]: readonly string[]): string {
  if (first === undefined) return DEFAULT_COMMAND;
  if (first === 'help') return second ?? 'help';
  if (['-h', '--help', '-v', '--version'].includes(first)) return 'help';
  if (first.startsWith('-')) return DEFAULT_COMMAND;
  // Commander would take a misspelt command for a surplus argument of the default command.
  const names = commandEntries.map(({ name }) => name);
  if (names.includes(first)) return first;
  const guess = nearestName(first, names);
  const hint = guess === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean ${guess}?`;
  throw new UsageError(`Unknown command "${first}". ${hint}`);
}

async function configFor(program: Command, name: string, { env }: Terminal): Promise<FileValues | undefined> {
  if (withoutConfig.has(name)) return undefined;
  const config = await loadConfig(process.cwd(), env.CHCK_CONFIG);
  if (config === undefined) return undefined;
  const sections = commandEntries.filter(({ isGroup }) => !isGroup).map((entry) => entry.name);
  return readFileValues(program, config, { sections, only: name });
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
