import { afterEach, describe, expect, it } from 'vitest';
import type { Database, RootDatabase } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.js';

const open: RootDatabase[] = [];

async function database(): Promise<RootDatabase> {
  const opened = await openSqlite();
  open.push(opened);
  return opened;
}

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
});

async function addUser(db: Database): Promise<void> {
  await db.prepare("INSERT INTO users (created_at) VALUES ('2026-01-01T00:00:00.000Z')").run([]);
}

async function userCount(db: Database): Promise<number | undefined> {
  return (await db.prepare<{ n: number }>('SELECT COUNT(*) AS n FROM users').get([]))?.n;
}

describe('transaction', () => {
  it('keeps nothing when its work throws', async () => {
    const db = await database();
    const failing = db.transaction(async (tx) => {
      await addUser(tx);
      throw new Error('midway');
    });
    await expect(failing).rejects.toThrow('midway');
    expect(await userCount(db)).toBe(0);
  });

  it('hides its rows from others until it ends', async () => {
    const db = await database();
    let seen: Promise<number | undefined> | undefined;
    await db.transaction(async (tx) => {
      await addUser(tx);
      seen = userCount(db);
      await new Promise((resolve) => setImmediate(resolve));
      await addUser(tx);
    });
    expect(await seen).toBe(2);
  });

  it('runs one transaction after the other', async () => {
    const db = await database();
    const counts = await Promise.all(
      [1, 2, 3].map(() =>
        db.transaction(async (tx) => {
          await addUser(tx);
          await new Promise((resolve) => setImmediate(resolve));
          return userCount(tx);
        }),
      ),
    );
    expect(counts).toEqual([1, 2, 3]);
  });
});
