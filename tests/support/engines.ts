import { randomBytes } from 'node:crypto';
import { afterAll } from 'vitest';
import type { RootDatabase } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres/open-postgres.js';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.js';
import { hasPostgres, type PostgresServer, postgresNote, startPostgres } from './postgres.js';

/** An engine of the store. */
export interface Engine {
  name: string;
  available: boolean;
  /** Opens a new, empty database. */
  open(): Promise<RootDatabase>;
}

let server: Promise<PostgresServer> | undefined;

/** The PostgreSQL server of a test file that calls `usesPostgres`. */
export function sharedPostgres(): Promise<PostgresServer> {
  server ??= startPostgres();
  return server;
}

/** Stops the server after the last test of the file that calls this: modules outlive a file. */
export function usesPostgres(): void {
  afterAll(async () => {
    const started = await server;
    server = undefined;
    started?.stop();
  });
}

export function newSchema(): string {
  return `test_${randomBytes(6).toString('hex')}`;
}

export const engines: Engine[] = [
  { name: 'SQLite', available: true, open: () => openSqlite() },
  {
    name: `PostgreSQL${postgresNote}`,
    available: hasPostgres,
    open: async () => openPostgres((await sharedPostgres()).url, { schema: newSchema() }),
  },
];
