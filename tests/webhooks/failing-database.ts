import type { BulkUpdate, Change, Database, RootDatabase, SqlValue } from '../../src/store/database.js';

/** A database whose statements fail when `failing` says so. It is asked for each statement, also BEGIN and COMMIT. */
export class FailingDatabase implements RootDatabase {
  /** Returns whether the next statement fails. */
  failing: (statement: string) => boolean = () => false;
  readonly #root: RootDatabase;

  constructor(root: RootDatabase) {
    this.#root = root;
  }

  async get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined> {
    return this.#statements(this.#root).get<Row>(sql, ...values);
  }

  async all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]> {
    return this.#statements(this.#root).all<Row>(sql, ...values);
  }

  async run(sql: string, ...values: SqlValue[]): Promise<Change> {
    return this.#statements(this.#root).run(sql, ...values);
  }

  async insertMany(table: string, columns: readonly string[], rows: readonly SqlValue[][]): Promise<void> {
    return this.#statements(this.#root).insertMany(table, columns, rows);
  }

  async updateMany(update: BulkUpdate, rows: readonly SqlValue[][]): Promise<void> {
    return this.#statements(this.#root).updateMany(update, rows);
  }

  async transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    this.#assert('BEGIN');
    return this.#root.transaction(async (tx) => {
      const result = await work(this.#statements(tx));
      this.#assert('COMMIT');
      return result;
    });
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #assert(statement: string): void {
    if (this.failing(statement)) throw new Error('SQLITE_FULL: database or disk is full');
  }

  #statements(database: Database): Database {
    const assert = (statement: string) => this.#assert(statement);
    return {
      async get(sql, ...values) {
        assert(sql);
        return database.get(sql, ...values);
      },
      async all(sql, ...values) {
        assert(sql);
        return database.all(sql, ...values);
      },
      async run(sql, ...values) {
        assert(sql);
        return database.run(sql, ...values);
      },
      async insertMany(table, columns, rows) {
        assert(`INSERT INTO ${table}`);
        return database.insertMany(table, columns, rows);
      },
      async updateMany(update, rows) {
        assert(`UPDATE ${update.table}`);
        return database.updateMany(update, rows);
      },
    };
  }
}
