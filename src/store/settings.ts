import type { Database } from './database.js';

/** Settings of the mock, such as its world, seed, clock and secrets. Values are JSON. */
export class Settings {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const row = await this.#db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key);
    return row && (JSON.parse(row.value) as Value);
  }

  async set(key: string, value: unknown): Promise<void> {
    const sql =
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
    await this.#db.run(sql, key, JSON.stringify(value));
  }
}
