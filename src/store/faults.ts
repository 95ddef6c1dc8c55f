import type { Database } from './database.js';

/** The calls or deliveries to which a fault applies. An absent property means any. */
export interface FaultScope {
  /** An `operationId` of the Partner API. */
  operation?: string;
  accountId?: number;
  keyId?: number;
  targetId?: number;
}

/** An injected failure. */
export interface Fault {
  id: number;
  kind: string;
  scope: FaultScope;
  /** Parameters of the kind, such as a status or a delay in ms. */
  options: Record<string, number>;
  /** The number of matching calls or deliveries to which it still applies. Null for all. */
  remaining: number | null;
  /** The number of calls or deliveries that have matched. */
  matched: number;
  createdAt: string;
}

type FaultRow = Omit<Fault, 'scope' | 'options'> & { scope: string; options: string };

export class Faults {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns the active faults, oldest first. */
  async list(): Promise<Fault[]> {
    const rows = await this.#db.all<FaultRow>(
      'SELECT id, kind, scope, options, remaining, matched, created_at AS createdAt FROM faults ORDER BY id',
    );
    return rows.map(({ id, kind, scope, options, remaining, matched, createdAt }) => ({
      id,
      kind,
      scope: JSON.parse(scope),
      options: JSON.parse(options),
      remaining,
      matched,
      createdAt,
    }));
  }

  async add(fault: Omit<Fault, 'id' | 'matched'>): Promise<Fault> {
    const { kind, scope, options, remaining, createdAt } = fault;
    const { lastId } = await this.#db.run(
      'INSERT INTO faults (kind, scope, options, remaining, matched, created_at) VALUES (?, ?, ?, ?, 0, ?)',
      ...[kind, JSON.stringify(scope), JSON.stringify(options), remaining, createdAt],
    );
    return { id: lastId, ...fault, matched: 0 };
  }

  /** Saves `remaining` and `matched`. */
  async update({ id, remaining, matched }: Fault): Promise<void> {
    await this.#db.run('UPDATE faults SET remaining = ?, matched = ? WHERE id = ?', remaining, matched, id);
  }

  /** Removes a fault. Returns false when there is none. */
  async remove(id: number): Promise<boolean> {
    return (await this.#db.run('DELETE FROM faults WHERE id = ?', id)).changes === 1;
  }

  async removeAll(): Promise<void> {
    await this.#db.run('DELETE FROM faults');
  }
}
