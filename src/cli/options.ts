import { Argument, InvalidArgumentError, Option } from 'commander';
import { DurationError, parseDuration } from '../duration.js';
import { UsageError } from './errors.js';

/**
 * A flag that a variable or the config file can set as well (see `config/settings.ts`). Commander itself reads no
 * variable: it would take `CHCK_EPHEMERAL=false` as true, and a variable would contradict a flag that excludes it.
 */
export class Setting extends Option {
  variable: string;
  /** Read after the config file, such as `PORT`, which hosting platforms set. */
  platformVariable: string | undefined;
  /** A secret is not read from the config file and never printed. */
  secret = false;
  readonly excludes: string[] = [];

  constructor(flags: string, description: string, prefix: string) {
    super(flags, description);
    this.variable = `${prefix}_${this.name()}`.toUpperCase().replaceAll(/[- ]/g, '_');
  }

  /** Names the variable where it is not `CHCK_` and the name of the flag. */
  override env(name: string): this {
    this.variable = name;
    return this;
  }

  override conflicts(names: string | string[]): this {
    this.excludes.push(...[names].flat());
    return super.conflicts(names);
  }

  orPlatform(variable: string): this {
    this.platformVariable = variable;
    return this;
  }

  asSecret(): this {
    this.secret = true;
    return this;
  }

  /** Commander prints the value that `read` refuses, which must not happen to a secret. */
  override argParser<Value>(read: (text: string, before: Value) => Value): this {
    return super.argParser<Value>((text, before) => {
      try {
        return read(text, before);
      } catch (error) {
        if (!this.secret || !(error instanceof InvalidArgumentError)) throw error;
        throw new UsageError(`${this.long ?? this.flags} cannot be used. ${error.message}`, { cause: error });
      }
    });
  }
}

/**
 * A flag with its variable: `--rate-limit` is also `CHCK_RATE_LIMIT`. With a `command`, such as `listen`, the variable
 * belongs to that command: `--port` is then `CHCK_LISTEN_PORT`.
 */
export function option(flags: string, description: string, command?: string): Setting {
  return new Setting(flags, description, command === undefined ? 'chck' : `chck_${command}`);
}

/** Reads a whole number between two bounds. */
export function integer(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(
      `It must be a whole number from ${minimum} to ${maximum}; it is "${text}".`,
    );
  };
}

/** Reads an id that the mock has numbered. */
export const id: (text: string) => number = integer(1, Number.MAX_SAFE_INTEGER);

/** The argument `<id>`. */
export function idArgument(description: string): Argument {
  return new Argument('<id>', description).argParser(id);
}

/** Reads a duration such as `0s`, `5s` or `1h`, and returns the text, which `/_mock` accepts as it is. */
export function durationText(text: string): string {
  try {
    parseDuration(text);
    return text;
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}

/** Reads a positive duration such as `50ms`, `5s` or `1h`, in ms. */
export function duration(text: string): number {
  const durationMs = parseDuration(durationText(text));
  if (durationMs > 0) return durationMs;
  throw new InvalidArgumentError(`It must be longer than 0; it is "${text}".`);
}

/** Reads a grade: 1 to 10 in half steps. */
export function grade(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 10 && Number.isInteger(value * 2)) return value;
  throw new InvalidArgumentError(`It must be a grade from 1 to 10 in half steps; it is "${text}".`);
}

/** Reads a comma-separated list; the lists of a repeated flag are joined. */
export function commaList(text: string, before: string[] = []): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...before, ...parts.filter((part) => part !== '')];
}

/** Reads an http or https URL. */
export function httpUrl(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError(
    `It must be an http or https URL such as http://localhost:3000/webhooks; it is "${text}".`,
  );
}
