import type { Database } from './database.js';

/** What is counted for each user: cards by grade, cards by category, gradings by state. */
export type TallySubject = 'card_grade' | 'card_category' | 'grading_state';

/** How many rows of a user have one label, such as the grade `8.5` (empty for a raw card) or the state `failed`. */
export interface Tally {
  label: string;
  count: number;
}

/**
 * Counts that are kept up to date by whoever changes the rows, in the same transaction, so that a page which shows
 * them costs the same for a hundred thousand cards as for ten.
 */
export class Tallies {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The counts above 0 of one subject. */
  async list(userId: number, subject: TallySubject): Promise<Tally[]> {
    const sql =
      'SELECT label, count FROM tallies WHERE user_id = ? AND subject = ? AND count > 0 ORDER BY label';
    return this.#db.all<Tally>(sql, userId, subject);
  }

  async add(userId: number, subject: TallySubject, label: string, count: number): Promise<void> {
    await this.#db.run(
      `INSERT INTO tallies (user_id, subject, label, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, subject, label) DO UPDATE SET count = tallies.count + excluded.count`,
      ...[userId, subject, label, count],
    );
  }

  /** Moves one row from a label to another. */
  async move(userId: number, subject: TallySubject, from: string, to: string): Promise<void> {
    if (from === to) return;
    await this.add(userId, subject, from, -1);
    await this.add(userId, subject, to, 1);
  }

  /** Counts rows that were just added, by user and label. */
  async addAll(subject: TallySubject, rows: readonly { userId: number; label: string }[]): Promise<void> {
    const counts = new Map<string, { userId: number; label: string; count: number }>();
    for (const { userId, label } of rows) {
      const key = `${userId} ${label}`;
      const counted = counts.get(key) ?? { userId, label, count: 0 };
      counted.count += 1;
      counts.set(key, counted);
    }
    for (const { userId, label, count } of counts.values()) await this.add(userId, subject, label, count);
  }

  /** Counts by category the cards with these ids, which were just added; whole runs of ids at once. */
  async addCategories(userCardIds: readonly number[]): Promise<void> {
    for (const [first, last] of runsOf(userCardIds)) {
      await this.#db.run(
        `INSERT INTO tallies (user_id, subject, label, count)
         SELECT uc.user_id, 'card_category', c.category_id || ' ' || c.category, COUNT(*)
         FROM user_cards uc JOIN cards c ON c.id = uc.card_id WHERE uc.id BETWEEN ? AND ?
         GROUP BY uc.user_id, c.category_id, c.category
         ON CONFLICT (user_id, subject, label) DO UPDATE SET count = tallies.count + excluded.count`,
        ...[first, last],
      );
    }
  }
}

/** The label of a grade in `card_grade`; empty for a raw card. */
export function gradeLabel(grade: number | null): string {
  return grade === null ? '' : String(grade);
}

/** The unbroken runs in a list of ids, as first and last. */
function runsOf(ids: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}
