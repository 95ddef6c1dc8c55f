/** A value that a list can be sorted by. */
export type Sortable = string | number | null;

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

/** Whether the texts are in order under at least one collation that a database may have. Nulls may stand anywhere. */
export function inSomeOrder(values: readonly Sortable[], direction: 'asc' | 'desc'): boolean {
  const sign = direction === 'asc' ? 1 : -1;
  const texts = values.filter((value) => value !== null).map(String);
  return collations.some((compare) =>
    texts.every((text, index) => index === 0 || compare(texts[index - 1] ?? text, text) * sign <= 0),
  );
}

/** Whether numbers are in order, with nulls last ascending and first descending. */
export function inNumericOrder(values: readonly (number | null)[], direction: 'asc' | 'desc'): boolean {
  const sign = direction === 'asc' ? 1 : -1;
  const ranks = values.map((value) => (value ?? Number.POSITIVE_INFINITY) * sign);
  return ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? rank) <= rank);
}
