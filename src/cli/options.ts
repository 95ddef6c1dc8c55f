import { Argument, InvalidArgumentError, Option } from 'commander';
import { DurationError, parseDuration } from '../duration.js';

/**
 * An option with its environment twin: `--rate-limit` is also `CHCK_RATE_LIMIT`. With a `command`, such as `listen`, the
 * variable is that command's own: `--port` is then `CHCK_LISTEN_PORT`. The flag wins over the variable, the variable
 * over the default.
 */
export function option(flags: string, description: string, command?: string): Option {
  const made = new Option(flags, description);
  const name = command === undefined ? made.name() : `${command} ${made.name()}`;
  return made.env(`CHCK_${name.toUpperCase().replaceAll(/[- ]/g, '_')}`);
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

/** The id of something that the mock numbers. */
export function idArgument(description: string): Argument {
  return new Argument('<id>', description).argParser(integer(1, Number.MAX_SAFE_INTEGER));
}

/** Reads a duration such as `0s`, `5s` or `1h`, and gives it back as text, as the control surface takes it. */
export function durationText(text: string): string {
  try {
    parseDuration(text);
    return text;
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}

/** Reads a grade: 1 to 10 in half steps. */
export function grade(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 10 && Number.isInteger(value * 2)) return value;
  throw new InvalidArgumentError(`It must be a grade from 1 to 10 in half steps; it is "${text}".`);
}

/** Reads a duration such as `50ms`, `5s` or `1h`, above zero, as ms. */
export function duration(text: string): number {
  try {
    const valueMs = parseDuration(text);
    if (valueMs > 0) return valueMs;
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
  }
  throw new InvalidArgumentError(`It must be a duration such as 50ms, 5s or 1h; it is "${text}".`);
}

/** Reads a comma-separated list; given several times, the lists are joined. */
export function commaList(text: string, before: string[] = []): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...before, ...parts.filter((part) => part !== '')];
}
