import type { AccountInput } from '../services/accounts.js';
import type { CreatedKey } from '../services/keys.js';
import type { Services } from '../services/services.js';
import type { Account } from '../store/accounts.js';
import type { ApiKey } from '../store/api-keys.js';

/** An account's id or email; the first account of the world where it is left out. */
export type AccountReference = number | string;

/** An account just made, with its first key and that key's token, which is shown this once. */
export interface CreatedAccount extends CreatedKey {
  account: Account;
}

/** The dashboard accounts: each is a world of its own, which no other sees. */
export class Accounts {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Makes an account with a user, data and a key of its own. Throws InvalidArgumentError, ConflictError. */
  async create(order: AccountInput = {}): Promise<CreatedAccount> {
    const account = await this.#services.accounts.create(order);
    return { account, ...(await this.#services.keys.create(account.id, 'First key')) };
  }

  async list(): Promise<Account[]> {
    return this.#services.accounts.list();
  }

  /** Throws NotFoundError. */
  async get(account?: AccountReference): Promise<Account> {
    return accountOf(this.#services, account);
  }
}

/** The API keys of accounts. */
export class Keys {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Makes a key; its token is shown this once. Throws NotFoundError, InvalidArgumentError. */
  async create({
    name = 'Test key',
    account,
  }: {
    name?: string;
    account?: AccountReference;
  } = {}): Promise<CreatedKey> {
    return this.#services.keys.create((await accountOf(this.#services, account)).id, name);
  }

  /** Revoked ones too, the newest first. */
  async list({ account }: { account?: AccountReference } = {}): Promise<ApiKey[]> {
    return this.#services.keys.list((await accountOf(this.#services, account)).id);
  }

  /** Revokes a key, from this moment on. Throws NotFoundError. */
  async revoke(key: number | ApiKey): Promise<ApiKey> {
    return this.#services.keys.revoke(typeof key === 'number' ? key : key.id);
  }
}

/** The account that a reference names. Throws NotFoundError. */
export async function accountOf(services: Services, account?: AccountReference): Promise<Account> {
  return services.accounts.resolve(account === undefined ? undefined : String(account));
}

/** The id of the account's user. Throws NotFoundError; ConflictError for an account without a user. */
export async function userIdOf(services: Services, account?: AccountReference): Promise<number> {
  return services.accounts.userIdOf(account === undefined ? undefined : String(account));
}
