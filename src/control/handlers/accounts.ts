import type { AccountOrder } from '../../simulator/accounts.js';
import type { Simulator } from '../../simulator/simulator.js';
import type { Account } from '../../store/accounts.js';
import type { ApiKey } from '../../store/api-keys.js';
import type { ControlHandler } from '../router.js';

/** Accounts and their keys. */
export function accountHandlers(simulator: Simulator) {
  const { accounts, keys } = simulator;
  return {
    listAccounts: async () => ({
      status: 200,
      body: { accounts: (await accounts.list()).map(formatAccount) },
    }),
    createAccount: async ({ body }) => {
      const account = await accounts.create(body as AccountOrder);
      const { key, token } = await keys.create(account.id, 'First key');
      return { status: 201, body: { account: formatAccount(account), key: formatKey(key), token } };
    },
    listKeys: async ({ query }) => {
      const account = await accounts.resolve(referenceOf(query.account));
      return { status: 200, body: { keys: (await keys.list(account.id)).map(formatKey) } };
    },
    createKey: async ({ body }) => {
      const account = await accounts.resolve(referenceOf(body.account));
      const { key, token } = await keys.create(account.id, String(body.name));
      return { status: 201, body: { ...formatKey(key), token } };
    },
    revokeKey: async ({ path }) => ({ status: 200, body: formatKey(await keys.revoke(Number(path.id))) }),
  } satisfies Record<string, ControlHandler>;
}

/** An account's id or email, as a request has it. */
export function referenceOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** An account as the control surface shows it. */
export function formatAccount({ id, email, name, role, userId, createdAt }: Account) {
  return { id, email, name, role, userId, createdAt };
}

/** A key as the control surface shows it: without its hash. */
export function formatKey(key: ApiKey) {
  const { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt } = key;
  return { id, accountId, name, prefix, development, createdAt, lastUsedAt, revokedAt };
}
