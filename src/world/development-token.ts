import { createHmac } from 'node:crypto';
import { generateApiToken } from '../tokens.js';

/**
 * The token of a world's key: it has the form of a real one (contract §1) but follows from the seed, the account and
 * the key's place in it, so it survives restarts and is the same on every machine. Whoever knows the seed knows it.
 */
export function developmentToken(seed: number, accountEmail: string, index: number): string {
  const digest = createHmac('sha512', 'chck development token')
    .update(JSON.stringify([seed, accountEmail, index]))
    .digest();
  return generateApiToken((size) => digest.subarray(0, size));
}
