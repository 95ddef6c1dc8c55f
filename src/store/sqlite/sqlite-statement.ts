import type LibSql from 'libsql';
import { EncodedText } from '../../encoded-text.js';
import type { SqlValue } from '../database.js';
import { rowMapper } from '../row-mapper.js';

/** A statement on a connection. It has ended when its call returns. */
export class SqliteStatement {
  readonly #connection: LibSql.Database;
  readonly #sql: string;
  readonly #columns: readonly string[];
  readonly #statement: LibSql.Statement;
  #list: LibSql.Statement | undefined;
  #json: LibSql.Statement | undefined;
  readonly #toRow: (values: readonly SqlValue[]) => unknown;

  constructor(connection: LibSql.Database, sql: string) {
    this.#connection = connection;
    this.#sql = sql;
    this.#statement = connection.prepare(sql);
    this.#columns = this.#statement.columns().map(({ name }) => name);
    this.#toRow = rowMapper(this.#columns);
    if (this.#columns.length > 0) this.#statement.raw(true);
  }

  get(values: readonly SqlValue[]): unknown {
    const row = this.#statement.get(values) as SqlValue[] | undefined;
    return row && this.#toRow(row);
  }

  all(values: readonly SqlValue[]): unknown[] {
    return this.#lists(values).map(this.#toRow);
  }

  /** Returns all rows as a JSON array of objects. */
  json(values: readonly SqlValue[]): EncodedText {
    this.#json ??= this.#connection.prepare(jsonArray(this.#sql, objectOf(this.#columns), 'BLOB')).raw(true);
    const [bytes] = this.#json.get(values) as [Buffer];
    return new EncodedText(bytes.toString('latin1'));
  }

  run(values: readonly SqlValue[]): number {
    return this.#statement.run(values).changes;
  }

  /** Returns rows as lists of values. Several rows of a query come as one JSON text, in half the time. */
  #lists(values: readonly SqlValue[]): SqlValue[][] {
    if (!/^\s*(SELECT|WITH)\b/.test(this.#sql)) return this.#statement.all(values) as SqlValue[][];
    this.#list ??= this.#connection.prepare(jsonArray(this.#sql, listOf(this.#columns), 'TEXT')).raw(true);
    const [text] = this.#list.get(values) as [string];
    return JSON.parse(text);
  }
}

function jsonArray(sql: string, element: string, type: 'TEXT' | 'BLOB'): string {
  return `SELECT CAST(json_group_array(${element}) AS ${type}) FROM (${sql})`;
}

function listOf(columns: readonly string[]): string {
  return `json_array(${columns.map((name) => `"${name}"`).join(', ')})`;
}

function objectOf(columns: readonly string[]): string {
  return `json_object(${columns.map((name) => `'${name}', "${name}"`).join(', ')})`;
}
