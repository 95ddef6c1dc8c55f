import pg from 'pg';
import type { RootDatabase } from '../database.js';
import { DatabaseUnusableError } from '../errors.js';
import { openingError } from './connection-errors.js';
import { migrations } from './migrations.js';
import { PostgresDatabase, TRANSACTION_LOCK } from './postgres-database.js';
import { parsePostgresUrl } from './postgres-location.js';
import { newInstanceId } from './postgres-sharing.js';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;
const LOWEST_VERSION = 140_000;
const BIGINT = 20;

/** Numbers of 64 bits as JavaScript numbers. The mock gives no id above 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === BIGINT ? Number : pg.types.getTypeParser(oid, format)),
};

/**
 * Opens a schema of a PostgreSQL database (14 or later), creates it when it does not exist, and brings it up to date.
 * Several processes can open the same schema at once. Throws DatabaseUnusableError, whose message has no password.
 */
export async function openPostgres(
  url: string,
  { schema }: { schema?: string | undefined } = {},
): Promise<RootDatabase> {
  const location = parsePostgresUrl(url, schema);
  const instance = newInstanceId();
  const pool = new pg.Pool({
    ...location.config,
    types,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: instance,
    keepAlive: true,
  });
  // Without listeners, the loss of a connection would end the process. Its statement fails, and the next one connects again.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const client = await pool.connect();
    try {
      await prepareSchema(client, location.schema, location.name);
    } finally {
      client.release();
    }
    return new PostgresDatabase(pool, location, instance);
  } catch (error) {
    await pool.end();
    throw error instanceof DatabaseUnusableError ? error : openingError(location.name, error);
  }
}

async function prepareSchema(client: pg.PoolClient, schema: string, name: string): Promise<void> {
  const { rows } = await client.query('SHOW server_version_num');
  const server = Number(rows[0]?.server_version_num);
  if (server < LOWEST_VERSION) {
    throw new DatabaseUnusableError(
      `The database ${name} is on PostgreSQL ${Math.floor(server / 10_000)}. Version 14 or later is required.`,
    );
  }
  await client.query('BEGIN');
  try {
    // Instances that start at once do this one after another. The schema may not exist yet, so the lock has its name.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('chck schema'), hashtext($1))", [schema]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await migrate(client, name);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function migrate(client: pg.PoolClient, name: string): Promise<void> {
  const { rows: found } = await client.query(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  const isNew = found.length === 0;
  if (!isNew && !found.some((table) => table.name === 'schema_version')) {
    throw new DatabaseUnusableError(
      `The database ${name} has tables of another program. It was not changed. Choose another schema with --database-schema.`,
    );
  }
  if (isNew) {
    await client.query(
      'CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (0)',
    );
  }
  const { rows } = await client.query('SELECT version FROM schema_version');
  const version = Number(rows[0]?.version);
  if (version > migrations.length) {
    throw new DatabaseUnusableError(
      `The database ${name} has schema version ${version}. This release of the kit supports versions up to ${migrations.length}. Use a newer release, or another schema.`,
    );
  }
  if (version === migrations.length) return;
  // No transaction of an older instance runs during the upgrade.
  await client.query(TRANSACTION_LOCK);
  for (const step of migrations.slice(version)) await client.query(step);
  if (version === 0) await createTrigramIndex(client);
  await client.query('UPDATE schema_version SET version = $1', [migrations.length]);
}

/** Makes searches in many distinct values fast. Where the extension cannot be created, they read all distinct values. */
async function createTrigramIndex(client: pg.PoolClient): Promise<void> {
  await client.query('SAVEPOINT trigram');
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public');
    const { rows } = await client.query(
      "SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'",
    );
    const owner = pg.escapeIdentifier(String(rows[0]?.schema));
    await client.query(
      `CREATE INDEX search_values_by_trigram ON search_values USING gin (value ${owner}.gin_trgm_ops)`,
    );
  } catch {
    await client.query('ROLLBACK TO SAVEPOINT trigram');
  }
}
