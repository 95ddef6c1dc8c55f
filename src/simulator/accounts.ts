import type { Account } from '../store/accounts.js';
import type { Store } from '../store/store.js';
import { NotFoundError } from './errors.js';

/** The dashboard accounts of the world. */
export class AccountDesk {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async list(): Promise<Account[]> {
    return this.#store.accounts.list();
  }

  /** An account by its id. Throws NotFoundError. */
  async get(id: number): Promise<Account> {
    const account = await this.#store.accounts.find(id);
    if (account === undefined) {
      throw new NotFoundError(
        `There is no account with id ${id}. \`chck accounts list\` shows those that exist.`,
      );
    }
    return account;
  }

  /** An account by its id or its email, or the first of the world when neither is given. Throws NotFoundError. */
  async resolve(idOrEmail?: string): Promise<Account> {
    if (idOrEmail === undefined) {
      const [first] = await this.list();
      if (first === undefined)
        throw new NotFoundError('This world has no account. `chck reset` makes it anew.');
      return first;
    }
    if (/^\d+$/.test(idOrEmail)) return this.get(Number(idOrEmail));
    const account = await this.#store.accounts.findByEmail(idOrEmail);
    if (account === undefined) {
      throw new NotFoundError(
        `There is no account ${idOrEmail}. \`chck accounts list\` shows those that exist.`,
      );
    }
    return account;
  }
}
