import type { Command } from 'commander';
import { Setting } from '../options.js';

/** One flag of a command, as the config file and the reference describe it. */
export interface OptionFacts {
  /** The key in the config file, such as `rateLimit`. */
  name: string;
  flags: string;
  variable: string;
  /** Also read, after the config file. */
  platformVariable: string | undefined;
  description: string;
  /** As written in a config file, such as `4000` or `5s`; undefined when there is none. */
  default: string | number | boolean | undefined;
  type: 'boolean' | 'text';
  choices: readonly string[] | undefined;
  secret: boolean;
}

/** The flags of one command. `path` is what people type, such as `keys create`. */
export interface CommandFacts {
  path: string;
  description: string;
  options: OptionFacts[];
}

/** Every command that has an action, with its flags. */
export function describeCommands(program: Command): CommandFacts[] {
  return program.commands.flatMap((command) => describe(command, command.name()));
}

/** The commands that have a section in a config file, with the keys of that section. */
export function configSections(program: Command): CommandFacts[] {
  return describeCommands(program)
    .filter(({ path }) => !path.includes(' '))
    .map((command) => ({ ...command, options: command.options.filter(({ secret }) => !secret) }))
    .filter(({ options }) => options.length > 0);
}

function describe(command: Command, path: string): CommandFacts[] {
  const children = command.commands.flatMap((child) => describe(child, `${path} ${child.name()}`));
  const settings = command.options.filter((option) => option instanceof Setting);
  if (children.length > 0 && settings.length === 0) return children;
  return [{ path, description: command.description(), options: settings.map(factsOf) }, ...children];
}

function factsOf(option: Setting): OptionFacts {
  const shown: unknown = option.defaultValueDescription ?? option.defaultValue;
  const isPlain = typeof shown === 'string' || typeof shown === 'number' || typeof shown === 'boolean';
  return {
    name: option.attributeName(),
    flags: option.flags,
    variable: option.variable,
    platformVariable: option.platformVariable,
    description: option.description,
    default: isPlain ? shown : undefined,
    type: option.isBoolean() ? 'boolean' : 'text',
    choices: option.argChoices,
    secret: option.secret,
  };
}
