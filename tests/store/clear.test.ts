import LibSql from 'libsql';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/store/sqlite/migrations.js';
import { SqliteConnection } from '../../src/store/sqlite/sqlite-connection.js';
import { SqliteDatabase } from '../../src/store/sqlite/sqlite-database.js';
import { Store } from '../../src/store/store.js';
import { loadWorld } from '../../src/world/load-world.js';
import { writeWorld } from '../../src/world/seed-world.js';

/** Returns all rows of every table that the database has, whatever the store says its tables are. */
function rowsOf(connection: SqliteConnection): Record<string, unknown[]> {
  // SQLite counts from a sequence of 0 as from none. A statement that could have inserted leaves one.
  const from = (table: string) => (table === 'sqlite_sequence' ? `${table} WHERE seq > 0` : table);
  return Object.fromEntries(
    tablesOf(connection).map((table) => [
      table,
      connection.rows(`SELECT * FROM ${from(table)} ORDER BY 1, 2`, []),
    ]),
  );
}

/** The tables, without the parts of the search index. */
function tablesOf(connection: SqliteConnection): string[] {
  const rows = connection.rows(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'
       AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence') ORDER BY name`,
    [],
  );
  return rows.map(({ name }) => String(name));
}

/** Adds one row of arbitrary values to a table. */
function addArbitraryRow(connection: SqliteConnection, table: string): void {
  const columns = connection
    .rows(`SELECT name, type, "notnull", pk FROM pragma_table_info('${table}')`, [])
    .filter(({ notnull, pk }) => notnull === 1 || pk === 1);
  const values = columns.map(({ type }) => (type === 'TEXT' ? '{"arbitrary":1}' : 987_654));
  const names = columns.map(({ name }) => String(name));
  connection.insertMany(table, names, [values]);
}

describe('clear', () => {
  it('leaves every table as in a new store, whatever was in it', async () => {
    const connection = new SqliteConnection(new LibSql(':memory:'), ':memory:');
    migrate(connection, ':memory:');
    const store = new Store(new SqliteDatabase(connection));
    const writeDefaultWorld = () =>
      store.transaction(async (tables) => {
        await tables.clear();
        await writeWorld(tables, loadWorld('default'), { seed: 1 });
      });
    await writeDefaultWorld();
    const before = rowsOf(connection);
    const names = Object.keys(before).filter((table) => table !== 'sqlite_sequence');
    for (const table of names) addArbitraryRow(connection, table);
    const changed = rowsOf(connection);
    for (const table of names) {
      expect([table, changed[table]?.length]).toEqual([table, (before[table]?.length ?? 0) + 1]);
    }
    await writeDefaultWorld();
    expect(rowsOf(connection)).toEqual(before);
    expect(names.length).toBeGreaterThan(10);
    const query = { userId: 1, graded: 'all', sort: 'added', dir: 'asc', limit: 1 } as const;
    expect(await store.cards.list({ ...query, q: 'arbitrary' })).toEqual([]);
    expect(await store.cards.list({ ...query, q: 'zoë' })).toHaveLength(1);
    await store.close();
  });
});
