import { type Abandoned, abandonedValues, isAbandoned } from './abandoned.js';
import type { Database, Statement } from './database.js';
import {
  type DeliveryFilter,
  type DeliveryPhase,
  type DeliveryState,
  deliveryCondition,
  phaseColumn,
} from './delivery-query.js';
import { insertedId } from './inserted-id.js';
import type { Outcome } from './webhook-targets.js';

export type { DeliveryState } from './delivery-query.js';

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

export interface DeliveryQuery extends DeliveryFilter {
  limit: number;
}

/** The number of deliveries in one phase. */
export interface PhaseCount {
  phase: DeliveryPhase;
  count: number;
}

const columns = `id AS "id", message_id AS "messageId", user_id AS "userId", target_id AS "targetId", url AS "url",
  grading_id AS "gradingId", outcome AS "outcome", body AS "body", fault AS "fault", state AS "state",
  attempt_count AS "attemptCount", next_attempt_at AS "nextAttemptAt", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

const claimedColumns = `id AS "id", lane AS "lane", message_id AS "messageId", user_id AS "userId",
  target_id AS "targetId", url AS "url", grading_id AS "gradingId", outcome AS "outcome", body AS "body",
  created_at AS "createdAt", attempt_count AS "attemptNumber"`;

/** The lanes with pending deliveries, each with the time of its next attempt. One index lookup for each lane. */
const lanes = `WITH RECURSIVE lanes (lane, due_at) AS (
    SELECT * FROM (SELECT lane, next_attempt_at FROM deliveries WHERE next_attempt_at IS NOT NULL
      ORDER BY lane, next_attempt_at LIMIT 1) first_lane
    UNION ALL
    SELECT next.lane, next.next_attempt_at FROM lanes JOIN deliveries next ON next.id = (
      SELECT d.id FROM deliveries d WHERE d.next_attempt_at IS NOT NULL AND d.lane > lanes.lane
      ORDER BY d.lane, d.next_attempt_at LIMIT 1)
  )`;

/** SQLite has no OFFSET without LIMIT. */
const MAX_ROWS = 2_000_000_000;

const oldFinished = `SELECT id FROM deliveries WHERE finished_at IS NOT NULL ORDER BY finished_at DESC, id DESC
  LIMIT ${MAX_ROWS} OFFSET ?`;

export class Deliveries {
  readonly #db: Database;
  readonly #add: Statement<{ id: number }>;
  readonly #find: Statement<Delivery>;
  readonly #listAfter: Statement<Delivery>;
  readonly #dueByLane: Statement<{ lane: string; dueAt: string }>;
  readonly #claim: Statement<ClaimedDelivery>;
  readonly #recover: Statement<unknown>;
  readonly #inFlightElsewhere: Statement<{ lane: string; count: number }>;
  readonly #makeDue: Statement<unknown>;
  readonly #cancel: Statement<unknown>;
  readonly #cancelForTarget: Statement<unknown>;
  readonly #deleteOldAttempts: Statement<unknown>;
  readonly #deleteOld: Statement<unknown>;
  readonly #earliestDue: Statement<{ dueAt: string | null }>;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare(
      `INSERT INTO deliveries (message_id, user_id, target_id, lane, url, grading_id, outcome, body, fault, state,
         next_attempt_at, created_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#find = db.prepare(`SELECT ${columns} FROM deliveries WHERE id = ?`);
    this.#listAfter = db.prepare(
      `SELECT ${columns} FROM deliveries WHERE user_id = ? AND id > ? ORDER BY id`,
    );
    this.#dueByLane = db.prepare(`${lanes} SELECT lane AS "lane", due_at AS "dueAt" FROM lanes`);
    this.#claim = db.prepare(
      `UPDATE deliveries SET state = 'sending', attempt_count = attempt_count + 1, next_attempt_at = NULL, owner = ?
       WHERE id IN (SELECT id FROM deliveries WHERE lane = ? AND next_attempt_at IS NOT NULL AND next_attempt_at <= ?
         ORDER BY next_attempt_at, id LIMIT ? ${db.dialect.skipLocked})
       RETURNING ${claimedColumns}`,
    );
    this.#recover = db.prepare(
      `UPDATE deliveries SET state = 'pending', next_attempt_at = ?, owner = NULL
       WHERE state = 'sending' AND ${isAbandoned(db.dialect)}`,
    );
    this.#inFlightElsewhere = db.prepare(
      `SELECT lane AS "lane", COUNT(*) AS "count" FROM deliveries WHERE state = 'sending' AND owner <> ? GROUP BY lane`,
    );
    this.#makeDue = db.prepare(
      "UPDATE deliveries SET next_attempt_at = ? WHERE id = ? AND state = 'pending'",
    );
    const cancel = "UPDATE deliveries SET state = 'cancelled', next_attempt_at = NULL, finished_at = ?";
    this.#cancel = db.prepare(`${cancel} WHERE id = ? AND state IN ('pending', 'sending')`);
    this.#cancelForTarget = db.prepare(`${cancel} WHERE target_id = ? AND state IN ('pending', 'sending')`);
    this.#deleteOldAttempts = db.prepare(`DELETE FROM attempts WHERE delivery_id IN (${oldFinished})`);
    this.#deleteOld = db.prepare(`DELETE FROM deliveries WHERE id IN (${oldFinished})`);
    this.#earliestDue = db.prepare(`${lanes} SELECT MIN(due_at) AS "dueAt" FROM lanes`);
  }

  /** Adds deliveries and returns them with their ids. */
  async add(deliveries: readonly NewDelivery[]): Promise<Delivery[]> {
    const added: Delivery[] = [];
    for (const delivery of deliveries) {
      const finishedAt = delivery.state === 'dropped' ? delivery.createdAt : null;
      const id = await insertedId(this.#add, [
        delivery.messageId,
        delivery.userId,
        delivery.targetId,
        delivery.targetId === null ? delivery.url : `target ${delivery.targetId}`,
        delivery.url,
        delivery.gradingId,
        delivery.outcome,
        delivery.body,
        delivery.fault,
        delivery.state,
        delivery.nextAttemptAt,
        delivery.createdAt,
        finishedAt,
      ]);
      added.push({ ...delivery, id, attemptCount: 0, finishedAt });
    }
    return added;
  }

  find(id: number): Promise<Delivery | undefined> {
    return this.#find.get([id]);
  }

  /** Returns the deliveries that match, newest first. */
  list({ limit, ...filter }: DeliveryQuery): Promise<Delivery[]> {
    const { where, values } = deliveryCondition(filter);
    return this.#db
      .prepare<Delivery>(`SELECT ${columns} FROM deliveries ${where} ORDER BY id DESC LIMIT ?`)
      .all([...values, limit]);
  }

  /** Counts the newest deliveries that match, at most `limit`, by phase. */
  countByPhase({ limit, ...filter }: DeliveryQuery): Promise<PhaseCount[]> {
    const { where, values } = deliveryCondition(filter);
    return this.#db
      .prepare<PhaseCount>(
        `SELECT phase AS "phase", COUNT(*) AS "count" FROM (SELECT ${phaseColumn} AS phase FROM deliveries ${where}
         ORDER BY id DESC LIMIT ?) newest GROUP BY phase`,
      )
      .all([...values, limit]);
  }

  /** Makes the next attempt of a pending delivery due. Returns whether it was pending. */
  async makeDue(id: number, now: string): Promise<boolean> {
    return (await this.#makeDue.run([now, id])) > 0;
  }

  /** Cancels a delivery that has not finished. Returns whether it had not. */
  async cancel(id: number, finishedAt: string): Promise<boolean> {
    return (await this.#cancel.run([finishedAt, id])) > 0;
  }

  /** Returns a user's deliveries with a higher id than `afterId`, oldest first. */
  listAfter(userId: number, afterId: number): Promise<Delivery[]> {
    return this.#listAfter.all([userId, afterId]);
  }

  /** Returns each lane that has an attempt to come, with the instant of its first. */
  dueByLane(): Promise<{ lane: string; dueAt: string }[]> {
    return this.#dueByLane.all([]);
  }

  /**
   * Claims the deliveries of one lane that are due at `now`, earliest first. Their state becomes `sending`, and their owner
   * the given instance.
   */
  async claim(owner: string, lane: string, now: string, limit: number): Promise<ClaimedDelivery[]> {
    const claimed = await this.#claim.all([owner, lane, now, limit]);
    return claimed.sort((a, b) => a.id - b.id);
  }

  /** Marks deliveries as delivered. */
  async markDelivered(ids: readonly number[], finishedAt: string): Promise<void> {
    await this.#db.updateMany(
      { table: 'deliveries', keys: ['id'], columns: ['state', 'next_attempt_at', 'finished_at'] },
      ids.map((id) => [id, 'delivered', null, finishedAt]),
    );
  }

  /**
   * Schedules the next attempt of deliveries, each after the attempt with the given number. Deliveries that were cancelled
   * or claimed again meanwhile do not change.
   */
  async postpone(
    deliveries: readonly { id: number; attemptNumber: number; nextAttemptAt: string }[],
  ): Promise<void> {
    await this.#db.updateMany(
      {
        table: 'deliveries',
        keys: ['id', 'attempt_count'],
        columns: ['state', 'next_attempt_at'],
        condition: "deliveries.state = 'sending'",
      },
      deliveries.map(({ id, attemptNumber, nextAttemptAt }) => [id, attemptNumber, 'pending', nextAttemptAt]),
    );
  }

  /** Makes abandoned deliveries due. */
  recover(nextAttemptAt: string, abandoned: Abandoned): Promise<number> {
    return this.#recover.run([nextAttemptAt, ...abandonedValues(abandoned)]);
  }

  /** The number of attempts that other instances have in flight, by lane. */
  async inFlightElsewhere(owner: string): Promise<Map<string, number>> {
    const lanesInFlight = await this.#inFlightElsewhere.all([owner]);
    return new Map(lanesInFlight.map(({ lane, count }) => [lane, count]));
  }

  /** Cancels the unfinished deliveries of a target. */
  cancelForTarget(targetId: number, finishedAt: string): Promise<number> {
    return this.#cancelForTarget.run([finishedAt, targetId]);
  }

  /** Deletes the oldest finished deliveries and their attempts, and keeps this number of finished ones. */
  async deleteOldFinished(kept: number): Promise<void> {
    await this.#deleteOldAttempts.run([kept]);
    await this.#deleteOld.run([kept]);
  }

  /** Returns when the next attempt of any delivery is due, or undefined when there is none. */
  async earliestDue(): Promise<string | undefined> {
    return (await this.#earliestDue.get([]))?.dueAt ?? undefined;
  }
}
