import type { Database, SqlValue } from './database.js';
import { tables } from './sqlite/migrations.js';

type Row = Readonly<Record<string, SqlValue>>;

/** All rows of all tables, and the highest id given in each table. */
export interface StoreDump {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly numbering: readonly Row[];
}

/** Reads all rows of all tables. */
export async function readDump(db: Database): Promise<StoreDump> {
  const rows = new Map<string, readonly Row[]>();
  for (const table of tables) rows.set(table, await db.all<Row>(`SELECT * FROM ${table}`));
  return { rows, numbering: await db.all<Row>('SELECT name, seq FROM sqlite_sequence') };
}

/** Writes a dump into empty tables, with referenced tables before referencing ones. */
export async function writeDump(db: Database, { rows, numbering }: StoreDump): Promise<void> {
  for (const table of [...tables].reverse()) await insertRows(db, table, rows.get(table) ?? []);
  await db.run('DELETE FROM sqlite_sequence');
  await insertRows(db, 'sqlite_sequence', numbering);
}

async function insertRows(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  await db.insertMany(
    table,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}
