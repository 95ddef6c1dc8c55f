import { EncodedText } from '../encoded-text.js';

/** A page of a list, as the JSON of its body. */
export interface JsonPage {
  json: EncodedText;
  nextCursor: string | null;
}

/**
 * The body of a list that was read one row longer than its page: `rows` is a JSON array of objects. Each object starts
 * with the field `first`, and `time` is the field with the row's date-time in 24 characters. No text in the rows is
 * mistaken for a field, since its quotes are escaped. `write` changes the bytes of the rows of the page.
 */
export function jsonPage(
  { name, first, time }: { name: string; first: string; time: string },
  { bytes: rows }: EncodedText,
  limit: number,
  write: (rows: string) => string = (page) => page,
): JsonPage {
  const end = startOfRow(rows, `{"${first}":`, limit);
  const page = end < 0 ? rows : `${rows.slice(0, end - 1)}]`;
  const key = `"${time}":"`;
  const at = end < 0 ? -1 : page.lastIndexOf(key) + key.length;
  const nextCursor = end < 0 ? null : page.slice(at, at + DATE_TIME_CHARACTERS);
  const cursor = nextCursor === null ? 'null' : `"${nextCursor}"`;
  const json = new EncodedText(`{"${name}":${write(page)},"next_cursor":${cursor}}`);
  return { json, nextCursor };
}

const DATE_TIME_CHARACTERS = 24;

/** Where the row with this index starts, counted from 0; -1 when there are fewer rows. */
function startOfRow(rows: string, start: string, index: number): number {
  let at = rows.indexOf(start);
  for (let row = 0; row < index && at >= 0; row += 1) at = rows.indexOf(start, at + start.length);
  return at;
}

/** JSON rows in which `replace` is called with the value of each field of this name, which is a number or null. */
export function replaceField(rows: string, name: string, replace: (value: string) => string): string {
  const key = `"${name}":`;
  let text = '';
  let done = 0;
  for (let at = rows.indexOf(key); at >= 0; at = rows.indexOf(key, done)) {
    const start = at + key.length;
    const end = rows.indexOf('}', start);
    text += rows.slice(done, start) + replace(rows.slice(start, end));
    done = end;
  }
  return text + rows.slice(done);
}
