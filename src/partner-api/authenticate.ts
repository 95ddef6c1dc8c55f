import type { Credential } from '../store/api-keys.js';
import type { Store } from '../store/store.js';
import { parseBearer, sha256Hex } from '../tokens.js';
import type { Caller } from './call.js';
import { ApiError } from './errors.js';

/** Finds the key of the request's token, by the token's hash (contract §2). Throws ApiError when there is none. */
export async function findCredential(store: Store, authorization: string | undefined): Promise<Credential> {
  const token = parseBearer(authorization);
  if (token === null) throw new ApiError('missing_credentials', missingReason(authorization));
  const credential = await store.apiKeys.findCredential(sha256Hex(token));
  if (credential !== undefined) return credential;
  throw new ApiError(
    'invalid_credentials',
    'No API key has this token. A token is shown once, when its key is created. Create a new key with `chck keys create NAME`.',
  );
}

/**
 * The caller that a key identifies. Throws ApiError for a revoked key, and for one whose account is not a partner with a
 * user (contract §2). `isTokenAccepted` is asked about development keys only: when the mock is reachable beyond loopback,
 * tokens that follow from the seed are refused, since they are not secret.
 */
export function callerOf(credential: Credential, isTokenAccepted: () => boolean): Caller {
  const { keyPrefix, revokedAt, development, role, userId } = credential;
  if (revokedAt !== null) {
    throw new ApiError('invalid_credentials', `The API key ${keyPrefix}… was revoked at ${revokedAt}.`);
  }
  if (development && !isTokenAccepted()) {
    throw new ApiError(
      'invalid_credentials',
      'Development tokens follow from the seed and are refused while the mock is reachable beyond loopback. Create a key with `chck keys create NAME`.',
    );
  }
  if (role !== 'partner' || userId === null) {
    const missing = role === 'partner' ? 'it has no user' : `its role is ${role}`;
    throw new ApiError('key_not_usable', `The key's account must be a partner with a user; ${missing}.`);
  }
  return { ...credential, userId };
}

function missingReason(authorization: string | undefined): string {
  const expected = 'send `Authorization: Bearer shbx_…`';
  if (authorization === undefined) return `There is no Authorization header; ${expected}.`;
  const scheme = /^(\S+)(\s|$)/.exec(authorization)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'bearer') return `The Authorization header has the scheme Bearer but no token; ${expected}.`;
  if (scheme.startsWith('shbx_')) return `The Authorization header has a token but no scheme; ${expected}.`;
  return `The Authorization header does not have the scheme Bearer; ${expected}.`;
}
