import { SeededRandom } from './seeded-random.js';

/**
 * The first ids of generated rows. The ranges do not overlap: a client that confuses two kinds of ids gets a 404, not
 * another object.
 */
export const firstIds = { card: 2_000_001, userCard: 7_000_001, uniqueIdentifier: 40_000_001 } as const;

/** Returns the id of a grading: a version 4 UUID that depends on the seed and the grading's `unique_identifier`. */
export function gradingId(seed: number, uniqueIdentifier: number): string {
  const random = new SeededRandom(seed, 'gradingId', uniqueIdentifier);
  const hex = [random.bits(), random.bits(), random.bits(), random.bits()]
    .map((bits) => bits.toString(16).padStart(8, '0'))
    .join('');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const slugLetters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const SLUG_LENGTH = 12;

/** Returns the share slug of a user's card. It depends on the seed and the card's id. */
export function shareSlug(seed: number, userCardId: number): string {
  const random = new SeededRandom(seed, 'shareSlug', userCardId);
  let slug = '';
  for (let index = 0; index < SLUG_LENGTH; index += 1) {
    slug += slugLetters.charAt(random.integer(0, slugLetters.length - 1));
  }
  return slug;
}
