import { type Abandoned, abandonedValues, isAbandoned } from './abandoned.js';
import type { Database, Statement } from './database.js';

/**
 * The reason why an attempt failed. `interrupted`: the mock stopped before the response arrived. `status`: the status was
 * not 2xx. `unreachable` and `protocol`: other network and HTTP errors.
 */
export type AttemptFailure =
  | 'refused'
  | 'reset'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'status'
  | 'interrupted'
  | 'unreachable'
  | 'protocol';

/** The result of an attempt. */
export interface AttemptResult {
  durationMs: number;
  responseStatus: number | null;
  responseHeaders: Record<string, string> | null;
  /** The first 4 KiB of the response body, as UTF-8 text. */
  responseBody: string | null;
  /** Null for a success. */
  failure: AttemptFailure | null;
  failureDetail: string | null;
}

/** One request that tries to deliver a webhook. The result is null while the request is under way. */
export interface Attempt extends Omit<AttemptResult, 'durationMs'> {
  id: number;
  deliveryId: number;
  /** Counts from 1 within its delivery. */
  number: number;
  startedAt: string;
  /** When it began in real time, in ms since 1970. Null for attempts of earlier releases. */
  startedRealMs: number | null;
  durationMs: number | null;
  requestHeaders: Record<string, string>;
  requestBody: string;
}

/** An attempt that begins. */
export type NewAttempt = Pick<
  Attempt,
  'deliveryId' | 'number' | 'startedAt' | 'startedRealMs' | 'requestHeaders' | 'requestBody'
>;

/** An attempt that has ended. */
export interface EndedAttempt {
  deliveryId: number;
  number: number;
  result: AttemptResult;
}

type AttemptRow = Omit<Attempt, 'requestHeaders' | 'responseHeaders'> & {
  requestHeaders: string;
  responseHeaders: string | null;
};

const columns = `id AS "id", delivery_id AS "deliveryId", number AS "number", started_at AS "startedAt",
  started_real_ms AS "startedRealMs",  duration_ms AS "durationMs", request_headers AS "requestHeaders", request_body AS "requestBody",
  response_status AS "responseStatus", response_headers AS "responseHeaders", response_body AS "responseBody",
  failure AS "failure", failure_detail AS "failureDetail"`;

const newColumns = [
  'delivery_id',
  'number',
  'started_at',
  'started_real_ms',
  'request_headers',
  'request_body',
];

const resultColumns = [
  'duration_ms',
  'response_status',
  'response_headers',
  'response_body',
  'failure',
  'failure_detail',
];

export class Attempts {
  readonly #db: Database;
  readonly #list: Statement<Attempt>;
  readonly #interruptAbandoned: Statement<unknown>;
  readonly #deleteUpTo: Statement<unknown>;

  constructor(db: Database) {
    this.#db = db;
    this.#list = db.prepare(
      `SELECT ${columns} FROM attempts WHERE delivery_id = ? ORDER BY number`,
      toAttempt,
    );
    this.#interruptAbandoned = db.prepare(
      `UPDATE attempts SET failure = 'interrupted', failure_detail = 'The mock stopped before the response arrived'
       WHERE duration_ms IS NULL AND failure IS NULL AND delivery_id IN (SELECT id FROM deliveries
         WHERE ${isAbandoned(db.dialect)})`,
    );
    this.#deleteUpTo = db.prepare('DELETE FROM attempts WHERE delivery_id = ? AND number <= ?');
  }

  /** Adds attempts, before their requests are sent. */
  begin(attempts: readonly NewAttempt[]): Promise<void> {
    return this.#db.insertMany(
      'attempts',
      newColumns,
      attempts.map(({ deliveryId, number, startedAt, startedRealMs, requestHeaders, requestBody }) => {
        return [deliveryId, number, startedAt, startedRealMs, JSON.stringify(requestHeaders), requestBody];
      }),
    );
  }

  /** Saves the results of attempts. */
  end(attempts: readonly EndedAttempt[]): Promise<void> {
    return this.#db.updateMany(
      { table: 'attempts', keys: ['delivery_id', 'number'], columns: resultColumns },
      attempts.map(({ deliveryId, number, result }) => [
        deliveryId,
        number,
        result.durationMs,
        result.responseStatus,
        result.responseHeaders && JSON.stringify(result.responseHeaders),
        result.responseBody,
        result.failure,
        result.failureDetail,
      ]),
    );
  }

  /** Marks the attempts of abandoned deliveries as interrupted. Call it before `deliveries.recover`. */
  interruptAbandoned(abandoned: Abandoned): Promise<number> {
    return this.#interruptAbandoned.run(abandonedValues(abandoned));
  }

  /** Deletes the attempts of a delivery up to this number. */
  async deleteUpTo(deliveryId: number, number: number): Promise<void> {
    await this.#deleteUpTo.run([deliveryId, number]);
  }

  /** Returns the attempts of one delivery, in order. */
  list(deliveryId: number): Promise<Attempt[]> {
    return this.#list.all([deliveryId]);
  }
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    deliveryId: row.deliveryId,
    number: row.number,
    startedAt: row.startedAt,
    startedRealMs: row.startedRealMs,
    durationMs: row.durationMs,
    requestHeaders: JSON.parse(row.requestHeaders),
    requestBody: row.requestBody,
    responseStatus: row.responseStatus,
    responseHeaders: row.responseHeaders === null ? null : JSON.parse(row.responseHeaders),
    responseBody: row.responseBody,
    failure: row.failure,
    failureDetail: row.failureDetail,
  };
}
