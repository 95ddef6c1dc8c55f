import type { Database, Statement } from './database.js';
import { insertedId } from './inserted-id.js';

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

const columns = `id AS "id", user_id AS "userId", outcome AS "outcome", url AS "url", created_at AS "createdAt"`;

export class WebhookTargets {
  readonly #list: Statement<WebhookTarget>;
  readonly #find: Statement<WebhookTarget>;
  readonly #add: Statement<{ id: number }>;
  readonly #remove: Statement<unknown>;

  constructor(db: Database) {
    this.#list = db.prepare(`SELECT ${columns} FROM webhook_targets WHERE user_id = ? ORDER BY id`);
    this.#find = db.prepare(`SELECT ${columns} FROM webhook_targets WHERE id = ?`);
    this.#add = db.prepare(
      'INSERT INTO webhook_targets (user_id, outcome, url, created_at) VALUES (?, ?, ?, ?) RETURNING id',
    );
    this.#remove = db.prepare('DELETE FROM webhook_targets WHERE user_id = ? AND id = ?');
  }

  list(userId: number): Promise<WebhookTarget[]> {
    return this.#list.all([userId]);
  }

  find(id: number): Promise<WebhookTarget | undefined> {
    return this.#find.get([id]);
  }

  async add(target: Omit<WebhookTarget, 'id'>): Promise<WebhookTarget> {
    const { userId, outcome, url, createdAt } = target;
    const id = await insertedId(this.#add, [userId, outcome, url, createdAt]);
    return { id, userId, outcome, url, createdAt };
  }

  /** Removes a target of this user. Returns false when there is none. */
  async remove(userId: number, id: number): Promise<boolean> {
    return (await this.#remove.run([userId, id])) === 1;
  }
}
