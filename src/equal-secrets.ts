import { timingSafeEqual } from 'node:crypto';
import { sha256Hex } from './tokens.js';

/** Whether two secrets are equal, in a time that does not depend on where they differ or on their lengths. */
export function equalSecrets(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(left)), Buffer.from(sha256Hex(right)));
}
