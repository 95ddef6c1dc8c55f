import type { OperationId } from '../contract/operation-types.js';
import type { CallKind, JournalEntry } from '../http/journal.js';
import type { AccountReference } from './find-account.js';

/** What a call must have. What is absent matches everything. */
export interface RequestMatch {
  operation?: OperationId | undefined;
  method?: string | undefined;
  /** The path without its query. */
  path?: string | RegExp | undefined;
  /** Parameters of the query with exactly these values; others may be there too. */
  query?: Readonly<Record<string, string>> | undefined;
  status?: number | undefined;
  account?: AccountReference | undefined;
  /** A key's id. */
  key?: number | undefined;
  /** Only calls with a higher `sequence`. */
  after?: number | undefined;
}

/** A match whose account is found. */
export type ResolvedMatch = Omit<RequestMatch, 'account'> & { accountId?: number | undefined };

/** How a call differs from a match, such as `status is 200, not 429`; empty when it matches. */
export function differences(entry: JournalEntry, match: ResolvedMatch): string[] {
  const { operation, method, path, query, status, accountId, key } = match;
  const found: string[] = [];
  const compare = (name: string, seen: unknown, wanted: unknown) => {
    if (wanted !== undefined && seen !== wanted)
      found.push(`${name} is ${seen ?? 'absent'}, not ${String(wanted)}`);
  };
  compare('operation', entry.operationId, operation);
  compare('method', entry.method, method?.toUpperCase());
  if (path instanceof RegExp) {
    if (entry.path.search(path) < 0) found.push(`path ${entry.path} does not match ${String(path)}`);
  } else compare('path', entry.path, path);
  if (query !== undefined) {
    const sent = new URLSearchParams(entry.query);
    for (const [name, value] of Object.entries(query)) compare(`query ${name}`, sent.get(name), value);
  }
  compare('status', entry.status, status);
  compare('account', entry.accountId, accountId);
  compare('key', entry.keyId, key);
  return found;
}

/** Whether a call can match, by what is known without making its entry. */
export function isKind(
  call: CallKind,
  { operation, method, status, accountId, key }: ResolvedMatch,
): boolean {
  return (
    (operation === undefined || call.operationId === operation) &&
    (method === undefined || call.method === method.toUpperCase()) &&
    (status === undefined || call.status === status) &&
    (accountId === undefined || call.accountId === accountId) &&
    (key === undefined || call.keyId === key)
  );
}

/** Whether a call has everything that a match asks for. */
export function isMatch(entry: JournalEntry, match: ResolvedMatch): boolean {
  return differences(entry, match).length === 0;
}

/** A call with its differences to a match. */
export interface ComparedCall {
  entry: JournalEntry;
  differences: string[];
}

const MAX_NEAR_MISSES = 3;

/** The calls that came closest, matching ones first. */
function closestCalls(entries: readonly JournalEntry[], match: ResolvedMatch): ComparedCall[] {
  return entries
    .map((entry) => ({ entry, differences: differences(entry, match) }))
    .sort((a, b) => a.differences.length - b.differences.length);
}

/** The calls that do not match and came closest. */
export function closestMisses(entries: readonly JournalEntry[], match: ResolvedMatch): ComparedCall[] {
  return closestCalls(entries, match)
    .filter((call) => call.differences.length > 0)
    .slice(0, MAX_NEAR_MISSES);
}

/** The calls that came closest, with what was different, one a line. */
export function nearMisses(entries: readonly JournalEntry[], match: ResolvedMatch): string {
  const closest = closestCalls(entries, match).slice(0, MAX_NEAR_MISSES);
  if (closest.length === 0) return 'There was no call at all.';
  const lines = closest.map(
    ({ entry: { method, url, status, id }, differences: different }) =>
      `  ${method} ${url} → ${status} (${id})${different.length === 0 ? '' : `: ${different.join('; ')}`}`,
  );
  return ['The closest calls:', ...lines].join('\n');
}

/** A match in words. */
export function describeMatch(match: RequestMatch): string {
  const parts = Object.entries(match)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value instanceof RegExp ? value : JSON.stringify(value)}`);
  return parts.join(', ') || 'any property';
}
