/** A value that both SQLite and PostgreSQL take as a parameter. Times travel as ISO 8601 text in UTC. */
export type SqlValue = string | number | null;

/** What a statement changed; `lastId` is the id of the row that an INSERT made. */
export interface Change {
  changes: number;
  lastId: number;
}

/** What a bulk update finds rows by, and what it changes in them. */
export interface BulkUpdate {
  table: string;
  keys: readonly string[];
  columns: readonly string[];
  /** Further condition, in SQL; none when absent. */
  condition?: string;
}

/** Runs statements. Rows come with the names that the statement gives its columns (`AS camelCase`). */
export interface Database {
  get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]>;
  run(sql: string, ...values: SqlValue[]): Promise<Change>;
  /** Inserts many rows at once; each row lists its values in the order of `columns`. */
  insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void>;
  /**
   * Updates many rows at once, each found by its values of `keys` and by `condition`; each row lists the values of
   * `keys` and then those of `columns`.
   */
  updateMany(update: BulkUpdate, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** A database that can also run several statements as one: all of them, or none. */
export interface RootDatabase extends Database {
  /** Statements from outside wait until `work` has ended; an error rolls everything back and is thrown on. */
  transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
