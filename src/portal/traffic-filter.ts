import type { JournalEntry } from '../http/journal.js';
import type { Fields } from './form.js';

/** The filters of the traffic, by the names that they have in the address. */
export const trafficFilters = ['q', 'method', 'status', 'path', 'key', 'account', 'fault'] as const;

/** The calls that match every filter of a query. */
export function filterCalls(entries: readonly JournalEntry[], query: Fields): JournalEntry[] {
  const status = query.text('status')?.replace(/x+$/i, '') ?? '';
  const path = query.text('path')?.toLowerCase() ?? '';
  const key = query.text('key')?.slice(0, 12).replace(/…$/, '') ?? '';
  const text = query.text('q')?.toLowerCase() ?? '';
  const [method, account, fault] = [query.text('method'), query.id('account'), query.text('fault')];
  return entries.filter(
    (entry) =>
      (method === undefined || entry.method === method) &&
      String(entry.status).startsWith(status) &&
      entry.url.toLowerCase().includes(path) &&
      (key === '' || entry.keyPrefix?.startsWith(key) === true) &&
      (account === undefined || entry.accountId === account) &&
      (fault === undefined || entry.fault?.split(' + ').includes(fault) === true) &&
      (text === '' || textOf(entry).includes(text)),
  );
}

/** What the text filter searches: headers and bodies. */
function textOf({ requestHeaders, responseHeaders, requestBody, responseBody }: JournalEntry): string {
  const headers = [...Object.entries(requestHeaders), ...Object.entries(responseHeaders)];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [...lines, requestBody ?? '', responseBody ?? ''].join('\n').toLowerCase();
}

/** A call with the number of equal failures that follow it directly in the list. */
export interface CallGroup {
  entry: JournalEntry;
  count: number;
}

/** Groups failures that repeat: with the same method, path, status, reason and key, one after the other. */
export function groupFailures(entries: readonly JournalEntry[]): CallGroup[] {
  const groups: CallGroup[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last !== undefined && isSameFailure(last.entry, entry)) last.count += 1;
    else groups.push({ entry, count: 1 });
  }
  return groups;
}

function isSameFailure(a: JournalEntry, b: JournalEntry): boolean {
  const isFailure = a.status >= 400 || a.status === 0;
  return isFailure && failureOf(a) === failureOf(b);
}

function failureOf({ method, url, status, reason, keyPrefix }: JournalEntry): string {
  return JSON.stringify([method, url.split('?')[0], status, reason, keyPrefix]);
}
