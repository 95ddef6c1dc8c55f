/** What came of judging one thing: it holds, it does not, or it could not be seen. */
export type Verdict = 'passed' | 'failed' | 'open';

/** One judged thing, as reports show it. */
export interface Judged {
  /** Stable, in lower case with hyphens. */
  id: string;
  title: string;
  verdict: Verdict;
  /** What was seen, in sentences. */
  detail: string;
  /** What to do: how to mend what failed, or how to have what is open happen. Null when nothing is to do. */
  remedy: string | null;
  /** The calls that show it, one a line. */
  evidence: readonly string[];
}

/** How many there are of each verdict. */
export function tally(judged: readonly Judged[]): Record<Verdict, number> {
  const counts = { passed: 0, failed: 0, open: 0 };
  for (const { verdict } of judged) counts[verdict] += 1;
  return counts;
}
