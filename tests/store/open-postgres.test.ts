import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RootDatabase } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres/open-postgres.js';
import { parsePostgresUrl } from '../../src/store/postgres/postgres-location.js';
import { Store } from '../../src/store/store.js';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';

usesPostgres();

const SECRET = 'only-for-tests';

async function serverUrl(): Promise<string> {
  return (await sharedPostgres()).url;
}

async function open(url: string, schema?: string): Promise<RootDatabase> {
  const database = await openPostgres(url, { schema });
  onTestFinished(() => database.close());
  return database;
}

async function openStore(url: string, schema?: string): Promise<Store> {
  return new Store(await open(url, schema));
}

async function failure(url: string, schema?: string): Promise<string> {
  const error = await open(url, schema).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'DatabaseUnusableError', code: 'database_unusable' });
  const message = error instanceof Error ? error.message : '';
  expect(message).not.toContain(SECRET);
  return message;
}

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client(await serverUrl());
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe.skipIf(!hasPostgres)(`openPostgres${postgresNote}`, () => {
  test('creates the schema once when several processes open it at once', async () => {
    const [url, schema] = [await serverUrl(), newSchema()];
    const stores = await Promise.all([1, 2, 3].map(() => openStore(url, schema)));
    const id = await stores[0]?.accounts.addUser('2026-01-01T00:00:00.000Z');
    expect(id).toBe(1);
    expect(await stores[1]?.accounts.addUser('2026-01-01T00:00:00.000Z')).toBe(2);
  });

  test('reads the schema from the URL, and keeps schemas apart', async () => {
    const url = await serverUrl();
    const [first, second] = [newSchema(), newSchema()];
    const one = await openStore(`${url}?schema=${first}`);
    const other = await openStore(`${url}?schema=${second}`);
    await one.settings.set('name', 'one');
    expect(await other.settings.get('name')).toBeUndefined();
  });

  test('refuses a wrong password without printing it', async () => {
    const url = (await serverUrl()).replace(SECRET, `${SECRET}-wrong`);
    expect(await failure(url)).toContain('refuses the user or the password');
  });

  test('names a server that cannot be reached', async () => {
    expect(await failure(`postgres://user:${SECRET}@127.0.0.1:1/db`)).toMatch(
      /postgres:\/\/user@127\.0\.0\.1:1\/db.*cannot be reached \(ECONNREFUSED\)/,
    );
  });

  test('names a database that does not exist', async () => {
    const url = (await serverUrl()).replace(/postgres$/, 'absent');
    expect(await failure(url)).toContain('has no database of this name');
  });

  test('refuses a newer schema', async () => {
    const [url, schema] = [await serverUrl(), newSchema()];
    await open(url, schema);
    await administer(`UPDATE ${schema}.schema_version SET version = 999`);
    expect(await failure(url, schema)).toContain('schema version 999');
  });

  test('refuses a schema with tables of another program and does not change it', async () => {
    const [url, schema] = [await serverUrl(), newSchema()];
    await administer(`CREATE SCHEMA ${schema}`, `CREATE TABLE ${schema}.notes (text TEXT)`);
    expect(await failure(url, schema)).toContain('has tables of another program');
    await administer(`DROP TABLE ${schema}.notes`, `DROP SCHEMA ${schema}`);
  });

  test('refuses a server that is read-only', async () => {
    const url = await serverUrl();
    await administer(
      "CREATE ROLE reader LOGIN SUPERUSER PASSWORD 'only-for-tests'",
      'ALTER ROLE reader SET default_transaction_read_only = on',
    );
    const schema = newSchema();
    expect(await failure(url.replace('postgres:only', 'reader:only'), schema)).toContain('it is read-only');
  });

  test('names the permission that a user lacks', async () => {
    const url = await serverUrl();
    await administer("CREATE ROLE guest LOGIN PASSWORD 'only-for-tests'");
    expect(await failure(url.replace('postgres:only', 'guest:only'), newSchema())).toContain(
      'It needs CREATE on the database',
    );
  });

  test('works without the extension pg_trgm, for a user who may not create it', async () => {
    const url = await serverUrl();
    await administer(
      "CREATE ROLE owner LOGIN PASSWORD 'only-for-tests'",
      'CREATE DATABASE owned OWNER owner',
    );
    const owned = url.replace('postgres:only', 'owner:only').replace(/postgres$/, 'owned');
    const store = await openStore(owned, newSchema());
    expect(await store.accounts.list()).toEqual([]);
  });

  test('reports a lost server, and works again after it has started', async () => {
    const store = await openStore(await serverUrl(), newSchema());
    await store.settings.set('value', 1);
    const transaction = store.transaction(async (tables) => {
      await tables.settings.set('value', 2);
      const server = await sharedPostgres();
      server.shutDown();
      server.start();
      await tables.settings.set('value', 3);
    });
    await expect(transaction).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect.poll(() => store.settings.get('value').catch(String)).toBe(1);
  });
});

describe('the URL of a database', () => {
  test.each([
    ['mysql://localhost/db', 'only postgres: is supported'],
    ['not a url', 'is not valid'],
    ['postgres://localhost/db?schema=Robert"; DROP', 'is not usable'],
    ['postgres://localhost/db?schema=pg_catalog', 'is not usable'],
  ])('refuses %s', (url, message) => {
    expect(() => parsePostgresUrl(url)).toThrow(message);
  });

  test('gives the schema that is set elsewhere precedence, and never shows the password', () => {
    const { schema, name, config } = parsePostgresUrl(
      'postgres://me:secret@host/db?schema=a&sslmode=require',
      'b',
    );
    expect(schema).toBe('b');
    expect(name).toBe('postgres://me@host/db (schema b)');
    expect(config.connectionString).toBe('postgres://me:secret@host/db?sslmode=require');
  });
});
