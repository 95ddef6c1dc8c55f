import type { OperationId } from '../contract/operation-types.js';
import type { JournalEntry } from '../http/journal.js';

/** What a call must have to be meant; what is absent may be anything. */
export interface RequestMatch {
  operation?: OperationId | undefined;
  method?: string | undefined;
  /** The path without its query. */
  path?: string | RegExp | undefined;
  /** Parameters of the query with exactly these values; others may be there too. */
  query?: Readonly<Record<string, string>> | undefined;
  status?: number | undefined;
  /** An account's id. */
  account?: number | undefined;
  /** A key's id. */
  key?: number | undefined;
  /** Only calls with a higher `sequence`. */
  after?: number | undefined;
}

/** How a call differs from what was meant, each in words such as `status is 200, not 429`; empty when it is meant. */
export function differences(entry: JournalEntry, match: RequestMatch): string[] {
  const { pathname, searchParams } = new URL(entry.url, 'http://mock');
  const { operation, method, path, query = {}, status, account, key } = match;
  const found: string[] = [];
  const compare = (name: string, seen: unknown, wanted: unknown) => {
    if (wanted !== undefined && seen !== wanted)
      found.push(`${name} is ${seen ?? 'absent'}, not ${String(wanted)}`);
  };
  compare('operation', entry.operationId, operation);
  compare('method', entry.method, method?.toUpperCase());
  if (path instanceof RegExp) {
    if (!path.test(pathname)) found.push(`path ${pathname} does not match ${String(path)}`);
  } else compare('path', pathname, path);
  for (const [name, value] of Object.entries(query)) compare(`query ${name}`, searchParams.get(name), value);
  compare('status', entry.status, status);
  compare('account', entry.accountId, account);
  compare('key', entry.keyId, key);
  return found;
}

const MAX_NEAR_MISSES = 3;

/** The calls that came closest, with what was different, one a line. */
export function nearMisses(entries: readonly JournalEntry[], match: RequestMatch): string {
  const closest = entries
    .map((entry) => ({ entry, different: differences(entry, match) }))
    .sort((a, b) => a.different.length - b.different.length)
    .slice(0, MAX_NEAR_MISSES);
  if (closest.length === 0) return 'No call at all has come.';
  const lines = closest.map(
    ({ entry: { method, url, status, id }, different }) =>
      `  ${method} ${url} → ${status} (${id})${different.length === 0 ? '' : `: ${different.join('; ')}`}`,
  );
  return ['The closest calls that came:', ...lines].join('\n');
}

/** What is meant, in words. */
export function describeMatch(match: RequestMatch): string {
  const parts = Object.entries(match)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value instanceof RegExp ? value : JSON.stringify(value)}`);
  return parts.join(', ') || 'any call';
}
