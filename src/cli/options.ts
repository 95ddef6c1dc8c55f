import { InvalidArgumentError, Option } from 'commander';

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
