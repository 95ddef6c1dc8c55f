import type { Database } from './database.js';

/** The rows that are counted for each user: cards by grade, cards by category, gradings by state. */
export type CountSubject = 'card_grade' | 'card_category' | 'grading_state';

/** The number of rows of a user with one label, such as the grade `8.5` (empty for a raw card) or the state `failed`. */
export interface LabelCount {
  label: string;
  count: number;
}

/**
 * Counts of rows. The code that changes the rows updates them in the same transaction, so that a page with counts costs
 * the same for a million cards as for ten.
 */
export class Counts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns the counts above 0 of one subject. */
  async list(userId: number, subject: CountSubject): Promise<LabelCount[]> {
    const sql =
      'SELECT label, count FROM tallies WHERE user_id = ? AND subject = ? AND count > 0 ORDER BY label';
    return this.#db.all<LabelCount>(sql, userId, subject);
  }

  async add(userId: number, subject: CountSubject, label: string, count: number): Promise<void> {
    await this.#db.run(
      `INSERT INTO tallies (user_id, subject, label, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, subject, label) DO UPDATE SET count = tallies.count + excluded.count`,
      ...[userId, subject, label, count],
    );
  }

  /** Counts a row whose label has changed. */
  async move(userId: number, subject: CountSubject, from: string, to: string): Promise<void> {
    if (from === to) return;
    await this.add(userId, subject, from, -1);
    await this.add(userId, subject, to, 1);
  }

  /** Counts added rows by user and label. */
  async addAll(subject: CountSubject, rows: readonly { userId: number; label: string }[]): Promise<void> {
    const counts = new Map<string, { userId: number; label: string; count: number }>();
    for (const { userId, label } of rows) {
      const key = `${userId} ${label}`;
      const counted = counts.get(key) ?? { userId, label, count: 0 };
      counted.count += 1;
      counts.set(key, counted);
    }
    for (const { userId, label, count } of counts.values()) await this.add(userId, subject, label, count);
  }

  /** Counts added cards by category, with one statement for each sequence of consecutive ids. */
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

/** Returns the label of a grade in `card_grade`, which is empty for a raw card. */
export function gradeLabel(grade: number | null): string {
  return grade === null ? '' : String(grade);
}

/** Returns the sequences of consecutive ids in a list, each as its first and last id. */
function runsOf(ids: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}
