import type { AccountInput } from '../services/accounts.js';
import type { CreatedKey } from '../services/keys.js';
import type { Simulator } from '../services/services.js';
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
  readonly #simulator: Simulator;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Makes an account with a user, data and a key of its own. Throws InvalidArgumentError, ConflictError. */
  async create(order: AccountInput = {}): Promise<CreatedAccount> {
    const account = await this.#simulator.accounts.create(order);
    return { account, ...(await this.#simulator.keys.create(account.id, 'First key')) };
  }

  async list(): Promise<Account[]> {
    return this.#simulator.accounts.list();
  }

  /** Throws NotFoundError. */
  async get(account?: AccountReference): Promise<Account> {
    return accountOf(this.#simulator, account);
  }
}

/** The API keys of accounts. */
export class Keys {
  readonly #simulator: Simulator;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Makes a key; its token is shown this once. Throws NotFoundError, InvalidArgumentError. */
  async create({
    name = 'Test key',
    account,
  }: {
    name?: string;
    account?: AccountReference;
  } = {}): Promise<CreatedKey> {
    return this.#simulator.keys.create((await accountOf(this.#simulator, account)).id, name);
  }

  /** Revoked ones too, the newest first. */
  async list({ account }: { account?: AccountReference } = {}): Promise<ApiKey[]> {
    return this.#simulator.keys.list((await accountOf(this.#simulator, account)).id);
  }

  /** Revokes a key, from this moment on. Throws NotFoundError. */
  async revoke(key: number | ApiKey): Promise<ApiKey> {
    return this.#simulator.keys.revoke(typeof key === 'number' ? key : key.id);
  }
}

/** The account that a reference names. Throws NotFoundError. */
export async function accountOf(simulator: Simulator, account?: AccountReference): Promise<Account> {
  return simulator.accounts.resolve(account === undefined ? undefined : String(account));
}

/** The id of the account's user. Throws NotFoundError; ConflictError for an account without a user. */
export async function userIdOf(simulator: Simulator, account?: AccountReference): Promise<number> {
  return simulator.accounts.userIdOf(account === undefined ? undefined : String(account));
}
