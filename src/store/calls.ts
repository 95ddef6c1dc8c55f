import type { Database, Statement } from './database.js';

/** A call of the journal, as JSON. */
export interface StoredCall {
  sequence: number;
  content: string;
}

/** The latest calls of all instances. Only a database that several instances share has this table. */
export class Calls {
  readonly #add: Statement<unknown>;
  readonly #trim: Statement<unknown>;
  readonly #clear: Statement<unknown>;
  readonly #bounds: Statement<{ first: number | null; last: number | null }>;
  readonly #since: Statement<StoredCall>;

  constructor(db: Database) {
    // The lock makes the order of the sequence numbers that of the commits, so that a reader skips none.
    this.#add = db.prepare(
      `INSERT INTO journal (content) SELECT value FROM (SELECT pg_advisory_xact_lock(hashtext('chck journal'),
         hashtext(current_schema()))) AS locked, ${db.dialect.elements('text')} AS calls`,
    );
    this.#trim = db.prepare('DELETE FROM journal WHERE sequence <= (SELECT MAX(sequence) FROM journal) - ?');
    this.#clear = db.prepare('DELETE FROM journal');
    this.#bounds = db.prepare('SELECT MIN(sequence) AS "first", MAX(sequence) AS "last" FROM journal');
    this.#since = db.prepare(
      'SELECT sequence AS "sequence", content AS "content" FROM journal WHERE sequence > ? ORDER BY sequence DESC LIMIT ?',
    );
  }

  /** Adds calls, and keeps the latest `kept` ones. */
  async add(contents: readonly string[], kept: number): Promise<void> {
    await this.#add.run([JSON.stringify(contents)]);
    await this.#trim.run([kept]);
  }

  async clear(): Promise<void> {
    await this.#clear.run([]);
  }

  /** The sequence numbers of the oldest and of the latest call; null when there is none. */
  async bounds(): Promise<{ first: number | null; last: number | null }> {
    return (await this.#bounds.get([])) ?? { first: null, last: null };
  }

  /** The latest calls with a higher sequence number, the oldest first, up to `limit`. */
  async since(sequence: number, limit: number): Promise<StoredCall[]> {
    return (await this.#since.all([sequence, limit])).reverse();
  }
}
