import type { Database } from './database.js';

/** The outcome of a grading, as webhooks state it (contract §8). */
export type Outcome = 'success' | 'failure';

/** An address to which a user's webhooks with one outcome are sent. */
export interface WebhookTarget {
  id: number;
  userId: number;
  outcome: Outcome;
  /** Exactly as the user gave it. */
  url: string;
  createdAt: string;
}

const columns = 'id, user_id AS userId, outcome, url, created_at AS createdAt';

export class WebhookTargets {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async list(userId: number): Promise<WebhookTarget[]> {
    return this.#db.all<WebhookTarget>(
      `SELECT ${columns} FROM webhook_targets WHERE user_id = ? ORDER BY id`,
      userId,
    );
  }

  async find(id: number): Promise<WebhookTarget | undefined> {
    return this.#db.get<WebhookTarget>(`SELECT ${columns} FROM webhook_targets WHERE id = ?`, id);
  }

  async add(target: Omit<WebhookTarget, 'id'>): Promise<WebhookTarget> {
    const { userId, outcome, url, createdAt } = target;
    const sql = 'INSERT INTO webhook_targets (user_id, outcome, url, created_at) VALUES (?, ?, ?, ?)';
    const { lastId } = await this.#db.run(sql, userId, outcome, url, createdAt);
    return { id: lastId, ...target };
  }

  /** Removes a target of this user. Returns false when there is none. */
  async remove(userId: number, id: number): Promise<boolean> {
    const sql = 'DELETE FROM webhook_targets WHERE user_id = ? AND id = ?';
    return (await this.#db.run(sql, userId, id)).changes === 1;
  }
}
