import type { EncodedText } from '../encoded-text.js';

/** A response of a handler, before it goes over the wire. */
export interface HttpResponse {
  status: number;
  /** Names, in lower case, and values in turn, without `content-length`: the form that Node writes fastest. */
  headers: string[];
  /** A text is kept in the journal, bytes are not. Null for no body. */
  body: string | EncodedText | Uint8Array | null;
}

/** Headers by their names. */
export function headerRecord(headers: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let index = 0; index + 1 < headers.length; index += 2)
    record[headers[index] ?? ''] = headers[index + 1] ?? '';
  return record;
}

/** Headers as names and values in turn. */
export function headerList(record: Readonly<Record<string, string>>): string[] {
  return Object.entries(record).flat();
}

/** Sets a header, in place of the one with the same name. */
export function setHeader(headers: string[], name: string, value: string): void {
  const index = headers.indexOf(name);
  if (index < 0) headers.push(name, value);
  else headers[index + 1] = value;
}
