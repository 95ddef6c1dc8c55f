/**
 * A cursor as the bound that the store compares with: ISO 8601 in UTC with milliseconds, exclusive. The store keeps
 * milliseconds, so a finer cursor is rounded up: what lies strictly before it lies before the bound (contract §5, §10).
 */
export function cursorBound(cursor: string): string {
  // A leap second has no instant of its own in a date; the next second takes its place.
  const leap = /:60(?=[.Zz+-])/.test(cursor);
  const instant = Date.parse(leap ? cursor.replace(/:60(?=[.Zz+-])/, ':59') : cursor);
  const beyondMilliseconds = /\.\d{3}(\d+)/.exec(cursor)?.[1] ?? '';
  const finer = /[1-9]/.test(beyondMilliseconds) ? 1 : 0;
  return new Date(instant + finer + (leap ? 1000 : 0)).toISOString();
}

/** The page that was asked for out of a list read one row longer, and whether more follows. */
export function pageOf<Row>(rows: readonly Row[], limit: number): { page: Row[]; last: Row | undefined } {
  const page = rows.slice(0, limit);
  return { page, last: rows.length > limit ? page.at(-1) : undefined };
}
