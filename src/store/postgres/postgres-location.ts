import type { PoolConfig } from 'pg';
import { DatabaseUnusableError } from '../errors.js';

/** The schema of a mock that is given none. */
const DEFAULT_SCHEMA = 'chck';
/** An instance that hangs in a transaction does not block the others for long. */
const OPTIONS = '-c idle_in_transaction_session_timeout=60s';
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Where the tables of a mock are. */
export interface PostgresLocation {
  config: PoolConfig;
  schema: string;
  /** The URL without the password, for messages. */
  name: string;
}

/**
 * Reads `postgres://user:password@host:port/database?schema=name`. Other parameters are those of pg, such as `sslmode`.
 * `schema` takes precedence over the URL. Throws DatabaseUnusableError, whose message has no password.
 */
export function parsePostgresUrl(url: string, schema?: string): PostgresLocation {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new DatabaseUnusableError(
      'The URL of the database is not valid. Example: postgres://user@host:5432/name',
    );
  }
  if (parsed.protocol !== 'postgres:' && parsed.protocol !== 'postgresql:') {
    throw new DatabaseUnusableError(
      `The URL of the database starts with ${parsed.protocol}, but only postgres: is supported. For a file, use --data.`,
    );
  }
  const name = schema ?? parsed.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  if (!SCHEMA_NAME.test(name) || name.startsWith('pg_')) {
    throw new DatabaseUnusableError(
      `The schema ${name} is not usable. A schema has lower-case letters, digits and _, at most 63, and does not start with pg_.`,
    );
  }
  const given = parsed.searchParams.get('options') ?? '';
  for (const own of ['schema', 'options']) parsed.searchParams.delete(own);
  const shown = new URL(parsed);
  shown.password = '';
  shown.search = '';
  return {
    config: { connectionString: parsed.href, options: `${given} ${OPTIONS} -c search_path=${name}`.trim() },
    schema: name,
    name: `${shown.href} (schema ${name})`,
  };
}
