import type { Database, SqlValue } from './database.js';
import { tables } from './migrations.js';

type Row = Readonly<Record<string, SqlValue>>;

/** Every row of every table, and where the numbering of ids stands. */
export interface StoreDump {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly numbering: readonly Row[];
}

/** Reads everything that the store holds. */
export async function readDump(db: Database): Promise<StoreDump> {
  const rows = new Map<string, readonly Row[]>();
  for (const table of tables) rows.set(table, await db.all<Row>(`SELECT * FROM ${table}`));
  return { rows, numbering: await db.all<Row>('SELECT name, seq FROM sqlite_sequence') };
}

/** Writes a dump into tables that are empty, parents before children. */
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
