import type { Services } from '../../services/services.js';
import type { Account } from '../../store/accounts.js';
import type { ApiKey } from '../../store/api-keys.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Accounts and their keys. */
export function accountHandlers({
  accounts,
  keys,
}: Services): ControlHandlers<'listAccounts' | 'createAccount' | 'listKeys' | 'createKey' | 'revokeKey'> {
  return {
    listAccounts: async () => ({
      status: 200,
      body: { accounts: (await accounts.list()).map(formatAccount) },
    }),
    createAccount: async ({ body }) => {
      const { account, key, token } = await accounts.create(body);
      return { status: 201, body: { account: formatAccount(account), key: formatKey(key), token } };
    },
    listKeys: async ({ query }) => ({
      status: 200,
      body: { keys: (await keys.list(query)).map(formatKey) },
    }),
    createKey: async ({ body }) => {
      const { key, token } = await keys.create(body);
      return { status: 201, body: { ...formatKey(key), token } };
    },
    revokeKey: async ({ path: { id } }) => ({ status: 200, body: formatKey(await keys.revoke(id)) }),
  };
}

/** An account as `/_mock` returns it. */
export function formatAccount({ id, email, name, role, userId, createdAt }: Account): Schema<'Account'> {
  return { id, email, name, role, userId, createdAt };
}

/** A key as `/_mock` returns it: without its hash. */
export function formatKey(key: ApiKey): Schema<'Key'> {
  const { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt } = key;
  return { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt };
}
