import type { Database, Statement } from './database.js';
import { insertedId } from './inserted-id.js';

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
  readonly #list: Statement<Fault>;
  readonly #add: Statement<{ id: number }>;
  readonly #update: Statement<unknown>;
  readonly #remove: Statement<unknown>;
  readonly #removeAll: Statement<unknown>;

  constructor(db: Database) {
    this.#list = db.prepare(
      `SELECT id AS "id", kind AS "kind", scope AS "scope", options AS "options", remaining AS "remaining",
         matched AS "matched", created_at AS "createdAt" FROM faults ORDER BY id`,
      toFault,
    );
    this.#add = db.prepare(
      `INSERT INTO faults (kind, scope, options, remaining, matched, created_at) VALUES (?, ?, ?, ?, 0, ?)
       RETURNING id`,
    );
    this.#update = db.prepare('UPDATE faults SET remaining = ?, matched = ? WHERE id = ?');
    this.#remove = db.prepare('DELETE FROM faults WHERE id = ?');
    this.#removeAll = db.prepare('DELETE FROM faults');
  }

  /** Returns the active faults, oldest first. */
  list(): Promise<Fault[]> {
    return this.#list.all([]);
  }

  async add(fault: Omit<Fault, 'id' | 'matched'>): Promise<Fault> {
    const { kind, scope, options, remaining, createdAt } = fault;
    const values = [kind, JSON.stringify(scope), JSON.stringify(options), remaining, createdAt];
    const id = await insertedId(this.#add, values);
    return { id, kind, scope, options, remaining, matched: 0, createdAt };
  }

  /** Saves `remaining` and `matched`. */
  async update({ id, remaining, matched }: Fault): Promise<void> {
    await this.#update.run([remaining, matched, id]);
  }

  /** Removes a fault. Returns false when there is none. */
  async remove(id: number): Promise<boolean> {
    return (await this.#remove.run([id])) === 1;
  }

  async removeAll(): Promise<void> {
    await this.#removeAll.run([]);
  }
}

function toFault({ id, kind, scope, options, remaining, matched, createdAt }: FaultRow): Fault {
  return {
    id,
    kind,
    scope: JSON.parse(scope),
    options: JSON.parse(options),
    remaining,
    matched,
    createdAt,
  };
}
