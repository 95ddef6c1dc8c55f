import type {
  BulkUpdate,
  Database,
  Dialect,
  RootDatabase,
  SqlValue,
  Statement,
  StoreDump,
} from '../../src/store/database.js';

type Check = (statement: string) => void;

/** Calls `check` before each statement. */
class CheckedDatabase implements Database {
  readonly #database: Database;
  readonly #check: Check;

  constructor(database: Database, check: Check) {
    this.#database = database;
    this.#check = check;
  }

  get dialect(): Dialect {
    return this.#database.dialect;
  }

  prepare<Row>(sql: string): Statement<Row>;
  prepare<Row, Result>(sql: string, convert: (row: Row) => Result): Statement<Result>;
  prepare<Row>(sql: string, convert: (row: Row) => unknown = (row) => row): Statement<unknown> {
    const statement = this.#database.prepare(sql, convert);
    const check = this.#check;
    return {
      async get(values) {
        check(sql);
        return statement.get(values);
      },
      async all(values) {
        check(sql);
        return statement.all(values);
      },
      async json(values) {
        check(sql);
        return statement.json(values);
      },
      async run(values) {
        check(sql);
        return statement.run(values);
      },
    };
  }

  async insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    this.#check(`INSERT INTO ${table}`);
    return this.#database.insertMany(table, columns, rows);
  }

  async updateMany(update: BulkUpdate, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    this.#check(`UPDATE ${update.table}`);
    return this.#database.updateMany(update, rows);
  }

  async withoutIndexes<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
    return this.#database.withoutIndexes(table, work);
  }

  async clear(): Promise<void> {
    this.#check('CLEAR');
    return this.#database.clear();
  }

  async dump(): Promise<StoreDump> {
    return this.#database.dump();
  }

  async load(dump: StoreDump): Promise<void> {
    this.#check('LOAD');
    return this.#database.load(dump);
  }
}

/** A database whose statements fail when `failing` says so. It is asked for each statement, also BEGIN and COMMIT. */
export class FailingDatabase extends CheckedDatabase implements RootDatabase {
  /** Returns whether the next statement fails. */
  failing: (statement: string) => boolean = () => false;
  readonly #root: RootDatabase;
  readonly #transactions = new WeakMap<Database, Database>();

  constructor(root: RootDatabase) {
    super(root, (statement) => this.#assert(statement));
    this.#root = root;
  }

  async transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    this.#assert('BEGIN');
    return this.#root.transaction(async (tx) => {
      const result = await work(this.#checked(tx));
      this.#assert('COMMIT');
      return result;
    });
  }

  async ping(): Promise<void> {
    await this.#root.ping();
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #checked(tx: Database): Database {
    let checked = this.#transactions.get(tx);
    if (checked === undefined) {
      checked = new CheckedDatabase(tx, (statement) => this.#assert(statement));
      this.#transactions.set(tx, checked);
    }
    return checked;
  }

  #assert(statement: string): void {
    if (this.failing(statement)) throw new Error('SQLITE_FULL: database or disk is full');
  }
}
