import { InvalidArgumentError } from './errors.js';

const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration: a number of milliseconds, or text such as `50ms`, `5s`, `1.5m`, `1h` or `2d`. */
export type Duration = number | string;

/** Text that is not a duration. */
export class DurationError extends Error {
  readonly code = 'duration_malformed';
}

/** A duration such as `50ms`, `5s`, `1.5m`, `1h` or `2d` in ms. Throws DurationError. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const [, amount, unit] = match ?? [];
  const valueMs =
    unit !== undefined && isUnit(unit) ? Math.round(Number(amount) * unitsMs[unit]) : Number.NaN;
  if (Number.isSafeInteger(valueMs)) return valueMs;
  throw new DurationError(
    `A duration is a number and a unit, such as 50ms, 5s, 10m, 1h or 2d; this is "${text}".`,
  );
}

/** Whether a value is a duration of at least 0 ms. */
export function isDuration(value: unknown): value is Duration {
  if (typeof value === 'number') return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
  return typeof value === 'string' && !Number.isNaN(parsedOrNaN(value));
}

/** A duration in whole ms. Throws InvalidArgumentError with `field` for a negative or malformed duration. */
export function toMilliseconds(value: Duration, field: string): number {
  if (isDuration(value)) return typeof value === 'number' ? Math.round(value) : parseDuration(value);
  throw new InvalidArgumentError(
    field,
    `${field} must be a duration, in ms or as text such as 50ms, 5s, 10m, 1h or 2d; it is ${JSON.stringify(value) ?? value}.`,
  );
}

/** A duration in ms as text with the largest unit that fits, such as `1.5h`. */
export function formatDuration(durationMs: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (durationMs >= unitsMs[unit]) return `${Number((durationMs / unitsMs[unit]).toFixed(1))}${unit}`;
  }
  return `${Number(durationMs.toFixed(1))}ms`;
}

function parsedOrNaN(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof DurationError) return Number.NaN;
    throw error;
  }
}

function isUnit(text: string): text is keyof typeof unitsMs {
  return Object.hasOwn(unitsMs, text);
}
