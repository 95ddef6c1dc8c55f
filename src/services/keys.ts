import type { Clock } from '../clock.js';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../store/api-keys.js';
import type { Store } from '../store/store.js';
import { generateApiToken, sha256Hex, tokenPrefix } from '../tokens.js';
import type { AccountService } from './accounts.js';
import { checkedName } from './names.js';

/** A key just made, with its token: the only time that the token exists outside the partner's hands. */
export interface CreatedKey {
  key: ApiKey;
  token: string;
}

/** What the portal's API-keys page does: create, list and revoke the keys of an account (contract §1). */
export class KeyService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #accounts: AccountService;

  constructor(store: Store, clock: Clock, accounts: AccountService) {
    this.#store = store;
    this.#clock = clock;
    this.#accounts = accounts;
  }

  /** Every key of the account, newest first. Throws NotFoundError for an unknown account. */
  async list(accountId: number): Promise<ApiKey[]> {
    const account = await this.#accounts.get(accountId);
    return this.#store.apiKeys.list(account.id);
  }

  /** Makes a key. Throws NotFoundError for an unknown account, InvalidArgumentError for a bad name. */
  async create(accountId: number, name: string): Promise<CreatedKey> {
    const account = await this.#accounts.get(accountId);
    const token = generateApiToken();
    const key = {
      accountId: account.id,
      name: checkedName('name', name),
      prefix: tokenPrefix(token),
      development: false,
      createdAt: this.#clock.now(),
    };
    return { key: await this.#store.apiKeys.add(key, sha256Hex(token)), token };
  }

  /**
   * Revokes a key, from this moment on; a second time changes nothing. With `accountId`, only a key of that account.
   * Throws NotFoundError for an unknown key.
   */
  async revoke(keyId: number, accountId?: number): Promise<ApiKey> {
    await this.#store.apiKeys.revoke(keyId, this.#clock.now(), accountId);
    return this.get(keyId, accountId);
  }

  /** A key, revoked or not. With `accountId`, only a key of that account. Throws NotFoundError. */
  async get(keyId: number, accountId?: number): Promise<ApiKey> {
    const key = await this.#store.apiKeys.find(keyId);
    if (key === undefined || (accountId !== undefined && key.accountId !== accountId)) {
      throw new NotFoundError(
        `There is no API key with id ${keyId}. \`chck keys list\` shows those that exist.`,
      );
    }
    return key;
  }
}
