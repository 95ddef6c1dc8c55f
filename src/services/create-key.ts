import type { ApiKey } from '../store/api-keys.js';
import type { Tables } from '../store/store.js';
import { generateApiToken, sha256Hex, tokenPrefix } from '../tokens.js';

/** A new key with its token. The token is not stored and cannot be shown again. */
export interface CreatedKey {
  key: ApiKey;
  token: string;
}

/** A key to add. Default of its token: a new one. */
type NewKey = Pick<ApiKey, 'accountId' | 'name' | 'createdAt'> & { token?: string | undefined };

/** Adds a key to an account. */
export async function createKey(
  { apiKeys }: Tables,
  { accountId, name, createdAt, token = generateApiToken() }: NewKey,
): Promise<CreatedKey> {
  const row = { accountId, name, prefix: tokenPrefix(token), development: false, createdAt };
  return { key: await apiKeys.add(row, sha256Hex(token)), token };
}
