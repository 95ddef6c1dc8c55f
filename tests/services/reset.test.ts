import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import LibSql from 'libsql';
import { describe, expect, it } from 'vitest';
import { callApi, startMock } from '../support/start-mock.js';

/** Every row of every table that the database has, whatever the kit says its tables are. */
function dump(database: LibSql.Database): Record<string, unknown[]> {
  // SQLite counts from a sequence of 0 as from none; a statement that could have inserted leaves one.
  const rowsOf = (table: string) => (table === 'sqlite_sequence' ? `${table} WHERE seq > 0` : table);
  return Object.fromEntries(
    tablesOf(database).map((table) => [
      table,
      database.prepare(`SELECT * FROM ${rowsOf(table)} ORDER BY 1`).all(),
    ]),
  );
}

function tablesOf(database: LibSql.Database): string[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND (name NOT LIKE 'sqlite_%' OR name = 'sqlite_sequence') ORDER BY name`;
  const rows = database.prepare(sql).all() as { name: string }[];
  return rows.map(({ name }) => name);
}

function imageSecret(tables: Record<string, unknown[]>): { key: string; value: string } {
  const rows = tables.settings as { key: string; value: string }[];
  const row = rows.find(({ key }) => key === 'image-secret');
  if (row === undefined) throw new Error('There is no image secret');
  return row;
}

/** Puts one row of nonsense into a table. */
function soil(database: LibSql.Database, table: string): void {
  const columns = database
    .prepare(`SELECT name, type, "notnull", pk FROM pragma_table_info('${table}')`)
    .all() as { name: string; type: string; notnull: number; pk: number }[];
  const filled = columns.filter(({ notnull, pk }) => notnull === 1 || pk === 1);
  const values = filled.map(({ type }) => (type === 'INTEGER' || type === 'REAL' ? 987_654 : '{"soiled":1}'));
  const names = filled.map(({ name }) => name);
  database
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(values);
}

describe('a reset', () => {
  it('leaves every table as in a new world, whatever was in it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'chck-reset-')), 'mock.db');
    const mock = await startMock({ data: file });
    const database = new LibSql(file);
    try {
      const fresh = dump(database);
      database.exec('PRAGMA foreign_keys = OFF');
      const soiled = tablesOf(database).filter((table) => table !== 'sqlite_sequence');
      for (const table of soiled) soil(database, table);
      const dirty = dump(database);
      for (const table of soiled)
        expect([table, dirty[table]?.length]).toEqual([table, (fresh[table]?.length ?? 0) + 1]);
      await mock.services.reset();
      const reset = dump(database);
      // The one thing that a new world does not get from its seed: links of the old world must not open the new one.
      const [before, after] = [imageSecret(fresh), imageSecret(reset)];
      expect(after.value).not.toBe(before.value);
      after.value = before.value;
      expect(reset).toEqual(fresh);
      expect(Object.keys(fresh).length).toBeGreaterThan(10);
    } finally {
      database.close();
    }
  });

  it('forgets what is remembered outside the tables: journal, rate limit, clock, key usage, pending webhooks', async () => {
    const mock = await startMock({ rateLimit: 2 });
    await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'http://127.0.0.1:9/' },
    });
    await callApi(mock, '/v1/account');
    expect((await callApi(mock, '/v1/account')).status).toBe(429);
    await mock.services.clock.advance(3_600_000);
    await mock.services.clock.freeze();
    await callApi(mock, '/v1/account');
    // The use of the key is about to be written while the reset is under way.
    const resetting = mock.services.reset();
    await setImmediate();
    await Promise.all([mock.keyUsage.flush(), resetting]);

    expect(mock.journal.list()).toEqual([]);
    const { frozen, offsetMs } = mock.services.clock.read();
    expect([frozen, Math.abs(offsetMs) < 1000]).toEqual([false, true]);
    await mock.keyUsage.flush();
    expect((await mock.services.keys.list(1)).map(({ lastUsedAt }) => lastUsedAt)).toEqual([
      null,
      null,
      null,
    ]);
    const { status, headers } = await callApi(mock, '/v1/webhook-targets');
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
    expect(mock.journal.list()).toHaveLength(1);
  });

  it('switches to another world, in which only its own keys work', async () => {
    const mock = await startMock();
    const before = mock.token;
    const own = await mock.services.keys.create(1, 'own');
    await mock.services.reset({ source: 'empty', seed: 5 });
    expect((await callApi(mock, '/v1/account', { token: before })).status).toBe(401);
    expect((await callApi(mock, '/v1/account', { token: own.token })).status).toBe(401);
    const token = await mock.services.world.developmentToken();
    expect((await callApi(mock, '/v1/gradings', { token })).body).toEqual({
      gradings: [],
      next_cursor: null,
    });
    await mock.services.reset({ source: 'default', seed: 1 });
    expect((await callApi(mock, '/v1/gradings', { token: before })).body.gradings).toHaveLength(25);
  });
});
