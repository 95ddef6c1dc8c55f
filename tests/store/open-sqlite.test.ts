import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import LibSql from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import type { Database, RootDatabase } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.js';
import { openStore } from '../../src/store/store.js';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'chck-'));
}

async function open(file: string): Promise<RootDatabase> {
  const database = await openSqlite(file);
  onTestFinished(() => database.close());
  return database;
}

async function addUser(db: Database): Promise<void> {
  await db.prepare("INSERT INTO users (created_at) VALUES ('2026-01-01T00:00:00.000Z')").run([]);
}

async function userCount(db: Database): Promise<number | undefined> {
  return (await db.prepare<{ n: number }>('SELECT COUNT(*) AS n FROM users').get([]))?.n;
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function failure(file: string): Promise<string> {
  try {
    await open(file);
  } catch (error) {
    expect(error).toMatchObject({ name: 'DatabaseUnusableError', code: 'database_unusable' });
    return error instanceof Error ? error.message : '';
  }
  throw new Error(`${file} was opened`);
}

it('creates a private folder .chck with a .gitignore and private files', async () => {
  const data = join(folder(), '.chck');
  await addUser(await open(join(data, 'mock.db')));
  expect(readFileSync(join(data, '.gitignore'), 'utf8')).toBe('*\n');
  expect(mode(data)).toBe('700');
  expect(readdirSync(data).sort()).toEqual(['.gitignore', 'mock.db', 'mock.db-wal']);
  for (const file of readdirSync(data)) expect([file, mode(join(data, file))]).toEqual([file, '600']);
});

it('creates no .gitignore in any other folder', async () => {
  const data = folder();
  await open(join(data, 'mock.db'));
  expect(existsSync(join(data, '.gitignore'))).toBe(false);
});

it('makes an existing database private', async () => {
  const file = join(folder(), 'mock.db');
  await (await openSqlite(file)).close();
  chmodSync(file, 0o644);
  await open(file);
  expect(mode(file)).toBe('600');
});

it('finds its rows again after it was closed', async () => {
  const file = join(folder(), 'mock.db');
  const first = await openSqlite(file);
  await addUser(first);
  await first.close();
  expect(await userCount(await open(file))).toBe(1);
});

it('refuses a file that another mock has open, under any of its names', async () => {
  const data = folder();
  const file = join(data, 'mock.db');
  await addUser(await open(file));
  symlinkSync(file, join(data, 'symbolic.db'));
  linkSync(file, join(data, 'hard.db'));
  for (const name of ['mock.db', 'symbolic.db', 'hard.db']) {
    expect(await failure(join(data, name))).toMatch(/is in use by another running mock.*--data FILE/);
  }
});

it('refuses a database with a newer schema', async () => {
  const file = join(folder(), 'mock.db');
  const first = await openSqlite(file);
  await first.prepare('PRAGMA user_version = 999').run([]);
  await first.close();
  expect(await failure(file)).toContain('schema version 999');
});

it("refuses another program's database and does not change it", async () => {
  const file = join(folder(), 'other.db');
  new LibSql(file).exec('CREATE TABLE notes (text TEXT)');
  const before = readFileSync(file);
  expect(await failure(file)).toMatch(/belongs to another program.*was not changed/);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it("refuses another program's database that has a schema version as an earlier release of the kit had", async () => {
  const file = join(folder(), 'other.db');
  new LibSql(file).exec('CREATE TABLE notes (text TEXT); PRAGMA user_version = 2');
  const before = readFileSync(file);
  expect(await failure(file)).toContain('belongs to another program');
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('refuses a file that is not a database', async () => {
  const file = join(folder(), 'notes.txt');
  writeFileSync(file, 'shopping list');
  expect(await failure(file)).toContain('is not an SQLite database');
  expect(readFileSync(file, 'utf8')).toBe('shopping list');
});

it('refuses a folder and names a file in it', async () => {
  const data = folder();
  expect(await failure(data)).toContain(
    `is a folder. Name a file in it, such as --data ${join(data, 'mock.db')}`,
  );
});

it('refuses a path in /proc, and does not loop', async () => {
  expect(await failure('/proc/none/deep/mock.db')).toContain('cannot be created');
});

it('refuses a path through a file', async () => {
  const data = folder();
  writeFileSync(join(data, 'file'), '');
  expect(await failure(join(data, 'file', 'mock.db'))).toContain('a part of its path is not a folder');
});

it('removes the folders and files that it created when it fails', async () => {
  const data = folder();
  mkdirSync(join(data, 'sub', '.chck', 'mock.db'), { recursive: true });
  await failure(join(data, 'sub', '.chck', 'mock.db'));
  expect(readdirSync(data, { recursive: true }).sort()).toEqual(['sub', 'sub/.chck', 'sub/.chck/mock.db']);
});

it.skipIf(process.getuid?.() === 0)('refuses a folder that is not writable', async () => {
  const data = folder();
  chmodSync(data, 0o500);
  expect(await failure(join(data, 'mock.db'))).toContain('its folder or file is not writable');
});

it('upgrades a database of schema version 3', async () => {
  const file = join(folder(), 'mock.db');
  writeFileSync(file, gunzipSync(readFileSync(new URL('schema-3.db.gz', import.meta.url))));
  const store = await openStore(file);
  onTestFinished(() => store.close());
  const [account] = await store.accounts.list();
  const query = {
    userId: account?.userId ?? 0,
    graded: 'all',
    sort: 'player',
    dir: 'asc',
    limit: 100,
  } as const;
  expect(await store.cards.list(query)).toHaveLength(60);
  const found = await store.cards.list({ ...query, q: 'ZOË NØRGAARD' });
  expect(found.map(({ card }) => card.playerName)).toEqual(['Zoë Nørgaard']);
  const grades = await store.counts.list(query.userId, 'card_grade');
  expect(grades.reduce((sum, { count }) => sum + count, 0)).toBe(60);
});
