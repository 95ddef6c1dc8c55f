import { ConflictError, NotFoundError } from '../errors.js';
import type { Account } from '../store/accounts.js';
import type { Tables } from '../store/store.js';

/** An account's id or email. */
export type AccountReference = number | string;

/** Names the account of an operation. */
export interface AccountOption {
  /** Default: the first account of the world. */
  account?: AccountReference | undefined;
}

/** An account by id or email. Default: the first account of the world. Throws NotFoundError. */
export async function findAccount({ accounts }: Tables, reference?: AccountReference): Promise<Account> {
  const isId = typeof reference === 'number' || /^\d+$/.test(reference ?? '');
  if (reference === undefined) {
    const [first] = await accounts.list();
    if (first !== undefined) return first;
    throw new NotFoundError('This world has no account. Create one with `chck accounts create`.');
  }
  const account = isId
    ? await accounts.find(Number(reference))
    : await accounts.findByEmail(String(reference));
  if (account !== undefined) return account;
  throw new NotFoundError(
    `There is no account ${isId ? `with id ${reference}` : reference}. \`chck accounts list\` shows those that exist.`,
  );
}

/** The user of an account. Throws NotFoundError, and ConflictError for an account without a user. */
export async function findUserId(tables: Tables, reference?: AccountReference): Promise<number> {
  const { userId, email } = await findAccount(tables, reference);
  if (userId !== null) return userId;
  throw new ConflictError(`The account ${email} has no user, so it has no cards, gradings and webhooks.`);
}
