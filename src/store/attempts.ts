import type { Database } from './database.js';

/**
 * Why an attempt failed: the connection was refused or reset, the name is unknown, the TLS handshake failed, no answer
 * came in time, the answer's status was not 2xx, the mock was stopped meanwhile, or something else went wrong.
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

/** What came of an attempt. */
export interface AttemptResult {
  durationMs: number;
  responseStatus: number | null;
  responseHeaders: Record<string, string> | null;
  /** The first 4 KiB of the answer's body, as UTF-8 text. */
  responseBody: string | null;
  /** Null for a success. */
  failure: AttemptFailure | null;
  failureDetail: string | null;
}

/** One try to deliver a webhook; without a result yet while it is being made. */
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

/** An attempt that now begins. */
export type NewAttempt = Pick<
  Attempt,
  'deliveryId' | 'number' | 'startedAt' | 'requestHeaders' | 'requestBody'
>;

/** An attempt that ended. */
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

  /** Writes down that attempts begin, before anything is sent. */
  async begin(attempts: readonly NewAttempt[]): Promise<void> {
    await this.#db.insertMany(
      'attempts',
      ['delivery_id', 'number', 'started_at', 'request_headers', 'request_body'],
      attempts.map(({ deliveryId, number, startedAt, requestHeaders, requestBody }) => {
        return [deliveryId, number, startedAt, JSON.stringify(requestHeaders), requestBody];
      }),
    );
  }

  /** Writes down what came of attempts. */
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

  /** Ends every attempt that was being made when the mock died. */
  async interruptAll(): Promise<number> {
    const { changes } = await this.#db.run(
      `UPDATE attempts SET failure = 'interrupted', failure_detail = 'The mock stopped before the answer came'
       WHERE duration_ms IS NULL AND failure IS NULL`,
    );
    return changes;
  }

  /** The attempts of one delivery, the first one first. */
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
