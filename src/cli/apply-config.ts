import type { Command, Option } from 'commander';
import { nearestName } from '../nearest-name.js';
import { type CommandKeys, configSections } from './config/describe-commands.js';
import { ConfigError, type LoadedConfig } from './config/load-config.js';

/**
 * Has what a config file says hold wherever neither a flag nor a variable says otherwise. Throws ConfigError for a key
 * that no flag has, with the nearest one, and for a value that its flag refuses.
 */
export function applyConfig(program: Command, { file, values }: LoadedConfig): void {
  if (!isRecord(values))
    throw new ConfigError(`${file} must hold an object with a section for each command.`);
  const sections = configSections(program);
  for (const [name, section] of Object.entries(values)) {
    if (name === '$schema') continue;
    const known = sections.find(({ path }) => path === name);
    const command = program.commands.find((candidate) => candidate.name() === name);
    if (known === undefined || command === undefined) {
      throw new ConfigError(
        noSuchKey(
          file,
          name,
          sections.map(({ path }) => path),
        ),
      );
    }
    if (!isRecord(section)) throw new ConfigError(`${file}: ${name} must be an object.`);
    for (const [key, value] of Object.entries(section)) applyKey(file, command, known, key, value);
  }
}

function applyKey(file: string, command: Command, section: CommandKeys, key: string, value: unknown): void {
  const place = `${section.path}.${key}`;
  const option = command.options.find((candidate) => candidate.attributeName() === key);
  if (option === undefined || !section.keys.some(({ name }) => name === key)) {
    if (option !== undefined) {
      throw new ConfigError(`${file}: ${place} is a secret; set ${option.envVar ?? 'its variable'} instead.`);
    }
    throw new ConfigError(
      noSuchKey(
        file,
        place,
        section.keys.map(({ name }) => `${section.path}.${name}`),
      ),
    );
  }
  command.setOptionValueWithSource(key, settingOf(file, place, option, value), 'config');
}

function settingOf(file: string, place: string, option: Option, value: unknown): unknown {
  if (option.isBoolean()) {
    if (typeof value === 'boolean') return value || undefined;
    throw new ConfigError(`${file}: ${place} must be true or false; it is ${JSON.stringify(value)}.`);
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new ConfigError(`${file}: ${place} must be a text or a number; it is ${JSON.stringify(value)}.`);
  }
  try {
    return option.parseArg === undefined ? String(value) : option.parseArg(String(value), undefined);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`${file}: ${place} cannot be ${JSON.stringify(value)}. ${reason}`, { cause });
  }
}

function noSuchKey(file: string, name: string, known: readonly string[]): string {
  const guess = nearestName(name, known);
  const hint = guess === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${guess}?`;
  return `${file}: there is no ${name}. ${hint}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
