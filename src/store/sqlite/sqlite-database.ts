import type {
  BulkUpdate,
  Database,
  Dialect,
  RootDatabase,
  SqlValue,
  Statement,
  StoreDump,
} from '../database.js';
import type { SqliteConnection } from './sqlite-connection.js';

/** The shortest text that the trigram index finds, in characters. */
const TRIGRAM = 3;
/** How much of a text the trigram index looks for, in characters. Each further one costs time and excludes little. */
const MAX_INDEXED = 32;

const dialect: Dialect = {
  elements: () => '(SELECT value FROM json_each(?))',
  numbered: () => '(SELECT value, key AS position FROM json_each(?))',
  joinEach: (table, alias, query) => `CROSS JOIN ${table} ${alias} ON ${alias}.id IN (${query})`,
  skipLocked: '',
  // Only one process has the database open, so that any other owner is a previous process.
  ownerIsGone: () => '1 = 1',
  containing(text) {
    const contains = 'instr(v.value, ?) > 0';
    const characters = [...text];
    if (characters.length < TRIGRAM) return { condition: contains, values: [text] };
    const start = characters.slice(0, MAX_INDEXED).join('');
    const indexed = 'v.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)';
    return { condition: `${indexed} AND ${contains}`, values: [`"${start.replaceAll('"', '""')}"`, text] };
  },
};

/** Decides when a call may use the connection. */
type Gate = <Result>(work: () => Result) => Promise<Result>;

/** Calls of one side of the connection: those of the transaction, or all others. */
class SqliteCalls implements Database {
  readonly dialect = dialect;
  protected readonly connection: SqliteConnection;
  readonly #gate: Gate;

  constructor(connection: SqliteConnection, gate: Gate) {
    this.connection = connection;
    this.#gate = gate;
  }

  prepare<Row>(sql: string): Statement<Row>;
  prepare<Row, Result>(sql: string, convert: (row: Row) => Result): Statement<Result>;
  prepare<Row>(sql: string, convert: (row: Row) => unknown = (row) => row): Statement<unknown> {
    const { connection } = this;
    const gate = this.#gate;
    return {
      get: (values) =>
        gate(() => {
          const row = connection.prepare(sql).get(values) as Row | undefined;
          return row && convert(row);
        }),
      all: (values) => gate(() => (connection.prepare(sql).all(values) as Row[]).map(convert)),
      json: (values) => gate(() => connection.prepare(sql).json(values)),
      run: (values) => gate(() => connection.prepare(sql).run(values)),
    };
  }

  insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    return this.#gate(() => this.connection.insertMany(table, columns, rows));
  }

  updateMany(
    { table, keys, columns, condition }: BulkUpdate,
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    const field = (index: number) => `input.value ->> ${index}`;
    const changes = columns.map((column, index) => `${column} = ${field(keys.length + index)}`);
    const found = keys.map((key, index) => `${table}.${key} = ${field(index)}`);
    const where = condition === undefined ? found : [...found, condition];
    const sql = `UPDATE ${table} SET ${changes.join(', ')} FROM json_each(?) AS input WHERE ${where.join(' AND ')}`;
    return this.#gate(() => {
      this.connection.prepare(sql).run([JSON.stringify(rows)]);
    });
  }

  withoutIndexes<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
    return this.connection.withoutIndexes(table, work);
  }

  clear(): Promise<void> {
    return this.#inSlices(() => this.connection.clear());
  }

  dump(): Promise<StoreDump> {
    return this.#inSlices(() => this.connection.dump());
  }

  load(dump: StoreDump): Promise<void> {
    return this.#inSlices(() => this.connection.load(dump));
  }

  async #inSlices<Result>(work: () => Promise<Result>): Promise<Result> {
    return (await this.#gate(() => ({ result: this.connection.runInSlices(work) }))).result;
  }
}

/** A database on one connection. While a transaction runs, all other calls wait. */
export class SqliteDatabase extends SqliteCalls implements RootDatabase {
  readonly #transaction: Database;
  /** Resolves when the current transaction ends. Undefined while there is none. */
  #running: Promise<void> | undefined;

  readonly #removeCreated: () => void;

  /** `removeCreated` removes the files and folders that opening the database created. */
  constructor(connection: SqliteConnection, removeCreated: () => void = () => undefined) {
    const now: Gate = (work) => {
      try {
        return Promise.resolve(connection.run(work));
      } catch (error) {
        return Promise.reject(error);
      }
    };
    super(connection, (work) => (this.#running === undefined ? now(work) : this.#later(work)));
    this.#removeCreated = removeCreated;
    this.#transaction = new SqliteCalls(connection, now);
  }

  async transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    while (this.#running !== undefined) await this.#running;
    let end: () => void = () => undefined;
    this.#running = new Promise((resolve) => {
      end = resolve;
    });
    const { connection } = this;
    try {
      connection.run(() => connection.exec('BEGIN IMMEDIATE'));
      const result = await work(this.#transaction);
      connection.run(() => connection.exec('COMMIT'));
      return result;
    } finally {
      // After some errors, SQLite has rolled back already.
      if (connection.inTransaction) connection.exec('ROLLBACK');
      this.#running = undefined;
      end();
    }
  }

  /** There is no server. It does not wait for a transaction, such as one that creates a large world. */
  async ping(): Promise<void> {}

  async close(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    this.connection.close();
  }

  async discard(): Promise<void> {
    await this.close();
    this.#removeCreated();
  }

  async #later<Result>(work: () => Result): Promise<Result> {
    while (this.#running !== undefined) await this.#running;
    return this.connection.run(work);
  }
}
