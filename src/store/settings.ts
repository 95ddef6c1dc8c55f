import type { Database, Statement } from './database.js';

/** The setting of the sign-ins to the portal. */
export const SIGN_INS = 'portal_sign_ins';
/** The setting of the saved scenarios. */
export const SCENARIOS = 'scenarios';

/** Settings of the mock, such as its world, seed, clock and secrets. Values are JSON. */
export class Settings {
  readonly #get: Statement<{ value: string }>;
  readonly #set: Statement<unknown>;

  constructor(db: Database) {
    this.#get = db.prepare('SELECT value AS "value" FROM settings WHERE key = ?');
    this.#set = db.prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const row = await this.#get.get([key]);
    return row && (JSON.parse(row.value) as Value);
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.#set.run([key, JSON.stringify(value)]);
  }
}
