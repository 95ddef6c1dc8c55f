import type { Database, Statement } from './database.js';

/** The rows that are counted for each user: cards by grade, cards by category, gradings by state. */
export type CountSubject = 'card_grade' | 'card_category' | 'grading_state';

/** The number of rows of a user with one label, such as the grade `8.5` (empty for a raw card) or the state `failed`. */
export interface LabelCount {
  label: string;
  count: number;
}

/** What a user's cards have in common: their number, their category ids, and whether some are raw and some graded. */
export interface Holdings {
  cards: number;
  categories: readonly number[];
  raw: boolean;
  graded: boolean;
}

/**
 * Counts of rows. The code that changes the rows updates them in the same transaction, so that a page with counts costs
 * the same for a million cards as for ten.
 */
export class Counts {
  readonly #list: Statement<LabelCount>;
  readonly #add: Statement<unknown>;

  constructor(db: Database) {
    this.#list = db.prepare(
      `SELECT label AS "label", count AS "count" FROM counts WHERE user_id = ? AND subject = ? AND count > 0
       ORDER BY label`,
    );
    this.#add = db.prepare(
      `INSERT INTO counts (user_id, subject, label, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, subject, label) DO UPDATE SET count = counts.count + excluded.count`,
    );
  }

  /** Returns the counts above 0 of one subject. */
  list(userId: number, subject: CountSubject): Promise<LabelCount[]> {
    return this.#list.all([userId, subject]);
  }

  async holdings(userId: number): Promise<Holdings> {
    const categories = await this.#list.all([userId, 'card_category']);
    const grades = await this.#list.all([userId, 'card_grade']);
    return {
      cards: grades.reduce((sum, { count }) => sum + count, 0),
      categories: categories.map(({ label }) => Number.parseInt(label, 10)),
      raw: grades.some(({ label }) => label === ''),
      graded: grades.some(({ label }) => label !== ''),
    };
  }

  /** Counts a row whose label has changed. */
  async move(userId: number, subject: CountSubject, from: string, to: string): Promise<void> {
    if (from === to) return;
    await this.#add.run([userId, subject, from, -1]);
    await this.#add.run([userId, subject, to, 1]);
  }

  /** Counts added rows by user and label. */
  async addAll(subject: CountSubject, rows: readonly { userId: number; label: string }[]): Promise<void> {
    const counts = new Map<string, { userId: number; label: string; count: number }>();
    for (const { userId, label } of rows) {
      const key = `${userId} ${label}`;
      const counted = counts.get(key);
      if (counted === undefined) counts.set(key, { userId, label, count: 1 });
      else counted.count += 1;
    }
    for (const { userId, label, count } of counts.values()) {
      await this.#add.run([userId, subject, label, count]);
    }
  }
}

/** Returns the label of a grade in `card_grade`, which is empty for a raw card. */
export function gradeLabel(grade: number | null): string {
  return grade === null ? '' : String(grade);
}
