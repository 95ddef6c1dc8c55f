import type { Clock } from '../clock.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import { Listeners } from '../listeners.js';
import type { ApiKey } from '../store/api-keys.js';
import type { Store, Tables } from '../store/store.js';
import { isTokenForm, sha256Hex, TOKEN_WORDS, tokenPrefix } from '../tokens.js';
import { type CreatedKey, createKey } from './create-key.js';
import { type AccountOption, findAccount } from './find-account.js';
import { checkedName } from './names.js';

export interface KeyInput extends AccountOption {
  /** The partner's own label, 1 to 100 characters (contract §1). Default: `API key`. */
  name?: string | undefined;
  /** The token: `shbx_` and 64 characters of base64url. Default: a random one. Not for secrets: it is known beforehand. */
  token?: string | undefined;
}

/** The API keys of accounts (contract §1). */
export class KeyService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #changes = new Listeners();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Every key of an account, revoked ones too, the newest first. Throws NotFoundError. */
  async list({ account }: AccountOption = {}): Promise<ApiKey[]> {
    const { id } = await findAccount(this.#store, account);
    return this.#store.apiKeys.list(id);
  }

  /** Creates a key. Throws NotFoundError, InvalidArgumentError, and ConflictError when a key has the given token. */
  async create({ name = 'API key', account, token }: KeyInput = {}): Promise<CreatedKey> {
    const checked = checkedName('name', name);
    if (token !== undefined && !isTokenForm(token)) {
      throw new InvalidArgumentError('token', `token must be ${TOKEN_WORDS}.`);
    }
    const created = await this.#store.transaction(async (tables) => {
      if (token !== undefined && (await tables.apiKeys.findCredential(sha256Hex(token))) !== undefined) {
        throw new ConflictError(`There is a key with the token ${tokenPrefix(token)}… already.`);
      }
      const { id } = await findAccount(tables, account);
      return createKey(tables, { accountId: id, name: checked, createdAt: this.#clock.now(), token });
    });
    this.#changes.emit();
    return created;
  }

  /** A key, revoked or not; with `account`, only a key of that account. Throws NotFoundError. */
  async get(id: number, options: AccountOption = {}): Promise<ApiKey> {
    return findKey(this.#store, id, options);
  }

  /**
   * Revokes a key, from this moment on; a second time changes nothing. With `account`, only a key of that account.
   * Throws NotFoundError.
   */
  async revoke(id: number, options: AccountOption = {}): Promise<ApiKey> {
    const revoked = await this.#store.transaction(async (tables) => {
      await findKey(tables, id, options);
      await tables.apiKeys.revoke(id, this.#clock.now());
      return findKey(tables, id, options);
    });
    this.#changes.emit();
    return revoked;
  }

  /** Calls `listener` after a key was created or revoked. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }
}

async function findKey(tables: Tables, id: number, { account }: AccountOption): Promise<ApiKey> {
  const key = await tables.apiKeys.find(id);
  const accountId = account === undefined ? key?.accountId : (await findAccount(tables, account)).id;
  if (key !== undefined && key.accountId === accountId) return key;
  throw new NotFoundError(`There is no API key with id ${id}. \`chck keys list\` shows those that exist.`);
}
