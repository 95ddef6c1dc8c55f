/** A parameter of a statement. Times are ISO 8601 text in UTC. */
export type SqlValue = string | number | null;

/** The number of rows that a statement changed, and the id of the row that an INSERT added. */
export interface Change {
  changes: number;
  lastId: number;
}

/** The table of a bulk update, the columns that select a row, and the columns to change. */
export interface BulkUpdate {
  table: string;
  keys: readonly string[];
  columns: readonly string[];
  /** An additional condition, in SQL. */
  condition?: string;
}

/** Runs statements. The properties of a row have the names that the statement gives its columns (`AS camelCase`). */
export interface Database {
  get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]>;
  run(sql: string, ...values: SqlValue[]): Promise<Change>;
  /** Inserts rows in one statement. Each row lists its values in the order of `columns`. */
  insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void>;
  /**
   * Updates rows in one statement. Each row lists the values of `keys`, which select the row to change, and then the new
   * values of `columns`.
   */
  updateMany(update: BulkUpdate, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** A database with transactions. */
export interface RootDatabase extends Database {
  /** Other statements wait until `work` has ended. When `work` throws, its changes are rolled back. */
  transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
