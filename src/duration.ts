const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration that cannot be read. */
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

/** A duration in ms as text with the largest unit that fits, such as `1.5h`. */
export function formatDuration(durationMs: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (durationMs >= unitsMs[unit]) return `${Number((durationMs / unitsMs[unit]).toFixed(1))}${unit}`;
  }
  return `${Number(durationMs.toFixed(1))}ms`;
}

function isUnit(text: string): text is keyof typeof unitsMs {
  return Object.hasOwn(unitsMs, text);
}
