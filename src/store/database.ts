import type { EncodedText } from '../encoded-text.js';

import type { SharedSnapshots, Sharing } from './sharing.js';

/** A parameter or a column value. Times are ISO 8601 text in UTC. */
export type SqlValue = string | number | null;

/** A row as `SELECT *` returns it. */
export type TableRow = Readonly<Record<string, SqlValue>>;

/** All rows of all tables, and the highest id given in each table. */
export interface StoreDump {
  readonly rows: ReadonlyMap<string, readonly TableRow[]>;
  readonly lastIds: ReadonlyMap<string, number>;
}

/** A prepared statement. Parameters are `?` in the text. */
export interface Statement<Row> {
  /** Returns the first row. */
  get(values: readonly SqlValue[]): Promise<Row | undefined>;
  all(values: readonly SqlValue[]): Promise<Row[]>;
  /** Returns all rows as a JSON array of objects, as `JSON.stringify` writes them, without converting them. */
  json(values: readonly SqlValue[]): Promise<EncodedText>;
  /** Returns the number of rows that were changed. */
  run(values: readonly SqlValue[]): Promise<number>;
}

/** The table of a bulk update, the columns that select a row, and the columns to change. */
export interface BulkUpdate {
  table: string;
  keys: readonly string[];
  columns: readonly string[];
  /** An additional condition, in SQL. */
  condition?: string;
}

/** Parts of statements that differ between the engines. */
export interface Dialect {
  /** A table with one column, `value`, from a parameter that is a JSON array. */
  elements(type: 'integer' | 'text'): string;
  /** The same with a second column, `position`, whose order is that of the array. */
  numbered(type: 'integer' | 'text'): string;
  /** Joins, for each row so far, the rows of `table` whose ids `query` returns. `query` may refer to that row. */
  joinEach(table: string, alias: string, query: string): string;
  /** Ends a query of rows to claim, so that concurrent claims skip each other's rows. */
  skipLocked: string;
  /** The condition that the instance whose id is in this column has ended. */
  ownerIsGone(column: string): string;
  /** The condition that `search_values v` contains a text, found by a trigram index where the text is long enough. */
  containing(text: string): { condition: string; values: SqlValue[] };
}

/** A database or a transaction. */
export interface Database {
  readonly dialect: Dialect;
  /** Undefined when no other instance can use the database. */
  readonly snapshots?: SharedSnapshots | undefined;
  /**
   * Returns the statement with this text; the same text is prepared once. The properties of a row have the names that the
   * statement gives its columns (`AS "camelCase"`). `convert` is called for each row.
   */
  prepare<Row>(sql: string): Statement<Row>;
  prepare<Row, Result>(sql: string, convert: (row: Row) => Result): Statement<Result>;
  /** Inserts rows. Each row lists its values in the order of `columns`. */
  insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void>;
  /** Updates rows. Each row lists the values of `keys`, which select the row, and then the new values of `columns`. */
  updateMany(update: BulkUpdate, rows: readonly (readonly SqlValue[])[]): Promise<void>;
  /** Runs `work`, which inserts many rows into a table, without the table's indexes, and then creates them again. */
  withoutIndexes<Result>(table: string, work: () => Promise<Result>): Promise<Result>;
  /** Deletes all rows and restarts the ids at 1. */
  clear(): Promise<void>;
  dump(): Promise<StoreDump>;
  /** Writes a dump into empty tables. */
  load(dump: StoreDump): Promise<void>;
}

/**
 * Reads again what this instance keeps in memory of the tables, and returns the function that puts it in place.
 * `isReplaced`: all rows were replaced by another instance.
 */
export type Reload = (db: Database, isReplaced: boolean) => Promise<() => void>;

/** A database with transactions. */
export interface RootDatabase extends Database {
  /** Undefined when no other instance can use the database. */
  readonly sharing?: Sharing | undefined;
  /** Sets the function that reads the changes of others. Each transaction calls it, when there are any, before it works. */
  onStale?(reload: Reload): void;
  /** Other statements wait until `work` has ended. When `work` throws, its changes are rolled back. */
  transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result>;
  /** Throws DatabaseUnavailableError when there is a server and it cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Closes the database and removes the files and folders that opening it created. */
  discard?(): Promise<void>;
}
