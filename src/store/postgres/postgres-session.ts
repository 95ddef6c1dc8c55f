import type { PoolClient, QueryResult } from 'pg';
import { EncodedText } from '../../encoded-text.js';
import type { BulkUpdate, Database, Dialect, SqlValue, Statement, StoreDump, TableRow } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import type { SharedSnapshots } from '../sharing.js';
import { tables } from '../tables.js';
import { isConnectionError } from './connection-errors.js';
import { PostgresSnapshots } from './postgres-snapshots.js';

/** A pool or one of its clients. */
export type Querier = Pick<PoolClient, 'query'>;

const typedValue = (type: 'integer' | 'text') => (type === 'integer' ? 'value::bigint' : 'value');

const dialect: Dialect = {
  elements: (type) =>
    `(SELECT ${typedValue(type)} AS value FROM jsonb_array_elements_text(?::jsonb) AS element (value))`,
  numbered: (type) =>
    `(SELECT ${typedValue(type)} AS value, position
      FROM jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS element (value, position))`,
  joinEach: (table, alias, query) =>
    `CROSS JOIN LATERAL (${query}) picked JOIN ${table} ${alias} ON ${alias}.id = picked.id`,
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  ownerIsGone: (column) =>
    `NOT EXISTS (SELECT 1 FROM instances i WHERE i.id = ${column} AND i.lease_until > clock_timestamp())`,
  containing: (text) => ({
    condition: 'v.value LIKE ?',
    values: [`%${text.replace(/[\\%_]/g, '\\$&')}%`],
  }),
};

/** The names of prepared statements, which are the same on all connections. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `chck_${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** Statements on a pool, or on the client of a transaction. */
export class PostgresSession implements Database {
  readonly dialect = dialect;
  readonly snapshots: SharedSnapshots = new PostgresSnapshots(this);
  readonly #querier: Querier;

  constructor(querier: Querier) {
    this.#querier = querier;
  }

  prepare<Row>(sql: string): Statement<Row>;
  prepare<Row, Result>(sql: string, convert: (row: Row) => Result): Statement<Result>;
  prepare<Row>(sql: string, convert: (row: Row) => unknown = (row) => row): Statement<unknown> {
    let index = 0;
    const text = sql.replaceAll('?', () => {
      index += 1;
      return `$${index}`;
    });
    const name = nameOf(text);
    const query = (values: readonly SqlValue[]) =>
      this.query({ name, text, values: values.map(withinBigint) });
    return {
      async get(values) {
        const row = (await query(values)).rows[0] as Row | undefined;
        return row && convert(row);
      },
      async all(values) {
        const rows = (await query(values)).rows as Row[];
        return rows.map(convert);
      },
      async json(values) {
        return EncodedText.of(JSON.stringify((await query(values)).rows));
      },
      async run(values) {
        return (await query(values)).rowCount ?? 0;
      },
    };
  }

  async insertMany(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const list = columns.join(', ');
    const text = `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, $1::json)`;
    await this.query({ text, values: [records(columns, rows)] });
  }

  async updateMany(
    { table, keys, columns, condition }: BulkUpdate,
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const changes = columns.map((column) => `${column} = input.${column}`);
    const found = keys.map((key) => `${table}.${key} = input.${key}`);
    const where = condition === undefined ? found : [...found, condition];
    const text = `UPDATE ${table} SET ${changes.join(', ')}
      FROM json_populate_recordset(NULL::${table}, $1::json) AS input WHERE ${where.join(' AND ')}`;
    await this.query({ text, values: [records([...keys, ...columns], rows)] });
  }

  /** Other instances read the tables meanwhile, so the indexes stay. */
  withoutIndexes<Result>(_table: string, work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  async clear(): Promise<void> {
    await this.query({ text: `TRUNCATE ${tables.join(', ')} RESTART IDENTITY` });
    // The numbers of calls go on, since instances know them.
    await this.query({ text: 'TRUNCATE journal' });
  }

  /** Call it in a transaction. Other instances cannot change the tables until it ends. */
  async dump(): Promise<StoreDump> {
    await this.query({ text: `LOCK TABLE ${tables.join(', ')} IN SHARE MODE` });
    const rows = new Map<string, readonly TableRow[]>();
    for (const table of tables) {
      rows.set(table, (await this.query<TableRow>({ text: `SELECT * FROM ${table}` })).rows);
    }
    return { rows, lastIds: await this.lastIds() };
  }

  /** The highest id given in each table. */
  async lastIds(): Promise<Map<string, number>> {
    const lastIds = new Map<string, number>();
    for (const [table, sequence] of await this.#sequences()) {
      const text = `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS id FROM ${sequence}`;
      lastIds.set(table, (await this.query<{ id: number }>({ text })).rows[0]?.id ?? 0);
    }
    return lastIds;
  }

  async load({ rows, lastIds }: StoreDump): Promise<void> {
    for (const table of [...tables].reverse()) {
      const [first] = rows.get(table) ?? [];
      if (first === undefined) continue;
      const columns = Object.keys(first);
      const lists = (rows.get(table) ?? []).map((row) => columns.map((column) => row[column] ?? null));
      await this.insertMany(table, columns, lists);
    }
    await this.restartIds(lastIds);
  }

  /** The next id of each table is the one after the given one. */
  async restartIds(lastIds: ReadonlyMap<string, number>): Promise<void> {
    for (const [table, sequence] of await this.#sequences()) {
      const id = lastIds.get(table) ?? 0;
      await this.query({ text: 'SELECT setval($1, $2, $3)', values: [sequence, Math.max(1, id), id > 0] });
    }
  }

  /** The sequences of the tables that give ids. */
  async #sequences(): Promise<[string, string][]> {
    const { rows } = await this.query<{ name: string; sequence: string }>({
      text: `SELECT table_name AS name, pg_get_serial_sequence(table_name, 'id') AS sequence
        FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'
          AND table_name = ANY ($1)`,
      values: [[...tables]],
    });
    return rows.map(({ name, sequence }) => [name, sequence]);
  }

  /** Runs one statement. Throws DatabaseUnavailableError when there is no connection. */
  async query<Row extends object>(config: {
    name?: string;
    text: string;
    values?: unknown[];
  }): Promise<QueryResult<Row & Record<string, unknown>>> {
    try {
      return await this.#querier.query(config);
    } catch (error) {
      throw isConnectionError(error) ? new DatabaseUnavailableError(undefined, { cause: error }) : error;
    }
  }
}

/** Ids of requests can be larger than a bigint. No row has the id that replaces them. */
function withinBigint(value: SqlValue): SqlValue {
  if (typeof value !== 'number' || !Number.isInteger(value)) return value;
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
}

function records(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  );
}
