import pg from 'pg';
import { DatabaseUnusableError } from '../errors.js';
import { openingError } from './connection-errors.js';
import { migrations } from './migrations.js';
import { parsePostgresUrl } from './postgres-location.js';

/** What a database is like, without a change to it. */
export interface PostgresState {
  /** The URL without the password, and the schema. */
  name: string;
  /** Such as `15.14`. */
  server: string;
  /** The instances that use the schema now. */
  instances: number;
  /** Whether searches use an index of trigrams. Undefined when the schema does not exist yet. */
  hasTrigrams: boolean | undefined;
}

const CONNECT_TIMEOUT_MS = 5000;

const FACTS = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS server,
  current_setting('transaction_read_only') = 'on' AS "isReadOnly",
  has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
  EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version') AS "hasSchema"`;

/** Says whether a mock can use a database. Throws DatabaseUnusableError, whose message has no password. */
export async function inspectPostgres(url: string, schema?: string): Promise<PostgresState> {
  const location = parsePostgresUrl(url, schema);
  const client = new pg.Client({ ...location.config, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const facts = (await client.query(FACTS)).rows[0];
    const refuse = (reason: string) => new DatabaseUnusableError(`The database ${location.name} ${reason}`);
    if (facts.version < 140_000)
      throw refuse(`is on PostgreSQL ${facts.server}. Version 14 or later is required.`);
    if (facts.isReadOnly) throw refuse('is read-only. Use the address of the primary server.');
    const state = { name: location.name, server: String(facts.server) };
    if (!facts.hasSchema) {
      if (facts.mayCreate) return { ...state, instances: 0, hasTrigrams: undefined };
      throw refuse('has no such schema, and the user may not create it. It needs CREATE on the database.');
    }
    const { rows } = await client.query('SELECT version FROM schema_version');
    const version = Number(rows[0]?.version);
    if (version > migrations.length) {
      throw refuse(
        `has schema version ${version}. This release supports versions up to ${migrations.length}. Use a newer release.`,
      );
    }
    if (version < migrations.length) return { ...state, instances: 0, hasTrigrams: undefined };
    const used = await client.query(
      `SELECT (SELECT COUNT(*)::int FROM instances WHERE lease_until > clock_timestamp()) AS instances,
         to_regclass('search_values_by_trigram') IS NOT NULL AS trigrams`,
    );
    return {
      ...state,
      instances: Number(used.rows[0]?.instances),
      hasTrigrams: used.rows[0]?.trigrams === true,
    };
  } catch (error) {
    throw error instanceof DatabaseUnusableError ? error : openingError(location.name, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
