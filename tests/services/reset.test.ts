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

/** The setting that says which world there is, and the secret of its image links. */
function worldSetting(tables: Record<string, unknown[]>): { row: { value: string }; imageSecret: string } {
  const rows = tables.settings as { key: string; value: string }[];
  const row = rows.find(({ key }) => key === 'world');
  if (row === undefined) throw new Error('There is no world');
  const { imageSecret } = JSON.parse(row.value) as { imageSecret: string };
  return { row, imageSecret };
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
      await mock.reset();
      const reset = dump(database);
      // The one thing that a new world does not get from its seed: links of the old world must not open the new one.
      const [before, after] = [worldSetting(fresh), worldSetting(reset)];
      expect(after.imageSecret).not.toBe(before.imageSecret);
      after.row.value = after.row.value.replace(after.imageSecret, before.imageSecret);
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
    await mock.clock.advance(3_600_000);
    await mock.clock.freeze();
    await callApi(mock, '/v1/account');
    // The use of the key is about to be written while the reset is in progress.
    const resetting = mock.reset();
    await setImmediate();
    await resetting;

    expect(await mock.requests.list()).toEqual([]);
    const { frozen, offsetMs } = mock.clock.read();
    expect([frozen, Math.abs(offsetMs) < 1000]).toEqual([false, true]);
    const { status, headers } = await callApi(mock, '/v1/webhook-targets');
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
    expect(await mock.requests.list()).toHaveLength(1);
    await expect
      .poll(async () => (await mock.keys.list()).map(({ lastUsedAt }) => lastUsedAt))
      .toEqual([null, null, expect.any(String)]);
  });

  it('switches to another world, in which only its own keys work', async () => {
    const mock = await startMock();
    const before = mock.token;
    const own = await mock.keys.create({ name: 'own' });
    await mock.reset({ world: 'empty', seed: 5 });
    expect((await callApi(mock, '/v1/account', { token: before })).status).toBe(401);
    expect((await callApi(mock, '/v1/account', { token: own.token })).status).toBe(401);
    const token = await mock.world.developmentToken();
    expect((await callApi(mock, '/v1/gradings', { token })).body).toEqual({
      gradings: [],
      next_cursor: null,
    });
    await mock.reset({ world: 'default', seed: 1 });
    expect((await callApi(mock, '/v1/gradings', { token: before })).body.gradings).toHaveLength(25);
  });
});
