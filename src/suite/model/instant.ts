/**
 * The instant of an ISO 8601 date-time in nanoseconds since 1970, or null when the text is none. Date-times of a service
 * may be finer than the milliseconds of `Date`.
 */
export function instantOf(text: unknown): bigint | null {
  if (typeof text !== 'string') return null;
  const [, whole, fraction = '', zone] =
    /^(.+?T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  const seconds = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(seconds)) return null;
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}
