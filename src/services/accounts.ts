import type { Clock } from '../clock.js';
import { ConflictError, InvalidArgumentError } from '../errors.js';
import type { Account } from '../store/accounts.js';
import type { Store } from '../store/store.js';
import type { CurrentWorld } from '../world/current-world.js';
import { populateAccount } from '../world/populate-account.js';
import { type CreatedKey, createKey } from './create-key.js';
import { type AccountReference, findAccount } from './find-account.js';
import { checkedName } from './names.js';
import { assertWholeNumber } from './whole-number.js';

/** An account to create, with a user and data of its own. */
export interface AccountInput {
  /** Default: an address generated from the id of its user. */
  email?: string | undefined;
  /** Default: a name generated from the id of its user. */
  name?: string | undefined;
  /** The number of raw cards. Default: 0. */
  cards?: number | undefined;
  /** The number of completed gradings, each with a graded card of its own. Default: 0. */
  gradings?: number | undefined;
  /** False for an account that is no partner, whose keys get 403 (contract §2). Default: true. */
  usable?: boolean | undefined;
}

/** A new account with its first key and that key's token. */
export interface CreatedAccount extends CreatedKey {
  account: Account;
}

const MAX_ROWS = 100_000;

/** The dashboard accounts. Each has a user and data that no other account sees. */
export class AccountService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #world: CurrentWorld;

  constructor(store: Store, clock: Clock, world: CurrentWorld) {
    this.#store = store;
    this.#clock = clock;
    this.#world = world;
  }

  /**
   * Creates an account with its user, data and first key. Throws InvalidArgumentError for a value out of range,
   * ConflictError for an email that is taken.
   */
  async create(input: AccountInput = {}): Promise<CreatedAccount> {
    const { cards = 0, gradings = 0, usable = true } = input;
    assertWholeNumber('cards', cards, 0, MAX_ROWS);
    assertWholeNumber('gradings', gradings, 0, MAX_ROWS);
    return this.#store.transaction(async (tables) => {
      const { seed, anchor } = this.#world;
      const createdAt = this.#clock.now();
      const userId = await tables.accounts.addUser(createdAt);
      const email =
        input.email === undefined ? `account-${userId}@partner.example` : checkedEmail(input.email);
      if ((await tables.accounts.findByEmail(email)) !== undefined) {
        throw new ConflictError(`There is an account ${email} already; choose another email.`);
      }
      const name = input.name === undefined ? `Account ${userId}` : checkedName('name', input.name);
      const role = usable ? 'partner' : 'member';
      const account = await tables.accounts.add({ email, name, role, userId, createdAt });
      await populateAccount(tables, { userId, seed, anchor, rawCards: cards, gradings });
      const created = await createKey(tables, { accountId: account.id, name: 'First key', createdAt });
      return { account, ...created };
    });
  }

  async list(): Promise<Account[]> {
    return this.#store.accounts.list();
  }

  /** An account by id or email. Default: the first account of the world. Throws NotFoundError. */
  async get(account?: AccountReference): Promise<Account> {
    return findAccount(this.#store, account);
  }
}

function checkedEmail(value: string): string {
  const email = checkedName('email', value);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw new InvalidArgumentError(
    'email',
    `email must be an address such as dev@partner.example; it is "${email}".`,
  );
}
