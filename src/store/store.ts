import { Accounts } from './accounts.js';
import { ApiKeys } from './api-keys.js';
import { Attempts } from './attempts.js';
import { Cards } from './cards.js';
import type { Database, RootDatabase } from './database.js';
import { Deliveries } from './deliveries.js';
import { readDump, type StoreDump, writeDump } from './dump.js';
import { Faults } from './faults.js';
import { Gradings } from './gradings.js';
import { tables } from './migrations.js';
import { Settings } from './settings.js';
import { openSqlite } from './sqlite.js';
import { Tallies } from './tallies.js';
import { WebhookTargets } from './webhook-targets.js';

/** Everything that the mock remembers, by table. Inside a transaction the same tables are reached through it. */
export class Tables {
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly cards: Cards;
  readonly gradings: Gradings;
  readonly webhookTargets: WebhookTargets;
  readonly deliveries: Deliveries;
  readonly attempts: Attempts;
  readonly faults: Faults;
  readonly settings: Settings;
  readonly tallies: Tallies;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.accounts = new Accounts(db);
    this.apiKeys = new ApiKeys(db);
    this.cards = new Cards(db);
    this.gradings = new Gradings(db);
    this.webhookTargets = new WebhookTargets(db);
    this.deliveries = new Deliveries(db);
    this.attempts = new Attempts(db);
    this.faults = new Faults(db);
    this.settings = new Settings(db);
    this.tallies = new Tallies(db);
  }

  /** Forgets everything, the numbering of ids included. */
  async clear(): Promise<void> {
    for (const table of tables) await this.#db.run(`DELETE FROM ${table}`);
    await this.#db.run('DELETE FROM sqlite_sequence');
  }

  /** Everything that is remembered now. */
  async dump(): Promise<StoreDump> {
    return readDump(this.#db);
  }

  /** Forgets everything and remembers what a dump of this store holds instead. */
  async load(dump: StoreDump): Promise<void> {
    await this.clear();
    await writeDump(this.#db, dump);
  }
}

/** The one owner of the mock's state. */
export class Store extends Tables {
  readonly #root: RootDatabase;

  constructor(root: RootDatabase) {
    super(root);
    this.#root = root;
  }

  /** Does several things as one: all of them, or none when `work` throws. */
  async transaction<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result> {
    return this.#root.transaction((tx) => work(new Tables(tx)));
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}

/** Opens the store in a file, or in memory when no file is given. Throws DatabaseUnusableError. */
export async function openStore(file?: string): Promise<Store> {
  return new Store(await openSqlite(file));
}
