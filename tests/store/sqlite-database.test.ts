import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RootDatabase } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite/sqlite-database.js';

const open: RootDatabase[] = [];

async function database(file?: string): Promise<RootDatabase> {
  const opened = await openSqlite(file);
  open.push(opened);
  return opened;
}

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
});

const insertUser = "INSERT INTO users (created_at) VALUES ('2026-01-01T00:00:00.000Z')";

async function userCount(db: RootDatabase): Promise<number | undefined> {
  return (await db.get<{ n: number }>('SELECT COUNT(*) AS n FROM users'))?.n;
}

describe('openSqlite', () => {
  it('creates the folder .chck with a .gitignore', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chck-'));
    await database(join(folder, '.chck', 'mock.db'));
    expect(readFileSync(join(folder, '.chck', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('creates no .gitignore in any other folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chck-'));
    await database(join(folder, 'mock.db'));
    expect(existsSync(join(folder, '.gitignore'))).toBe(false);
  });

  it('finds its rows again after it was closed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
    const first = await openSqlite(file);
    await first.run(insertUser);
    await first.close();
    expect(await userCount(await database(file))).toBe(1);
  });

  it('refuses a file that another mock has open, and names the remedy', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
    await database(file);
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('--data FILE'),
    });
  });

  it('refuses a database with a newer schema', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
    const first = await openSqlite(file);
    await first.run('PRAGMA user_version = 999');
    await first.close();
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('999'),
    });
  });
});

describe('transaction', () => {
  it('keeps nothing when its work throws', async () => {
    const db = await database();
    const failing = db.transaction(async (tx) => {
      await tx.run(insertUser);
      throw new Error('midway');
    });
    await expect(failing).rejects.toThrow('midway');
    expect(await userCount(db)).toBe(0);
  });

  it('hides its rows from others until it ends', async () => {
    const db = await database();
    let seen: Promise<number | undefined> | undefined;
    await db.transaction(async (tx) => {
      await tx.run(insertUser);
      seen = userCount(db);
      await new Promise((resolve) => setImmediate(resolve));
      await tx.run(insertUser);
    });
    expect(await seen).toBe(2);
  });

  it('runs one transaction after the other', async () => {
    const db = await database();
    const counts = await Promise.all(
      [1, 2, 3].map(() =>
        db.transaction(async (tx) => {
          await tx.run(insertUser);
          await new Promise((resolve) => setImmediate(resolve));
          return (await tx.get<{ n: number }>('SELECT COUNT(*) AS n FROM users'))?.n;
        }),
      ),
    );
    expect(counts).toEqual([1, 2, 3]);
  });
});
