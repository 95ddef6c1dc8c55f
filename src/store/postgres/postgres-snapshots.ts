import type { SavedSnapshot, SharedSnapshots } from '../sharing.js';
import { tables } from '../tables.js';

/** The tables that are copied. */
interface Copied {
  query<Row extends object>(config: { text: string; values?: unknown[] }): Promise<{ rows: Row[] }>;
  clear(): Promise<void>;
  lastIds(): Promise<ReadonlyMap<string, number>>;
  restartIds(lastIds: ReadonlyMap<string, number>): Promise<void>;
}

const copied = [...tables, 'journal'];

/** Each snapshot holds all rows, so only the latest are kept. */
const MAX_SNAPSHOTS = 16;

/** Snapshots in tables of their own, copied by the server, so that every instance can restore them. */
export class PostgresSnapshots implements SharedSnapshots {
  readonly #session: Copied;

  constructor(session: Copied) {
    this.#session = session;
  }

  async save(takenAt: string): Promise<number> {
    const lastIds = Object.fromEntries(await this.#session.lastIds());
    const { rows } = await this.#session.query<{ id: number }>({
      text: 'INSERT INTO snapshots (taken_at, last_ids) VALUES ($1, $2) RETURNING id AS "id"',
      values: [takenAt, JSON.stringify(lastIds)],
    });
    const id = rows[0]?.id ?? 0;
    for (const table of copied) {
      const text = `INSERT INTO snapshot_rows SELECT $1, '${table}', to_jsonb(t) FROM ${table} t`;
      await this.#session.query({ text, values: [id] });
    }
    await this.#session.query({ text: 'DELETE FROM snapshots WHERE id <= $1', values: [id - MAX_SNAPSHOTS] });
    return id;
  }

  async list(): Promise<SavedSnapshot[]> {
    const text = 'SELECT id AS "id", taken_at AS "takenAt" FROM snapshots ORDER BY id';
    return (await this.#session.query<SavedSnapshot>({ text })).rows;
  }

  async load(id: number): Promise<void> {
    const { rows } = await this.#session.query<{ lastIds: Record<string, number> }>({
      text: 'SELECT last_ids AS "lastIds" FROM snapshots WHERE id = $1',
      values: [id],
    });
    await this.#session.clear();
    for (const table of copied.toReversed()) {
      const text = `INSERT INTO ${table} SELECT row.* FROM snapshot_rows s, jsonb_populate_record(NULL::${table}, s.content) row
        WHERE s.snapshot_id = $1 AND s.source = '${table}'`;
      await this.#session.query({ text, values: [id] });
    }
    await this.#session.restartIds(new Map(Object.entries(rows[0]?.lastIds ?? {})));
    // Nobody sends what was in flight at the time.
    await this.#session.query({ text: "UPDATE deliveries SET owner = NULL WHERE state = 'sending'" });
  }
}
