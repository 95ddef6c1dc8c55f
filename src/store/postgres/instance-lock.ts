import pg from 'pg';
import { DatabaseUnusableError } from '../errors.js';
import { openingError } from './connection-errors.js';
import type { PostgresLocation } from './postgres-location.js';

const ACQUIRE = "SELECT pg_try_advisory_lock(hashtext('chck instance'), hashtext($1)) AS acquired";
const RETRY_MS = 250;
/** A mock that is being replaced may take this long to end. */
const WAIT_MS = 5000;

/**
 * Keeps other mocks from using a schema. The server holds the lock for one connection, and releases it when the
 * connection ends, also when the process is killed.
 */
export class InstanceLock {
  readonly #location: PostgresLocation;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #released = false;

  private constructor(location: PostgresLocation) {
    this.#location = location;
  }

  /** Throws DatabaseUnusableError when another mock uses the schema. */
  static async acquire(location: PostgresLocation): Promise<InstanceLock> {
    const lock = new InstanceLock(location);
    const deadline = Date.now() + WAIT_MS;
    try {
      while (!(await lock.#tryAcquire())) {
        if (Date.now() > deadline) {
          throw new DatabaseUnusableError(
            `The database ${location.name} is in use by another running mock. Stop that mock, or choose another schema with --database-schema.`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    } catch (error) {
      throw error instanceof DatabaseUnusableError ? error : openingError(location.name, error);
    }
    return lock;
  }

  async release(): Promise<void> {
    this.#released = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  async #tryAcquire(): Promise<boolean> {
    const client = new pg.Client(this.#location.config);
    client.on('error', () => this.#acquireAgain(client));
    try {
      await client.connect();
      const { rows } = await client.query(ACQUIRE, [this.#location.schema]);
      if (rows[0]?.acquired === true && !this.#released) {
        this.#client = client;
        return true;
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return false;
  }

  /** The connection is lost, for example because the server was restarted. */
  #acquireAgain(lost: pg.Client): void {
    if (this.#released || this.#client !== lost) return;
    this.#retry = setTimeout(() => {
      this.#tryAcquire().then(
        (acquired) => acquired || this.#acquireAgain(lost),
        () => this.#acquireAgain(lost),
      );
    }, RETRY_MS);
    this.#retry.unref();
  }
}
