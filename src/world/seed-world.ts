import type { Account } from '../store/accounts.js';
import type { ApiKey } from '../store/api-keys.js';
import type { Store, Tables } from '../store/store.js';
import { sha256Hex, tokenPrefix } from '../tokens.js';
import { developmentToken } from './development-token.js';
import { type Populated, type Progress, populateAccount } from './populate-account.js';
import { writeRecords } from './records.js';
import { type AccountDefinition, defaultKeys, type WorldDefinition } from './world-definition.js';
import { WorldError } from './world-error.js';

/** Options of writing a world. */
export interface SeedOptions {
  /** An integer. The same seed gives the same world, byte for byte. */
  seed: number;
  /**
   * Whether a large world is written without the indexes of sorted lists, which are created afterwards. That is twice as
   * fast, and nothing else runs while an index is created, so it is for a mock that does not serve yet. Default: true.
   */
  inBulk?: boolean;
  /** Called after each batch of cards. `total` is the number of cards of the whole world. */
  onProgress?: (progress: Progress) => void;
}

/** An account that was written, with its keys in the order of the world file. */
export interface SeededAccount extends Account, Populated {
  /** The tokens depend on the seed and are not secret. */
  keys: (ApiKey & { token: string })[];
}

/** The result of writing a world. */
export interface WorldSummary extends Populated {
  name: string;
  seed: number;
  anchor: string;
  accounts: SeededAccount[];
}

/** The indices of each account start at a multiple of this, so that one more card in an account does not change the ids of the next account. */
const INDEX_BLOCK = 10_000;
/** The number of cards from which a world is written in bulk. */
const BULK = 5000;
const YEAR_MS = 365 * 86_400_000;

/** Writes a world into an empty store in one transaction. Throws WorldError when the store is not empty. */
export async function seedWorld(
  store: Store,
  world: WorldDefinition,
  options: SeedOptions,
): Promise<WorldSummary> {
  return store.transaction((tables) => writeWorld(tables, world, options));
}

/** Writes a world in the caller's transaction. */
export async function writeWorld(
  tables: Tables,
  world: WorldDefinition,
  options: SeedOptions,
): Promise<WorldSummary> {
  if ((await tables.accounts.list()).length > 0) {
    throw new WorldError(
      'store_not_empty',
      `The world ${world.name} needs an empty store. Reset the store first.`,
    );
  }
  const { seed, inBulk = true, onProgress } = options;
  const total = world.accounts.reduce((sum, account) => sum + cardCount(account), 0);
  const accounts: SeededAccount[] = [];
  let done = 0;
  let firstIndex = { card: 0, grading: 0 };
  for (const definition of world.accounts) {
    const account = await addAccount(tables, world, definition);
    const keys = await addKeys(tables, account, definition, { seed, anchor: world.anchor });
    const { userId } = account;
    const { records } = definition;
    const populate = async () => {
      if (userId === null) return { cards: 0, gradings: 0 };
      return records !== undefined
        ? writeRecords(tables, userId, records)
        : populateAccount(tables, {
            ...definition,
            userId,
            seed,
            anchor: world.anchor,
            firstIndex,
            onProgress: (progress) => onProgress?.({ done: done + progress.done, total }),
          });
    };
    const isBulk = inBulk && cardCount(definition) >= BULK;
    const populated = isBulk ? await tables.cards.inBulk(populate) : await populate();
    done += populated.cards;
    firstIndex = {
      card: nextBlock(firstIndex.card + populated.cards),
      grading: nextBlock(firstIndex.grading + populated.gradings),
    };
    accounts.push({ ...account, ...populated, keys });
  }
  const gradings = accounts.reduce((sum, account) => sum + account.gradings, 0);
  return { name: world.name, seed, anchor: world.anchor, accounts, cards: done, gradings };
}

function nextBlock(index: number): number {
  return Math.ceil((index + 1) / INDEX_BLOCK) * INDEX_BLOCK;
}

/** Returns the number of cards of an account. */
function cardCount({ rawCards = 0, gradings = 0, cards = [], records }: AccountDefinition): number {
  if (records !== undefined) return records.cards.length;
  const counts = typeof gradings === 'number' ? { full: gradings } : gradings;
  const { full = 0, twoImage = 0, failed = 0, inProgress = 0, submitted = 0, abandoned = 0 } = counts;
  return rawCards + full + twoImage + failed + inProgress + submitted + abandoned + cards.length;
}

async function addAccount(
  tables: Tables,
  world: WorldDefinition,
  definition: AccountDefinition,
): Promise<Account> {
  const createdAt = beforeHistory(world.anchor);
  const userId = definition.user === false ? null : await tables.accounts.addUser(createdAt);
  const { email, name = email, role = 'partner' } = definition;
  const account = await tables.accounts.add({ email, name, role, userId, createdAt });
  for (const { outcome, url } of definition.webhookTargets ?? []) {
    if (userId !== null) await tables.webhookTargets.add({ userId, outcome, url, createdAt: world.anchor });
  }
  return account;
}

async function addKeys(
  tables: Tables,
  account: Account,
  { keys = defaultKeys }: AccountDefinition,
  { seed, anchor }: { seed: number; anchor: string },
): Promise<SeededAccount['keys']> {
  const added: SeededAccount['keys'] = [];
  for (const [index, { name, revoked }] of keys.entries()) {
    const token = developmentToken(seed, account.email, index);
    const row = { accountId: account.id, name, prefix: tokenPrefix(token), development: true };
    const key = await tables.apiKeys.add({ ...row, createdAt: account.createdAt }, sha256Hex(token));
    const revokedAt = revoked === true ? anchor : null;
    if (revokedAt !== null) await tables.apiKeys.revoke(key.id, revokedAt);
    added.push({ ...key, revokedAt, token });
  }
  return added;
}

/** Returns the creation time of accounts and keys: before all of their cards and gradings. */
function beforeHistory(anchor: string): string {
  return new Date(Date.parse(anchor) - 2 * YEAR_MS).toISOString();
}
