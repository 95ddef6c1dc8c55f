import { setImmediate } from 'node:timers/promises';
import LibSql from 'libsql';
import { MockClosedError } from '../../errors.js';
import type { SqlValue, StoreDump, TableRow } from '../database.js';
import { DatabaseFullError } from '../errors.js';
import { tables } from '../tables.js';
import { SqliteStatement } from './sqlite-statement.js';

/** SQLite releases an exclusive lock when it reads the next time. */
const RELEASE = 'PRAGMA locking_mode = NORMAL; SELECT COUNT(*) FROM sqlite_master';

/** Selects the rows of one slice. */
const inRange = 'WHERE rowid > ? AND rowid <= ?';
/** The number of rows that are read, written or deleted at once. Other work of the process runs in between. */
const SLICE = 500;

/** A connection to a database file. Calls are synchronous, except for those that handle all rows, in slices. */
export class SqliteConnection {
  readonly #native: LibSql.Database;
  readonly #name: string;
  readonly #statements = new Map<string, SqliteStatement>();
  #closed = false;

  constructor(native: LibSql.Database, name: string) {
    this.#native = native;
    this.#name = name;
  }

  prepare(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = new SqliteStatement(this.#native, sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Calls `work`. Throws DatabaseFullError when the disk is full, MockClosedError after `close`. */
  run<Result>(work: () => Result): Result {
    if (this.#closed) throw new MockClosedError();
    try {
      return work();
    } catch (error) {
      throw this.#named(error);
    }
  }

  /** As `run`, for work in slices. */
  async runInSlices<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.run(work);
    } catch (error) {
      throw this.#named(error);
    }
  }

  insertMany(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): void {
    const parameters = columns.map(() => '?').join(', ');
    const insert = this.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${parameters})`);
    for (const row of rows) insert.run(row);
  }

  /** Runs `work` without the indexes of a table that belong to no constraint, and creates them again. */
  async withoutIndexes<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
    const indexes = this.rows(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
      [table],
    );
    for (const { name } of indexes) this.exec(`DROP INDEX ${name}`);
    const result = await work();
    for (const { sql } of indexes) this.exec(String(sql));
    return result;
  }

  /** Call it, `dump` and `load` in a transaction: other work of the process runs meanwhile. */
  async clear(): Promise<void> {
    for (const table of tables) {
      for await (const range of this.#slices(table)) {
        this.#native.prepare(`DELETE FROM ${table} ${inRange}`).run(range);
      }
    }
    this.exec("INSERT INTO search_index (search_index) VALUES ('delete-all')");
    this.exec('DELETE FROM sqlite_sequence');
  }

  async dump(): Promise<StoreDump> {
    const rows = new Map<string, TableRow[]>();
    for (const table of tables) {
      const all: TableRow[] = [];
      for await (const range of this.#slices(table)) {
        for (const row of this.rows(`SELECT * FROM ${table} ${inRange}`, range)) all.push(row);
      }
      rows.set(table, all);
    }
    const sequences = this.rows('SELECT name, seq FROM sqlite_sequence', []);
    return { rows, lastIds: new Map(sequences.map(({ name, seq }) => [String(name), Number(seq)])) };
  }

  async load({ rows, lastIds }: StoreDump): Promise<void> {
    for (const table of [...tables].reverse()) await this.#insertRows(table, rows.get(table) ?? []);
    this.exec('DELETE FROM sqlite_sequence');
    this.insertMany('sqlite_sequence', ['name', 'seq'], [...lastIds]);
  }

  /** Runs statements that return no rows. */
  exec(sql: string): void {
    this.#native.exec(sql);
  }

  get inTransaction(): boolean {
    return !this.#closed && this.#native.inTransaction;
  }

  /** Writes everything into the file and releases its lock. libsql's statements would hold the file until they are freed. */
  close(): void {
    this.#closed = true;
    this.exec(`PRAGMA journal_mode = DELETE; ${RELEASE}`);
    this.#native.close();
  }

  /** Closes a database that cannot be used, without changing it. */
  abandon(): void {
    try {
      this.exec(RELEASE);
    } catch {
      // There is no lock to release: another process has it, or the file is not a database.
    }
    this.#native.close();
  }

  #named(error: unknown): unknown {
    if (!(error instanceof LibSql.SqliteError) || error.code !== 'SQLITE_FULL') return error;
    return new DatabaseFullError(this.#name, { cause: error });
  }

  async #insertRows(table: string, rows: readonly TableRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const columns = Object.keys(first);
    for (let start = 0; start < rows.length; start += SLICE) {
      const slice = rows.slice(start, start + SLICE);
      this.insertMany(
        table,
        columns,
        slice.map((row) => columns.map((column) => row[column] ?? null)),
      );
      await setImmediate();
    }
  }

  /** The row ids of a table, in ranges for `inRange`. */
  async *#slices(table: string): AsyncGenerator<[after: number, upTo: number]> {
    const sql = `SELECT MAX(rowid) AS id FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${SLICE})`;
    for (let after = 0; ; await setImmediate()) {
      const upTo = this.rows(sql, [after])[0]?.id;
      if (typeof upTo !== 'number') return;
      yield [after, upTo];
      after = upTo;
    }
  }

  /** Returns rows with exact numbers. JSON has fewer digits. */
  rows(sql: string, values: readonly SqlValue[]): TableRow[] {
    return this.#native.prepare(sql).all(values) as TableRow[];
  }
}
