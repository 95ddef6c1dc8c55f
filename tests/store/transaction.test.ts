import { afterEach, describe, expect, test } from 'vitest';
import type { Database, RootDatabase } from '../../src/store/database.js';
import { type Engine, engines, usesPostgres } from '../support/engines.js';

usesPostgres();

const open: RootDatabase[] = [];

async function database(engine: Engine): Promise<RootDatabase> {
  const opened = await engine.open();
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

describe.each(engines)('a transaction on $name', (engine) => {
  const it = test.skipIf(!engine.available);

  it('keeps nothing when its work throws', async () => {
    const db = await database(engine);
    const failing = db.transaction(async (tx) => {
      await addUser(tx);
      throw new Error('midway');
    });
    await expect(failing).rejects.toThrow('midway');
    expect(await userCount(db)).toBe(0);
  });

  it('hides its rows from others until it ends', async () => {
    const db = await database(engine);
    let seen: Promise<number | undefined> | undefined;
    await db.transaction(async (tx) => {
      await addUser(tx);
      seen = userCount(db);
      await new Promise((resolve) => setImmediate(resolve));
      await addUser(tx);
    });
    // On SQLite others wait for the end. On PostgreSQL they read the rows from before.
    expect(engine.name === 'SQLite' ? [2] : [0, 2]).toContain(await seen);
  });

  it('runs one transaction after the other', async () => {
    const db = await database(engine);
    const counts = await Promise.all(
      [1, 2, 3].map(() =>
        db.transaction(async (tx) => {
          await addUser(tx);
          await new Promise((resolve) => setImmediate(resolve));
          return userCount(tx);
        }),
      ),
    );
    // Connections of PostgreSQL get their turn in any order.
    expect(engine.name === 'SQLite' ? counts : counts.sort()).toEqual([1, 2, 3]);
  });
});
