import { DurationError, formatDuration, parseDuration } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';
import { type FaultOption, faultKindOf } from './fault-kinds.js';

/**
 * Options as the store holds them, with every default filled in. A duration is given in ms, or as text such as `2s`.
 * Throws InvalidArgumentError with the field for an option that the kind does not have, or a value out of bounds.
 */
export function checkedOptions(kind: string, given: object): Record<string, number> {
  const { options } = faultKindOf(kind);
  const known = Object.keys(options).join(', ');
  const values = new Map<string, unknown>(Object.entries(given).filter(([, value]) => value !== undefined));
  for (const name of values.keys()) {
    if (Object.hasOwn(options, name)) continue;
    throw new InvalidArgumentError(
      name,
      `A fault of the kind ${kind} has no ${name}; its options are: ${known}.`,
    );
  }
  const checked: Record<string, number> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = values.get(name);
    if (value !== undefined) checked[name] = checkedValue(name, option, value);
    else if (option.default !== undefined) checked[name] = option.default;
    else if (option.required) {
      throw new InvalidArgumentError(
        name,
        `A fault of the kind ${kind} needs ${name}: ${expectation(option)}.`,
      );
    }
  }
  return checked;
}

/** Options as users write them: durations as text, flags as booleans. */
export function shownOptions(
  kind: string,
  options: Readonly<Record<string, number>>,
): Record<string, unknown> {
  const definitions = faultKindOf(kind).options;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const type = definitions[name]?.type;
      if (type === 'flag') return [name, value === 1];
      return [name, type === 'duration' ? shownDuration(value) : value];
    }),
  );
}

function checkedValue(name: string, option: FaultOption, value: unknown): number {
  const number = numberOf(option, value);
  const { minimum = number, maximum = number } = option;
  const isInteger = option.type === 'fraction' || Number.isSafeInteger(number);
  const isZeroChance = option.type === 'fraction' && number === 0;
  if (isInteger && !isZeroChance && number >= minimum && number <= maximum) return number;
  throw new InvalidArgumentError(
    name,
    `${name} must be ${expectation(option)}; it is ${JSON.stringify(value)}.`,
  );
}

function numberOf({ type }: FaultOption, value: unknown): number {
  if (type === 'flag') return typeof value === 'boolean' ? Number(value) : Number.NaN;
  if (type !== 'duration') return typeof value === 'number' ? value : Number.NaN;
  if (typeof value === 'number') return value;
  try {
    return typeof value === 'string' ? parseDuration(value) : Number.NaN;
  } catch (error) {
    if (error instanceof DurationError) return Number.NaN;
    throw error;
  }
}

function expectation({ type, minimum = 0, maximum = 0 }: FaultOption): string {
  if (type === 'flag') return 'true or false';
  if (type === 'fraction') return `a number above ${minimum} and up to ${maximum}`;
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  return `a duration such as 50ms, 2s or 1h, from ${shownDuration(minimum)} to ${shownDuration(maximum)}`;
}

/** Text that parses to exactly this duration. */
function shownDuration(durationMs: number): string {
  const text = formatDuration(durationMs);
  return parseDuration(text) === durationMs ? text : `${durationMs}ms`;
}
