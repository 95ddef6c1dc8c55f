import type { Database } from './database.js';

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
  durationMs: number | null;
  requestHeaders: Record<string, string>;
  requestBody: string;
}

/** An attempt that begins. */
export type NewAttempt = Pick<
  Attempt,
  'deliveryId' | 'number' | 'startedAt' | 'requestHeaders' | 'requestBody'
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

const columns = `id, delivery_id AS deliveryId, number, started_at AS startedAt, duration_ms AS durationMs,
  request_headers AS requestHeaders, request_body AS requestBody, response_status AS responseStatus,
  response_headers AS responseHeaders, response_body AS responseBody, failure, failure_detail AS failureDetail`;

export class Attempts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds attempts, before their requests are sent. */
  async begin(attempts: readonly NewAttempt[]): Promise<void> {
    await this.#db.insertMany(
      'attempts',
      ['delivery_id', 'number', 'started_at', 'request_headers', 'request_body'],
      attempts.map(({ deliveryId, number, startedAt, requestHeaders, requestBody }) => {
        return [deliveryId, number, startedAt, JSON.stringify(requestHeaders), requestBody];
      }),
    );
  }

  /** Saves the results of attempts. */
  async end(attempts: readonly EndedAttempt[]): Promise<void> {
    await this.#db.updateMany(
      {
        table: 'attempts',
        keys: ['delivery_id', 'number'],
        columns: [
          ...[
            'duration_ms',
            'response_status',
            'response_headers',
            'response_body',
            'failure',
            'failure_detail',
          ],
        ],
      },
      attempts.map(({ deliveryId, number, result }) => {
        const { durationMs, responseStatus, responseHeaders, responseBody, failure, failureDetail } = result;
        const headers = responseHeaders && JSON.stringify(responseHeaders);
        return [
          deliveryId,
          number,
          durationMs,
          responseStatus,
          headers,
          responseBody,
          failure,
          failureDetail,
        ];
      }),
    );
  }

  /** Marks the attempts that a previous process left under way as interrupted. */
  async interruptAll(): Promise<number> {
    const { changes } = await this.#db.run(
      `UPDATE attempts SET failure = 'interrupted', failure_detail = 'The mock stopped before the response arrived'
       WHERE duration_ms IS NULL AND failure IS NULL`,
    );
    return changes;
  }

  /** Deletes the attempts of a delivery up to this number. */
  async deleteUpTo(deliveryId: number, number: number): Promise<void> {
    await this.#db.run('DELETE FROM attempts WHERE delivery_id = ? AND number <= ?', deliveryId, number);
  }

  /** Returns the attempts of one delivery, in order. */
  async list(deliveryId: number): Promise<Attempt[]> {
    const rows = await this.#db.all<AttemptRow>(
      `SELECT ${columns} FROM attempts WHERE delivery_id = ? ORDER BY number`,
      deliveryId,
    );
    return rows.map((row) => ({
      ...row,
      requestHeaders: JSON.parse(row.requestHeaders),
      responseHeaders: row.responseHeaders === null ? null : JSON.parse(row.responseHeaders),
    }));
  }
}
