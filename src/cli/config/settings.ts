import type { Command } from 'commander';
import { isObject } from '../../json.js';
import { nearestName } from '../../nearest-name.js';
import { UsageError } from '../errors.js';
import { Setting } from '../options.js';
import { configSections } from './command-options.js';
import { ConfigError, type LoadedConfig } from './load-config.js';

/** A value for an option, and the name of the variable or key that it comes from. */
interface Value {
  option: Setting;
  value: unknown;
  origin: string;
}

/** The values of a config file, by command. */
export type FileValues = ReadonlyMap<Command, readonly Value[]>;

/**
 * Checks a config file. Throws ConfigError for an unknown key, a secret, and a value that its flag refuses. `sections` are
 * the names of all sections; with `only`, the content of other sections is not checked.
 */
export function readFileValues(
  program: Command,
  { file, values }: LoadedConfig,
  {
    sections = configSections(program).map(({ path }) => path),
    only,
  }: { sections?: readonly string[]; only?: string } = {},
): FileValues {
  if (!isObject(values))
    throw new ConfigError(`${file} must hold an object with a section for each command.`);
  return new Map(
    Object.entries(values)
      .filter(([name]) => name !== '$schema')
      .map(([name, section]) => {
        const command = program.commands.find((candidate) => candidate.name() === name);
        if (command === undefined || !sections.includes(name)) throw unknownKey(file, name, sections);
        if (!isObject(section)) throw new ConfigError(`${file}: ${name} must be an object.`);
        const isChecked = only === undefined || only === name;
        const entries = isChecked ? Object.entries(section) : [];
        return [command, entries.map(([key, value]) => fileValue(file, command, key, value))];
      }),
  );
}

/**
 * Sets what the command line leaves open: from the variables, then from the config file, then from the variables of
 * hosting platforms. A lower source never contradicts a higher one: where two options exclude each other, the option
 * of the higher source wins. Throws UsageError when one source sets both.
 */
export function applySettings(command: Command, env: NodeJS.ProcessEnv, fileValues?: FileValues): void {
  const settings = settingsOf(command);
  const isSet = (option: Setting) =>
    ['cli', 'env', 'config'].includes(command.getOptionValueSource(option.attributeName()) ?? '');
  const variables = settings.flatMap((option) => variableValue(option, option.variable, env) ?? []);
  const platform = settings.flatMap((option) => variableValue(option, option.platformVariable, env) ?? []);
  for (const [source, values] of [
    ['env', variables],
    ['config', fileValues?.get(command) ?? []],
    ['env', platform],
  ] as const) {
    const higher = settings.filter(
      (option) => isSet(option) && command.getOptionValue(option.attributeName()),
    );
    const open = values.filter(
      ({ option }) => !isSet(option) && !higher.some((other) => excludes(option, other)),
    );
    refuseContradiction(open);
    for (const { option, value } of open) {
      command.setOptionValueWithSource(option.attributeName(), value, source);
    }
  }
}

function settingsOf(command: Command): Setting[] {
  return command.options.filter((option) => option instanceof Setting);
}

function excludes(one: Setting, other: Setting): boolean {
  return one.excludes.includes(other.attributeName()) || other.excludes.includes(one.attributeName());
}

function refuseContradiction(values: readonly Value[]): void {
  const set = values.filter(({ value }) => value !== false);
  for (const [index, one] of set.entries()) {
    const other = set.slice(index + 1).find(({ option }) => excludes(one.option, option));
    if (other !== undefined) {
      throw new UsageError(`${one.origin} cannot be used with ${other.origin}: remove one of them.`);
    }
  }
}

/** An empty variable counts as unset. */
function variableValue(
  option: Setting,
  variable: string | undefined,
  env: NodeJS.ProcessEnv,
): Value | undefined {
  const text = variable === undefined ? undefined : env[variable];
  if (variable === undefined || text === undefined || text === '') return undefined;
  try {
    return { option, value: option.isBoolean() ? booleanOf(text) : parsed(option, text), origin: variable };
  } catch (cause) {
    throw new UsageError(`${variable} cannot be ${shown(option, text)}. ${reasonOf(cause)}`, { cause });
  }
}

function booleanOf(text: string): boolean {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  if (/^(false|0|no|off)$/i.test(text)) return false;
  throw new UsageError('Use true, 1, yes or on; or false, 0, no or off.');
}

function fileValue(file: string, command: Command, key: string, value: unknown): Value {
  const place = `${command.name()}.${key}`;
  const known = settingsOf(command);
  const option = known.find((candidate) => candidate.attributeName() === key);
  if (option === undefined) {
    const names = known
      .filter(({ secret }) => !secret)
      .map((one) => `${command.name()}.${one.attributeName()}`);
    throw unknownKey(file, place, names);
  }
  if (option.secret) {
    throw new ConfigError(`${file}: ${place} is a secret; set the variable ${option.variable} instead.`);
  }
  const origin = `${file}: ${place}`;
  if (option.isBoolean()) {
    if (typeof value === 'boolean') return { option, value, origin };
    throw new ConfigError(`${origin} must be true or false; it is ${JSON.stringify(value)}.`);
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new ConfigError(`${origin} must be a text or a number; it is ${JSON.stringify(value)}.`);
  }
  try {
    return { option, value: parsed(option, String(value)), origin };
  } catch (cause) {
    throw new ConfigError(`${origin} cannot be ${JSON.stringify(value)}. ${reasonOf(cause)}`, { cause });
  }
}

function parsed(option: Setting, text: string): unknown {
  if (option.variadic) return text.split(/\s+/);
  return option.parseArg === undefined ? text : option.parseArg(text, undefined);
}

function shown({ secret }: Setting, text: string): string {
  return secret ? 'used' : JSON.stringify(text);
}

function reasonOf(cause: unknown): string {
  // The error for a secret names its flag; here the variable or the file is to blame.
  if (cause instanceof UsageError && cause.cause !== undefined) return reasonOf(cause.cause);
  return cause instanceof Error ? cause.message : String(cause);
}

function unknownKey(file: string, name: string, known: readonly string[]): ConfigError {
  const guess = nearestName(name, known);
  const hint = guess === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean ${guess}?`;
  return new ConfigError(`${file}: unknown key ${name}. ${hint}`);
}
