import { Accounts } from './accounts.js';
import { ApiKeys } from './api-keys.js';
import { Attempts } from './attempts.js';
import { Calls } from './calls.js';
import { Cards } from './cards.js';
import { Counts } from './counts.js';
import type { Database, RootDatabase, StoreDump } from './database.js';
import { Deliveries } from './deliveries.js';
import { Faults } from './faults.js';
import { Gradings } from './gradings.js';
import { Settings } from './settings.js';
import type { SharedSnapshots, Sharing } from './sharing.js';
import { openSqlite } from './sqlite/open-sqlite.js';
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
  readonly calls: Calls;
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
    this.calls = new Calls(db);
  }

  /** Deletes all rows and restarts the ids at 1. */
  clear(): Promise<void> {
    return this.#db.clear();
  }

  /** Returns all rows and the state of the ids. */
  dump(): Promise<StoreDump> {
    return this.#db.dump();
  }

  /** The snapshots of a store that several instances share. Undefined for any other. */
  get snapshots(): SharedSnapshots | undefined {
    return this.#db.snapshots;
  }

  /** Replaces the content of the store by a dump. */
  async load(dump: StoreDump): Promise<void> {
    await this.#db.clear();
    await this.#db.load(dump);
  }
}

/** The persistent state of the mock. */
export class Store extends Tables {
  readonly #root: RootDatabase;
  /** The tables of each connection that has run a transaction. */
  readonly #tables = new WeakMap<Database, Tables>();

  constructor(root: RootDatabase) {
    super(root);
    this.#root = root;
  }

  /** Runs `work` in a transaction, which is rolled back when `work` throws. */
  transaction<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result> {
    return this.#root.transaction((tx) => work(this.#tablesOf(tx)));
  }

  /** Undefined when no other instance can use the store. */
  get sharing(): Sharing | undefined {
    return this.#root.sharing;
  }

  /**
   * Sets the function that reads again what this instance keeps in memory of the tables, when another instance changed
   * it. It returns the function that puts it in place. `isReplaced`: all rows were replaced.
   */
  onStale(reload: (tables: Tables, isReplaced: boolean) => Promise<() => void>): void {
    this.#root.onStale?.((db, isReplaced) => reload(this.#tablesOf(db), isReplaced));
  }

  /** Throws DatabaseUnavailableError when the database server cannot be reached. */
  ping(): Promise<void> {
    return this.#root.ping();
  }

  close(): Promise<void> {
    return this.#root.close();
  }

  /** Closes the store after a start that failed: files and folders that opening it created are removed. */
  discard(): Promise<void> {
    return this.#root.discard?.() ?? this.#root.close();
  }

  #tablesOf(tx: Database): Tables {
    let tables = this.#tables.get(tx);
    if (tables === undefined) {
      tables = new Tables(tx);
      this.#tables.set(tx, tables);
    }
    return tables;
  }
}

/** Opens the store in a file, or in memory when no file is given. Throws DatabaseUnusableError. */
export async function openStore(file?: string): Promise<Store> {
  return new Store(await openSqlite(file));
}

/**
 * Opens the store in a schema of a PostgreSQL database. Default schema: that of the URL, or `chck`. Throws DatabaseUnusableError.
 */
export async function openPostgresStore(url: string, schema?: string): Promise<Store> {
  const { openPostgres } = await import('./postgres/open-postgres.js');
  return new Store(await openPostgres(url, { schema }));
}
