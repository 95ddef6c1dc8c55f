import type { Database, SqlValue } from './database.js';
import type { Outcome } from './webhook-targets.js';

/**
 * The state of a delivery. `pending`: waits for its next attempt. `cancelled`: its target was deleted. `dropped`: a fault
 * suppressed it.
 */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'cancelled' | 'dropped';

/** One webhook for one target (contract §8). */
export interface Delivery {
  id: number;
  /** The `webhook-id` header. It is the same in every attempt and for every target of the event. */
  messageId: string;
  userId: number;
  /** Null for an address that is not a registered target. */
  targetId: number | null;
  url: string;
  gradingId: string;
  outcome: Outcome;
  /** The request body. */
  body: string;
  /** The kind of the fault that was applied to this delivery, if any. */
  fault: string | null;
  state: DeliveryState;
  attemptCount: number;
  /** When the next attempt is due. Null when there is none or one is under way. */
  nextAttemptAt: string | null;
  createdAt: string;
  finishedAt: string | null;
}

/** A delivery to add to the outbox. */
export type NewDelivery = Omit<Delivery, 'id' | 'attemptCount' | 'finishedAt' | 'state'> & {
  state: 'pending' | 'dropped';
};

/** A delivery that the dispatcher has claimed. Deliveries in one lane share a limit of parallel attempts. */
export interface ClaimedDelivery {
  id: number;
  lane: string;
  messageId: string;
  userId: number;
  targetId: number | null;
  url: string;
  gradingId: string;
  outcome: Outcome;
  body: string;
  createdAt: string;
  /** The number of the attempt that begins, from 1. */
  attemptNumber: number;
}

/** A filter for deliveries. */
export interface DeliveryQuery {
  userId?: number | undefined;
  gradingId?: string | undefined;
  targetId?: number | undefined;
  outcome?: Outcome | undefined;
  url?: string | undefined;
  state?: DeliveryState | undefined;
  /** Returns only deliveries with a lower id: the next page. */
  beforeId?: number | undefined;
  limit: number;
}

const columns = `id, message_id AS messageId, user_id AS userId, target_id AS targetId, url, grading_id AS gradingId,
  outcome, body, fault, state, attempt_count AS attemptCount, next_attempt_at AS nextAttemptAt,
  created_at AS createdAt, finished_at AS finishedAt`;

/** The lanes with pending deliveries, each with the time of its next attempt. One index lookup for each lane. */
const lanes = `WITH RECURSIVE lanes (lane, due_at) AS (
    SELECT * FROM (SELECT lane, next_attempt_at FROM deliveries WHERE next_attempt_at IS NOT NULL
      ORDER BY lane, next_attempt_at LIMIT 1)
    UNION ALL
    SELECT next.lane, next.next_attempt_at FROM lanes JOIN deliveries next ON next.id = (
      SELECT d.id FROM deliveries d WHERE d.next_attempt_at IS NOT NULL AND d.lane > lanes.lane
      ORDER BY d.lane, d.next_attempt_at LIMIT 1)
  )`;

/** SQLite has no OFFSET without LIMIT. */
const MAX_ROWS = 2_000_000_000;

export class Deliveries {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds deliveries and returns them with their ids. */
  async add(deliveries: readonly NewDelivery[]): Promise<Delivery[]> {
    const added: Delivery[] = [];
    for (const delivery of deliveries) {
      const { messageId, userId, targetId, url, gradingId, outcome, body, fault, state } = delivery;
      const { nextAttemptAt, createdAt } = delivery;
      const finishedAt = state === 'dropped' ? createdAt : null;
      const { lastId } = await this.#db.run(
        `INSERT INTO deliveries (message_id, user_id, target_id, lane, url, grading_id, outcome, body, fault, state,
           next_attempt_at, created_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[
          messageId,
          userId,
          targetId,
          targetId === null ? url : `target ${targetId}`,
          url,
          gradingId,
          outcome,
        ],
        ...[body, fault, state, nextAttemptAt, createdAt, finishedAt],
      );
      added.push({ ...delivery, id: lastId, attemptCount: 0, finishedAt });
    }
    return added;
  }

  async find(id: number): Promise<Delivery | undefined> {
    return this.#db.get<Delivery>(`SELECT ${columns} FROM deliveries WHERE id = ?`, id);
  }

  /** Returns the deliveries that match, newest first. */
  async list(query: DeliveryQuery): Promise<Delivery[]> {
    const filters: [string, SqlValue | undefined][] = [
      ['user_id = ?', query.userId],
      ['grading_id = ?', query.gradingId],
      ['target_id = ?', query.targetId],
      ['outcome = ?', query.outcome],
      ['url = ?', query.url],
      ['state = ?', query.state],
      ['id < ?', query.beforeId],
    ];
    const used = filters.filter((filter): filter is [string, SqlValue] => filter[1] !== undefined);
    const where = used.length === 0 ? '' : `WHERE ${used.map(([condition]) => condition).join(' AND ')}`;
    return this.#db.all<Delivery>(
      `SELECT ${columns} FROM deliveries ${where} ORDER BY id DESC LIMIT ?`,
      ...used.map(([, value]) => value),
      query.limit,
    );
  }

  /** Returns a user's deliveries with a higher id than `afterId`, oldest first. */
  async listAfter(userId: number, afterId: number): Promise<Delivery[]> {
    return this.#db.all<Delivery>(
      `SELECT ${columns} FROM deliveries WHERE user_id = ? AND id > ? ORDER BY id`,
      userId,
      afterId,
    );
  }

  /** Returns each lane that has an attempt to come, with the instant of its first. */
  async dueByLane(): Promise<{ lane: string; dueAt: string }[]> {
    return this.#db.all<{ lane: string; dueAt: string }>(`${lanes} SELECT lane, due_at AS dueAt FROM lanes`);
  }

  /** Claims the deliveries of one lane that are due at `now`, earliest first. Their state becomes `sending`. */
  async claim(lane: string, now: string, limit: number): Promise<ClaimedDelivery[]> {
    const claimed = await this.#db.all<ClaimedDelivery>(
      `UPDATE deliveries SET state = 'sending', attempt_count = attempt_count + 1, next_attempt_at = NULL
       WHERE id IN (SELECT id FROM deliveries WHERE lane = ? AND next_attempt_at IS NOT NULL AND next_attempt_at <= ?
         ORDER BY next_attempt_at, id LIMIT ?)
       RETURNING id, lane, message_id AS messageId, user_id AS userId, target_id AS targetId, url,
         grading_id AS gradingId, outcome, body, created_at AS createdAt, attempt_count AS attemptNumber`,
      lane,
      now,
      limit,
    );
    return claimed.sort((a, b) => a.id - b.id);
  }

  /** Marks deliveries as delivered. */
  async markDelivered(ids: readonly number[], finishedAt: string): Promise<void> {
    await this.#db.updateMany(
      { table: 'deliveries', keys: ['id'], columns: ['state', 'next_attempt_at', 'finished_at'] },
      ids.map((id) => [id, 'delivered', null, finishedAt]),
    );
  }

  /** Schedules the next attempt of deliveries in state `sending`. Cancelled deliveries do not change. */
  async postpone(deliveries: readonly { id: number; nextAttemptAt: string }[]): Promise<void> {
    await this.#db.updateMany(
      {
        table: 'deliveries',
        keys: ['id'],
        columns: ['state', 'next_attempt_at'],
        condition: "state = 'sending'",
      },
      deliveries.map(({ id, nextAttemptAt }) => [id, 'pending', nextAttemptAt]),
    );
  }

  /** Recovers deliveries that a previous process left in state `sending`. */
  async recover(nextAttemptAt: string): Promise<number> {
    const sql = "UPDATE deliveries SET state = 'pending', next_attempt_at = ? WHERE state = 'sending'";
    return (await this.#db.run(sql, nextAttemptAt)).changes;
  }

  /** Cancels the unfinished deliveries of a target. */
  async cancelForTarget(targetId: number, finishedAt: string): Promise<number> {
    const { changes } = await this.#db.run(
      `UPDATE deliveries SET state = 'cancelled', next_attempt_at = NULL, finished_at = ?
       WHERE target_id = ? AND state IN ('pending', 'sending')`,
      finishedAt,
      targetId,
    );
    return changes;
  }

  /** Deletes the oldest finished deliveries and their attempts, and keeps this number of finished ones. */
  async deleteOldFinished(kept: number): Promise<void> {
    const old = `SELECT id FROM deliveries WHERE finished_at IS NOT NULL ORDER BY finished_at DESC, id DESC
      LIMIT ${MAX_ROWS} OFFSET ?`;
    await this.#db.run(`DELETE FROM attempts WHERE delivery_id IN (${old})`, kept);
    await this.#db.run(`DELETE FROM deliveries WHERE id IN (${old})`, kept);
  }

  /** Returns when the next attempt of any delivery is due, or undefined when there is none. */
  async earliestDue(): Promise<string | undefined> {
    const row = await this.#db.get<{ dueAt: string | null }>(
      `${lanes} SELECT MIN(due_at) AS dueAt FROM lanes`,
    );
    return row?.dueAt ?? undefined;
  }
}
