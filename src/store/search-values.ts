import type { Database } from './database.js';
import { fold, foldAccents, SEARCH_FIELDS, type SearchField } from './search-text.js';

/** The values that contain a text, by field. Fields without any are absent. */
export type MatchedValues = ReadonlyMap<SearchField, readonly string[]>;

interface SearchValue {
  field: SearchField;
  value: string;
}

const select = 'SELECT v.field AS "field", v.value AS "value" FROM search_values v';

/**
 * The distinct values of the fields that `q` searches, in folded form. A world has few of them, so that a search costs
 * the same for a million cards as for a thousand.
 */
export class SearchValues {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns the values that contain a text, whatever its case. */
  async find(text: string): Promise<MatchedValues> {
    // PostgreSQL cannot store a NUL, so no value has one.
    if (text.includes('\0')) return new Map();
    const { condition, values } = this.#db.dialect.containing(fold(text));
    const statement = this.#db.prepare<SearchValue>(`${select} WHERE ${condition}`);
    return byField(await statement.all(values));
  }

  /**
   * Returns the values that contain each of the words, whatever their case and accents. After a `#`, a word is a whole
   * card number.
   */
  async findWords(words: readonly string[]): Promise<MatchedValues[]> {
    const all = (await this.#db.prepare<SearchValue>(select).all([])).map((row) => ({
      ...row,
      folded: foldAccents(row.value),
    }));
    return words.map((text) => {
      const word = foldAccents(text);
      const number = word.startsWith('#') ? word.slice(1) : undefined;
      return byField(
        all.filter(({ field, folded }) =>
          number === undefined ? folded.includes(word) : field === 'number' && folded === number,
        ),
      );
    });
  }

  /** Adds the values of cards, each as a list in the order of `SEARCH_FIELDS`. */
  async add(cards: readonly (readonly string[])[]): Promise<void> {
    const insert = this.#db.prepare(
      `INSERT INTO search_values (field, value) SELECT ?, v.value FROM ${this.#db.dialect.elements('text')} v
       WHERE TRUE ON CONFLICT (value, field) DO NOTHING`,
    );
    for (const [index, field] of SEARCH_FIELDS.entries()) {
      const values = new Set(cards.map((fields) => fields[index] ?? ''));
      await insert.run([field, JSON.stringify([...values])]);
    }
  }
}

function byField(rows: readonly SearchValue[]): MatchedValues {
  const matched = new Map<SearchField, string[]>();
  for (const { field, value } of rows) {
    const list = matched.get(field);
    if (list === undefined) matched.set(field, [value]);
    else list.push(value);
  }
  return matched;
}
