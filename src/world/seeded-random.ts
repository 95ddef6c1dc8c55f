/** What a draw is for; each purpose has random numbers of its own. A number never changes its meaning. */
const purposes = {
  players: 1,
  teams: 2,
  card: 3,
  userCard: 4,
  timeline: 5,
  plan: 6,
  gradingId: 7,
  grades: 8,
  modelGrade: 9,
  shareSlug: 10,
  grading: 11,
  gradedCard: 12,
  fault: 13,
  shuffle: 14,
} as const;

/**
 * A stream of random numbers that depends on seed, purpose and index alone: the same on every machine, and never on
 * what was drawn before for another object. The generator is sfc32, whose state starts as those three numbers.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, purpose: keyof typeof purposes, index: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(Math.floor(seed / 2 ** 32) ^ (purposes[purpose] << 24), 0x9e3779b1) | 0;
    this.#c = index | 0;
    for (let round = 0; round < 12; round += 1) this.bits();
  }

  /** 32 random bits, as an integer from 0 to 2^32 - 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 up to, but not including, 1. */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A number between two bounds. */
  between(low: number, high: number): number {
    return low + this.fraction() * (high - low);
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** True in this share of all cases. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  /** One item of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.fraction() * items.length)];
    if (item === undefined) throw new RangeError('Nothing can be picked from an empty list');
    return item;
  }

  /** One item of a list that is not empty, each as often as its `weight` says. */
  pickWeighted<Item extends { weight: number }>(items: readonly Item[]): Item {
    const total = items.reduce((sum, item) => sum + item.weight, 0);
    let left = this.fraction() * total;
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return this.pick(items);
  }

  /** Brings a list into a random order, in place. */
  shuffle(items: unknown[]): void {
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = this.integer(0, last);
      [items[last], items[other]] = [items[other], items[last]];
    }
  }
}
