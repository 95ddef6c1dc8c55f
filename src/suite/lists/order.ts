type Compare = (left: string, right: string) => number;

const byCode: Compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);
const collator = new Intl.Collator('en', { ignorePunctuation: true, sensitivity: 'base' });
const plain = new Intl.Collator('en', { sensitivity: 'base' });
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The collations that a database may have: by code point, by the rules of a language, with and without punctuation. */
const collations: Compare[] = [
  byCode,
  (left, right) => collator.compare(left, right),
  (left, right) => plain.compare(left, right),
  (left, right) => byCode(left.toLowerCase(), right.toLowerCase()),
  (left, right) => byCode(bare(left), bare(right)),
];

/** Whether numbers are in order, with nulls last ascending and first descending. */
export function inNumericOrder(values: readonly (number | null)[], direction: 'asc' | 'desc'): boolean {
  const sign = direction === 'asc' ? 1 : -1;
  const ranks = values.map((value) => (value ?? Number.POSITIVE_INFINITY) * sign);
  return ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? rank) <= rank);
}

/**
 * Whether texts are in order, and none of the rest belongs before the last of them, under at least one collation, as
 * numbers where all are numbers, and with nulls either first or last.
 */
export function inOrderUnderSome(
  values: readonly (string | null)[],
  rest: readonly (string | null)[],
  direction: 'asc' | 'desc',
): boolean {
  const sign = direction === 'asc' ? 1 : -1;
  const numeric = [...values, ...rest].every((value) => value === null || !Number.isNaN(Number(value)));
  const byNumber: Compare = (left, right) => Number(left) - Number(right);
  const orders = numeric ? [byNumber, ...collations] : collations;
  return orders.some((order) =>
    [1, -1].some((nulls) => {
      const compare = (left: string | null, right: string | null): number => {
        if (left === null || right === null) return left === right ? 0 : left === null ? nulls : -nulls;
        return order(left, right) * sign;
      };
      const last = values.at(-1);
      return (
        values.every((value, index) => index === 0 || compare(values[index - 1] ?? null, value) <= 0) &&
        (last === undefined || rest.every((value) => compare(last, value) <= 0))
      );
    }),
  );
}
