import { createHash, hash as oneShotHash, randomBytes } from 'node:crypto';

const TOKEN_SCHEME = 'shbx_';
const TOKEN_BODY_BYTES = 48;
const DISPLAY_PREFIX_LENGTH = 12;
const SCHEME = 'bearer ';

/** A new API token: `shbx_` and 48 random bytes in base64url, 69 characters in all (contract §1, seed). */
export function generateApiToken(random: (size: number) => Buffer = randomBytes): string {
  return TOKEN_SCHEME + random(TOKEN_BODY_BYTES).toString('base64url');
}

/** The form of a token. Ends the sentence "… must be". */
export const TOKEN_WORDS =
  "shbx_ and 64 characters of base64url, such as the output of `echo shbx_$(openssl rand -base64 48 | tr '+/' '-_')`";

/** Whether a text has the form of a token: `shbx_` and 64 characters of base64url. */
export function isTokenForm(text: string): boolean {
  return /^shbx_[\w-]{64}$/.test(text);
}

/** SHA-256 of a text as 64 lower-case hex digits; for a token, the only form that is stored (contract §1, seed). */
export const sha256Hex: (text: string) => string =
  typeof oneShotHash === 'function'
    ? (text) => oneShotHash('sha256', text, 'hex')
    : (text) => createHash('sha256').update(text).digest('hex');

/** The first 12 characters of a token, which are stored and shown so that people recognise a key (contract §1, seed). */
export function tokenPrefix(token: string): string {
  return token.slice(0, DISPLAY_PREFIX_LENGTH);
}

/**
 * The token of an `Authorization` header, or null when there is none: no header, another scheme, no scheme, or an
 * empty token. The scheme is case-insensitive (contract §2, documented); extra spaces after it are tolerated (§10).
 */
export function parseBearer(authorization = ''): string | null {
  // By hand, in linear time: a regular expression for this needs quadratic time for many spaces.
  if (authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return null;
  const token = trimSpaces(authorization.slice(SCHEME.length));
  return token === '' || /^\s/.test(token) ? null : token;
}

function trimSpaces(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return text.slice(start, end);
}
