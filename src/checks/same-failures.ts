import type { CheckResult, Failure } from './check-result.js';

/** What several checks, or one check several times, found in the same words, with one example. */
export interface SameFailures {
  /** The checks that found it. */
  ids: string[];
  count: number;
  example: Failure;
}

/** The sentence without what differs from one occurrence to the next: ids, numbers and quoted values. */
function wordsOf({ message }: Failure): string {
  return message.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '#').replace(/\d+/g, '#');
}

/** Failures or questions of several checks: the same one is one entry with a count. */
export function sameFailures(
  results: readonly CheckResult[],
  kind: 'failures' | 'questions',
): SameFailures[] {
  const groups = new Map<string, SameFailures>();
  for (const result of results)
    for (const failure of result[kind]) {
      const group = groups.get(wordsOf(failure)) ?? { ids: [], count: 0, example: failure };
      if (!group.ids.includes(result.id)) group.ids.push(result.id);
      group.count += 1;
      groups.set(wordsOf(failure), group);
    }
  return [...groups.values()];
}
