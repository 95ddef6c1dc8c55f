import { RandomNumbers } from '../../world/random-numbers.js';

/** Returns the FNV-1a hash of the UTF-16 code units: 32 bits, the same on every machine. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * Random numbers that depend only on the given texts (mulberry32). Each subject and purpose has its own, so that a
 * change in one drawing does not change another.
 */
export class PictureRandom extends RandomNumbers {
  #state: number;

  constructor(...seed: readonly (string | number | null)[]) {
    super();
    this.#state = hash32(seed.join('\u0001'));
  }

  override bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
