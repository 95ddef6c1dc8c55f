import { createHmac } from 'node:crypto';
import { generateApiToken } from '../tokens.js';

/**
 * Returns the token of a key in a world. It has the form of a real token (contract §1) and depends only on the seed, the
 * account and the index of the key, so it is the same after a restart and on every machine. It is not a secret.
 */
export function developmentToken(seed: number, accountEmail: string, index: number): string {
  const digest = createHmac('sha512', 'chck development token')
    .update(JSON.stringify([seed, accountEmail, index]))
    .digest();
  return generateApiToken((size) => digest.subarray(0, size));
}
