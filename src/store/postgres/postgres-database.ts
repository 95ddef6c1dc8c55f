import type { Pool, PoolClient } from 'pg';
import type { Database, RootDatabase } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import { isConnectionError } from './connection-errors.js';
import type { InstanceLock } from './instance-lock.js';
import { PostgresSession } from './postgres-session.js';

/** The lock that the transactions of all instances on a schema hold, one after another, as on SQLite. */
export const TRANSACTION_LOCK = "SELECT pg_advisory_xact_lock(hashtext('chck'), hashtext(current_schema()))";

/** A schema of a PostgreSQL database. Statements outside transactions use any connection of the pool. */
export class PostgresDatabase extends PostgresSession implements RootDatabase {
  readonly #pool: Pool;
  readonly #lock: InstanceLock | undefined;
  readonly #sessions = new WeakMap<PoolClient, PostgresSession>();

  constructor(pool: Pool, lock?: InstanceLock) {
    super(pool);
    this.#pool = pool;
    this.#lock = lock;
  }

  async transaction<Result>(work: (tx: Database) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    const session = this.#sessionOf(client);
    let broken: boolean | undefined;
    try {
      await session.query({ text: 'BEGIN' });
      await session.query({ name: 'chck_lock', text: TRANSACTION_LOCK });
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

  async ping(): Promise<void> {
    await this.query({ text: 'SELECT 1' });
  }

  async close(): Promise<void> {
    await this.#pool.end();
    await this.#lock?.release();
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw isConnectionError(error) ? new DatabaseUnavailableError({ cause: error }) : error;
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
