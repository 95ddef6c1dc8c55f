import { RandomNumbers } from './random-numbers.js';

/** Each purpose has its own random numbers. The number of a purpose never changes. */
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
  realistic: 15,
  imports: 16,
} as const;

/**
 * Random numbers that depend only on seed, purpose and index. They are the same on every machine and do not depend on
 * the numbers used for other objects. The generator is sfc32; its initial state consists of these three values.
 */
export class SeededRandom extends RandomNumbers {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, purpose: keyof typeof purposes, index: number) {
    super();
    this.#a = seed | 0;
    this.#b = Math.imul(Math.floor(seed / 2 ** 32) ^ (purposes[purpose] << 24), 0x9e3779b1) | 0;
    this.#c = index | 0;
    for (let round = 0; round < 12; round += 1) this.bits();
  }

  override bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
