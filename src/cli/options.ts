import { Argument, InvalidArgumentError, Option } from 'commander';
import { DurationError, parseDuration } from '../duration.js';

/**
 * An option with its environment twin: `--rate-limit` is also `CHCK_RATE_LIMIT`. The flag wins over the variable, the
 * variable over the default.
 */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description);
  return made.env(`CHCK_${made.name().toUpperCase().replaceAll('-', '_')}`);
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
