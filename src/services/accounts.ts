import type { Clock } from '../clock.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import type { Account } from '../store/accounts.js';
import type { Store } from '../store/store.js';
import { populateAccount } from '../world/populate-account.js';
import { checkedName } from './names.js';
import type { WorldService } from './world.js';

/** An account to be made, with a user and data of its own. */
export interface AccountInput {
  /** Made up when absent. */
  email?: string | undefined;
  name?: string | undefined;
  /** Raw cards; none when absent. */
  cards?: number | undefined;
  /** Completed gradings, each with a graded card of its own; none when absent. */
  gradings?: number | undefined;
  /** False for an account whose keys must get 403: it is no partner (contract §2). */
  usable?: boolean | undefined;
}

const MAX_ROWS = 100_000;

/** The dashboard accounts of the world. */
export class AccountService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #world: WorldService;

  constructor(store: Store, clock: Clock, world: WorldService) {
    this.#store = store;
    this.#clock = clock;
    this.#world = world;
  }

  /**
   * Makes an account with a user and data of its own, which no other account sees. Throws InvalidArgumentError for a
   * count or an email that cannot be, ConflictError for an email that is taken.
   */
  async create(order: AccountInput): Promise<Account> {
    const { cards = 0, gradings = 0, usable = true } = order;
    assertCount('cards', cards);
    assertCount('gradings', gradings);
    const { seed, anchor } = this.#world.current;
    return this.#store.transaction(async (tables) => {
      const createdAt = this.#clock.now();
      const userId = await tables.accounts.addUser(createdAt);
      const email =
        order.email === undefined ? `account-${userId}@partner.example` : checkedEmail(order.email);
      if ((await tables.accounts.findByEmail(email)) !== undefined) {
        throw new ConflictError(`There is an account ${email} already; choose another email.`);
      }
      const name = order.name === undefined ? `Account ${userId}` : checkedName('name', order.name);
      const role = usable ? 'partner' : 'member';
      const account = await tables.accounts.add({ email, name, role, userId, createdAt });
      await populateAccount(tables, { userId, seed, anchor, rawCards: cards, gradings });
      return account;
    });
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

  /** The user of an account, named as for `resolve`. Throws NotFoundError; ConflictError when it has no user. */
  async userIdOf(idOrEmail?: string): Promise<number> {
    const { userId, email } = await this.resolve(idOrEmail);
    if (userId !== null) return userId;
    throw new ConflictError(`The account ${email} has no user, so it has no cards, gradings and webhooks.`);
  }
}

function assertCount(field: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= MAX_ROWS) return;
  throw new InvalidArgumentError(
    field,
    `${field} must be a whole number from 0 to ${MAX_ROWS}; it is ${value}.`,
  );
}

function checkedEmail(value: string): string {
  const email = checkedName('email', value);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw new InvalidArgumentError(
    'email',
    `email must be an address such as dev@partner.example; it is "${email}".`,
  );
}
