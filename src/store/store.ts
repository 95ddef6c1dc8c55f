import { Accounts } from './accounts.js';
import { ApiKeys } from './api-keys.js';
import { Attempts } from './attempts.js';
import { Cards } from './cards.js';
import { Counts } from './counts.js';
import type { Database, RootDatabase } from './database.js';
import { Deliveries } from './deliveries.js';
import { readDump, type StoreDump, writeDump } from './dump.js';
import { Faults } from './faults.js';
import { Gradings } from './gradings.js';
import { Settings } from './settings.js';
import { tables } from './sqlite/migrations.js';
import { openSqlite } from './sqlite/sqlite-database.js';
import { WebhookTargets } from './webhook-targets.js';

/** The tables of the store. A transaction passes its own instance to the work that runs in it. */
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
  readonly counts: Counts;
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
    this.counts = new Counts(db);
  }

  /** Deletes all rows and restarts the ids at 1. */
  async clear(): Promise<void> {
    for (const table of tables) await this.#db.run(`DELETE FROM ${table}`);
    await this.#db.run('DELETE FROM sqlite_sequence');
  }

  /** Returns all rows and the state of the ids. */
  async dump(): Promise<StoreDump> {
    return readDump(this.#db);
  }

  /** Replaces the content of the store by a dump. */
  async load(dump: StoreDump): Promise<void> {
    await this.clear();
    await writeDump(this.#db, dump);
  }
}

/** The persistent state of the mock. */
export class Store extends Tables {
  readonly #root: RootDatabase;

  constructor(root: RootDatabase) {
    super(root);
    this.#root = root;
  }

  /** Runs `work` in a transaction, which is rolled back when `work` throws. */
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
