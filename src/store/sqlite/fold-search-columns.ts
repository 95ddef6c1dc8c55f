import { fold, SEARCH_FIELDS } from '../search-text.js';
import type { SqliteConnection } from './sqlite-connection.js';

/** The part of a migration that needs `fold`, which SQL does not have. Fills `search_values`. */
export function foldSearchColumns(connection: SqliteConnection): void {
  connection.exec('CREATE TEMP TABLE folded (value TEXT PRIMARY KEY, folded TEXT NOT NULL)');
  for (const field of SEARCH_FIELDS) {
    const column = `${field}_key`;
    const values = connection.rows(`SELECT DISTINCT ${column} AS value FROM user_cards`, []);
    connection.exec('DELETE FROM folded');
    connection.insertMany(
      'folded',
      ['value', 'folded'],
      values.map(({ value }) => [value ?? '', fold(String(value))]),
    );
    connection.exec(
      `UPDATE user_cards SET ${column} = (SELECT f.folded FROM folded f WHERE f.value = user_cards.${column});
       INSERT INTO search_values (field, value) SELECT DISTINCT '${field}', folded FROM folded ORDER BY folded`,
    );
  }
  connection.exec('DROP TABLE folded');
}
