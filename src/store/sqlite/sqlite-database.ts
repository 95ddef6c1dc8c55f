import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import LibSql from 'libsql';
import type { BulkUpdate, Change, Database, RootDatabase, SqlValue } from '../database.js';
import { DatabaseUnusableError } from '../errors.js';
import { type FileLock, lockFile } from './file-lock.js';
import { migrate } from './migrations.js';

/** The default data folder. It gets a .gitignore that excludes everything in it. */
const DATA_FOLDER = '.chck';

/**
 * Opens an SQLite database in a file, or in memory when no file is given, and brings its schema up to date.
 * One process at a time can open a file. Throws DatabaseUnusableError when the file is in use, unreadable or has a newer
 * schema.
 */
export async function openSqlite(file?: string): Promise<RootDatabase> {
  const name = file ?? ':memory:';
  let lock: FileLock | undefined;
  let connection: LibSql.Database | undefined;
  try {
    if (file !== undefined) {
      prepareFolder(file);
      lock = lockFile(file);
    }
    connection = new LibSql(name);
    connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000; PRAGMA foreign_keys = ON',
    );
    const database = new SqliteDatabase(connection, lock);
    await migrate(database, (sql) => connection?.exec(sql));
    return database;
  } catch (error) {
    connection?.close();
    lock?.release();
    throw error instanceof DatabaseUnusableError ? error : unusable(name, error);
  }
}

function unusable(name: string, cause: unknown): DatabaseUnusableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'Delete it to start afresh, choose another with --data FILE, or use none with --ephemeral.';
  return new DatabaseUnusableError(`The database ${name} cannot be opened: ${reason}. ${remedy}`, { cause });
}

function prepareFolder(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  if (basename(folder) === DATA_FOLDER) writeFileSync(join(folder, '.gitignore'), '*\n');
}

/** A statement that returns each row as a list of values, in the order of `columns`. */
interface Query {
  statement: LibSql.Statement;
  columns: string[];
}

/** Builds a row object. libsql returns a list of values in half the time that it needs for an object. */
function toRow(columns: readonly string[], values: readonly SqlValue[]): Record<string, SqlValue> {
  const row: Record<string, SqlValue> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index] ?? null;
  return row;
}

/** Runs statements on one connection. The connection is synchronous: a statement has ended when its call returns. */
class SqliteStatements implements Database {
  readonly #statements = new Map<string, LibSql.Statement>();
  readonly #queries = new Map<string, Query>();
  readonly #connection: LibSql.Database;

  constructor(connection: LibSql.Database) {
    this.#connection = connection;
  }

  async get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined> {
    const { statement, columns } = this.#query(sql);
    const row = statement.get(values) as SqlValue[] | undefined;
    return row && (toRow(columns, row) as Row);
  }

  async all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]> {
    const { statement, columns } = this.#query(sql);
    const rows = statement.all(values) as SqlValue[][];
    return rows.map((row) => toRow(columns, row) as Row);
  }

  async run(sql: string, ...values: SqlValue[]): Promise<Change> {
    const { changes, lastInsertRowid } = this.#prepare(sql).run(values);
    return { changes, lastId: Number(lastInsertRowid) };
  }

  async insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const fields = columns.map((_, index) => `value ->> ${index}`).join(', ');
    this.#prepare(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${fields} FROM json_each(?)`).run([
      JSON.stringify(rows),
    ]);
  }

  async updateMany(
    { table, keys, columns, condition }: BulkUpdate,
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const field = (index: number) => `input.value ->> ${index}`;
    const changes = columns.map((column, index) => `${column} = ${field(keys.length + index)}`);
    const found = keys.map((key, index) => `${table}.${key} = ${field(index)}`);
    const where = [...found, ...(condition === undefined ? [] : [condition])];
    this.#prepare(
      `UPDATE ${table} SET ${changes.join(', ')} FROM json_each(?) AS input WHERE ${where.join(' AND ')}`,
    ).run([JSON.stringify(rows)]);
  }

  #query(sql: string): Query {
    let query = this.#queries.get(sql);
    if (query === undefined) {
      const statement = this.#connection.prepare(sql).raw(true);
      query = { statement, columns: statement.columns().map(({ name }) => name) };
      this.#queries.set(sql, query);
    }
    return query;
  }

  #prepare(sql: string): LibSql.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

class SqliteDatabase implements RootDatabase {
  readonly #connection: LibSql.Database;
  readonly #statements: SqliteStatements;
  readonly #lock: FileLock | undefined;
  /** Resolves when the current transaction ends. Undefined while there is none. */
  #running: Promise<void> | undefined;

  constructor(connection: LibSql.Database, lock: FileLock | undefined) {
    this.#connection = connection;
    this.#lock = lock;
    this.#statements = new SqliteStatements(connection);
  }

  async get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined> {
    while (this.#running !== undefined) await this.#running;
    return this.#statements.get<Row>(sql, ...values);
  }

  async all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]> {
    while (this.#running !== undefined) await this.#running;
    return this.#statements.all<Row>(sql, ...values);
  }

  async run(sql: string, ...values: SqlValue[]): Promise<Change> {
    while (this.#running !== undefined) await this.#running;
    return this.#statements.run(sql, ...values);
  }

  async insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    return this.#statements.insertMany(table, columns, rows);
  }

  async updateMany(update: BulkUpdate, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    return this.#statements.updateMany(update, rows);
  }

  async transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    while (this.#running !== undefined) await this.#running;
    let ended: () => void = () => undefined;
    this.#running = new Promise((resolve) => {
      ended = resolve;
    });
    try {
      await this.#statements.run('BEGIN IMMEDIATE');
      try {
        const result = await work(this.#statements);
        await this.#statements.run('COMMIT');
        return result;
      } catch (error) {
        await this.#statements.run('ROLLBACK');
        throw error;
      }
    } finally {
      this.#running = undefined;
      ended();
    }
  }

  async close(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#connection.close();
    this.#lock?.release();
  }
}
