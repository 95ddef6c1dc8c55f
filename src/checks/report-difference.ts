import type { CheckResult, Verdict } from './check-result.js';

/** A check whose verdict is not that of the previous report. Null: the check is not part of that report. */
export interface VerdictChange {
  id: string;
  title: string;
  before: Verdict | null;
  after: Verdict | null;
}

/** What changed since the previous report. */
export interface ReportDifference {
  /** When the previous run started, in ISO 8601. */
  since: string;
  changes: readonly VerdictChange[];
}

type Verdicts = readonly Pick<CheckResult, 'id' | 'title' | 'verdict'>[];
interface Earlier {
  startedAt: string;
  results: Verdicts;
}

const verdicts: readonly string[] = ['passed', 'failed', 'known', 'not-checked'] satisfies Verdict[];

function isResult(value: unknown): value is Verdicts[number] {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, verdict }: Record<string, unknown> = { ...value };
  return typeof id === 'string' && typeof title === 'string' && verdicts.includes(String(verdict));
}

/** Reads a report that the reporter `json` wrote, as far as a comparison needs it. Returns null for anything else. */
export function parseEarlierReport(text: string): Earlier | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { startedAt, results }: Record<string, unknown> = { ...value };
    if (typeof startedAt !== 'string' || !Array.isArray(results) || !results.every(isResult)) return null;
    return { startedAt, results };
  } catch {
    return null;
  }
}

/** The checks whose verdicts differ between two reports. */
export function reportDifference(report: { results: Verdicts }, previous: Earlier): ReportDifference {
  const before = new Map(previous.results.map((result) => [result.id, result]));
  const after = new Map(report.results.map((result) => [result.id, result]));
  const ids = [...new Set([...after.keys(), ...before.keys()])];
  const changes = ids.map((id) => ({
    id,
    title: (after.get(id) ?? before.get(id))?.title ?? '',
    before: before.get(id)?.verdict ?? null,
    after: after.get(id)?.verdict ?? null,
  }));
  return { since: previous.startedAt, changes: changes.filter((change) => change.before !== change.after) };
}
