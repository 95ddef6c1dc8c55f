import type { ApiKey } from '../store/api-keys.js';
import type { Tables } from '../store/store.js';
import { generateApiToken, sha256Hex, tokenPrefix } from '../tokens.js';

/** A new key with its token. The token is not stored and cannot be shown again. */
export interface CreatedKey {
  key: ApiKey;
  token: string;
}

/** Adds a key with a new token to an account. */
export async function createKey(
  { apiKeys }: Tables,
  { accountId, name, createdAt }: Pick<ApiKey, 'accountId' | 'name' | 'createdAt'>,
): Promise<CreatedKey> {
  const token = generateApiToken();
  const row = { accountId, name, prefix: tokenPrefix(token), development: false, createdAt };
  return { key: await apiKeys.add(row, sha256Hex(token)), token };
}
