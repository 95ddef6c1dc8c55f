import { groupBy, REACTION_MS, type SeenCall } from './evidence.js';

/**
 * The calls for the card and the pictures of a grading that were made as often as the grading itself was read, or more:
 * what shows that it was processed again, and not only read. `reads` are the reads of one grading.
 */
export function repeatedWork(reads: readonly SeenCall[], calls: readonly SeenCall[]): SeenCall[] {
  const from = Math.min(...reads.map(({ realMs }) => realMs));
  const until = Math.max(...reads.map(({ realMs }) => realMs)) + REACTION_MS;
  const text = reads.map(({ responseBody }) => responseBody ?? '').join('\n');
  const card = /"user_card_id":(\d+)/.exec(text)?.[1];
  const related = calls.filter(({ path, status, realMs }) => {
    if (status !== 200 || realMs < from || realMs > until) return false;
    return path === `/v1/cards/${card}` || (path.startsWith('/images/') && text.includes(path));
  });
  const counted = groupBy(related, ({ path }) => path);
  return [...counted.values()].filter((same) => same.length >= reads.length).flat();
}
