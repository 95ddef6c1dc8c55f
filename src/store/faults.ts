import type { Database } from './database.js';

/** What a fault is tied to; an absent part means any. */
export interface FaultScope {
  /** An `operationId` of the Partner API. */
  operation?: string;
  accountId?: number;
  keyId?: number;
  targetId?: number;
}

/** A disturbance that was ordered, for the next `remaining` calls or deliveries that match; null for all of them. */
export interface Fault {
  id: number;
  kind: string;
  scope: FaultScope;
  /** What the kind needs to know, such as a status or a delay. */
  options: Record<string, number>;
  remaining: number | null;
  /** How many calls or deliveries have matched so far. */
  matched: number;
  createdAt: string;
}

type FaultRow = Omit<Fault, 'scope' | 'options'> & { scope: string; options: string };

export class Faults {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The faults in force, the oldest first. */
  async list(): Promise<Fault[]> {
    const rows = await this.#db.all<FaultRow>(
      'SELECT id, kind, scope, options, remaining, matched, created_at AS createdAt FROM faults ORDER BY id',
    );
    return rows.map(({ id, kind, scope, options, remaining, matched, createdAt }) => ({
      ...{ id, kind, remaining, matched, createdAt },
      scope: JSON.parse(scope),
      options: JSON.parse(options),
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

  /** Writes how often a fault has matched and what is left of it. */
  async update({ id, remaining, matched }: Fault): Promise<void> {
    await this.#db.run('UPDATE faults SET remaining = ?, matched = ? WHERE id = ?', remaining, matched, id);
  }

  /** Removes a fault; false when there is none. */
  async remove(id: number): Promise<boolean> {
    return (await this.#db.run('DELETE FROM faults WHERE id = ?', id)).changes === 1;
  }

  async removeAll(): Promise<void> {
    await this.#db.run('DELETE FROM faults');
  }
}
