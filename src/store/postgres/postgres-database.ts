import type { Pool, PoolClient } from 'pg';
import type { Database, Reload, RootDatabase } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import { isConnectionError } from './connection-errors.js';
import type { PostgresLocation } from './postgres-location.js';
import { PostgresSession } from './postgres-session.js';
import { PostgresSharing } from './postgres-sharing.js';

/** The lock that the transactions of all instances on a schema hold, one after another, as on SQLite. */
export const TRANSACTION_LOCK = "SELECT pg_advisory_xact_lock(hashtext('chck'), hashtext(current_schema()))";

/** A schema of a PostgreSQL database. Statements outside transactions use any connection of the pool. */
export class PostgresDatabase extends PostgresSession implements RootDatabase {
  readonly sharing: PostgresSharing;
  readonly #pool: Pool;
  readonly #sessions = new WeakMap<PoolClient, PostgresSession>();

  constructor(pool: Pool, location: PostgresLocation, instance: string) {
    super(pool);
    this.#pool = pool;
    this.sharing = new PostgresSharing(location, instance, this, (work) => this.#transact(work));
  }

  transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    return this.#transact(work);
  }

  async #transact<Result>(work: (session: PostgresSession) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    const session = this.#sessionOf(client);
    let broken: boolean | undefined;
    try {
      await session.query({ text: 'BEGIN' });
      await session.query({ name: 'chck_lock', text: TRANSACTION_LOCK });
      await this.sharing.begin(session);
      const result = await work(session);
      await session.query({ text: 'COMMIT' });
      return result;
    } catch (error) {
      // A connection that cannot roll back is closed, and the server rolls back.
      broken = await session.query({ text: 'ROLLBACK' }).then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  onStale(reload: Reload): void {
    this.sharing.onStale(reload);
  }

  async ping(): Promise<void> {
    await this.sharing.refresh();
  }

  async close(): Promise<void> {
    await this.sharing.close();
    await this.#pool.end();
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw isConnectionError(error) ? new DatabaseUnavailableError(undefined, { cause: error }) : error;
    }
  }

  #sessionOf(client: PoolClient): PostgresSession {
    let session = this.#sessions.get(client);
    if (session === undefined) {
      session = new PostgresSession(client);
      this.#sessions.set(client, session);
    }
    return session;
  }
}
