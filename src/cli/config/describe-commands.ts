import type { Command, Option } from 'commander';

/** One flag that can also stand in a config file. */
export interface ConfigKey {
  /** As the config file names it, such as `rateLimit`. */
  name: string;
  flags: string;
  variable: string | undefined;
  description: string;
  /** In words of a config file, such as `4000` or `"5s"`; undefined when there is none. */
  default: string | number | boolean | undefined;
  type: 'boolean' | 'text';
  choices: readonly string[] | undefined;
}

/** The flags of one command; `path` is as it is typed, such as `keys create`. */
export interface CommandKeys {
  path: string;
  description: string;
  keys: ConfigKey[];
}

/** Never taken from a file that is kept with the code. */
const SECRETS: ReadonlySet<string> = new Set([
  'adminToken',
  'webhookSecret',
  'token',
  'revokedToken',
  'unusableToken',
  'otherToken',
]);

/** Every command that does something, with its flags. */
export function describeCommands(program: Command): CommandKeys[] {
  return program.commands.flatMap((command) => describe(command, command.name()));
}

/** The commands that have a section of their own in a config file, with what may stand there. */
export function configSections(program: Command): CommandKeys[] {
  return describeCommands(program)
    .filter(({ path }) => !path.includes(' '))
    .map((command) => ({ ...command, keys: command.keys.filter(({ name }) => !SECRETS.has(name)) }))
    .filter(({ keys }) => keys.length > 0);
}

function describe(command: Command, path: string): CommandKeys[] {
  if (command.commands.length > 0) {
    return command.commands.flatMap((child) => describe(child, `${path} ${child.name()}`));
  }
  return [{ path, description: command.description(), keys: command.options.map(keyOf) }];
}

function keyOf(option: Option): ConfigKey {
  const shown: unknown = option.defaultValueDescription ?? option.defaultValue;
  const isPlain = typeof shown === 'string' || typeof shown === 'number' || typeof shown === 'boolean';
  return {
    name: option.attributeName(),
    flags: option.flags,
    variable: option.envVar,
    description: option.description,
    default: isPlain ? shown : undefined,
    type: option.isBoolean() ? 'boolean' : 'text',
    choices: option.argChoices,
  };
}
