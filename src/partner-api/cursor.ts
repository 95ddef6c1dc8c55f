/** The bounds of a year with four digits. Between them, text order is time order. */
const EARLIEST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * A cursor as the exclusive bound that the store compares with: ISO 8601 in UTC with milliseconds. A finer cursor is
 * rounded up, since the store keeps milliseconds: what lies before it also lies before the bound (contract §5, §10).
 */
export function cursorBound(cursor: string): string {
  const beyondMilliseconds = /\.\d{3}(\d+)/.exec(cursor)?.[1] ?? '';
  const finer = /[1-9]/.test(beyondMilliseconds) ? 1 : 0;
  // An offset can move an instant beyond these years.
  return new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, Date.parse(cursor) + finer))).toISOString();
}
