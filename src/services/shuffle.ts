import { SeededRandom } from '../world/seeded-random.js';

/** The same items in an order that the seed decides. No item stays in its place when there are several. */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const random = new SeededRandom(seed, 'shuffle', items.length);
  const shuffled = [...items];
  // Sattolo's algorithm: each item changes places with one before it.
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = random.integer(0, index - 1);
    const [moved] = shuffled.splice(other, 1, ...shuffled.slice(index, index + 1));
    if (moved !== undefined) shuffled[index] = moved;
  }
  return shuffled;
}
