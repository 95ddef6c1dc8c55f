import type { Services } from '../../services/services.js';
import type { Account } from '../../store/accounts.js';
import type { ApiKey } from '../../store/api-keys.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Accounts and their keys. */
export function accountHandlers(
  services: Services,
): ControlHandlers<'listAccounts' | 'createAccount' | 'listKeys' | 'createKey' | 'revokeKey'> {
  const { accounts, keys } = services;
  return {
    listAccounts: async () => ({
      status: 200,
      body: { accounts: (await accounts.list()).map(formatAccount) },
    }),
    createAccount: async ({ body }) => {
      const account = await accounts.create(body);
      const { key, token } = await keys.create(account.id, 'First key');
      return { status: 201, body: { account: formatAccount(account), key: formatKey(key), token } };
    },
    listKeys: async ({ query }) => {
      const account = await accounts.resolve(query.account);
      return { status: 200, body: { keys: (await keys.list(account.id)).map(formatKey) } };
    },
    createKey: async ({ body: { name, account: reference } }) => {
      const account = await accounts.resolve(reference === undefined ? undefined : String(reference));
      const { key, token } = await keys.create(account.id, name);
      return { status: 201, body: { ...formatKey(key), token } };
    },
    revokeKey: async ({ path: { id } }) => ({ status: 200, body: formatKey(await keys.revoke(id)) }),
  };
}

/** An account as the control surface shows it. */
export function formatAccount({ id, email, name, role, userId, createdAt }: Account): Schema<'Account'> {
  return { id, email, name, role, userId, createdAt };
}

/** A key as the control surface shows it: without its hash. */
export function formatKey(key: ApiKey): Schema<'Key'> {
  const { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt } = key;
  return { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt };
}
