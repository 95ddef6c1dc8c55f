import { DatabaseUnusableError } from '../errors.js';
import { APPLICATION_ID, foreignDatabase } from './database-file.js';
import { foldSearchColumns } from './fold-search-columns.js';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * The schema, as a list of migrations. A released migration never changes. Times are ISO 8601 text in UTC with
 * milliseconds, so that the order of the text is the order in time. `platform_api_keys` is CHCK's own name (contract §1).
 */
const migrations: readonly (string | ((connection: SqliteConnection) => void))[] = [
  `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);

  CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, created_at TEXT NOT NULL);

  CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id),
    created_at TEXT NOT NULL
  );

  CREATE TABLE platform_api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    development INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at TEXT
  );
  CREATE INDEX platform_api_keys_by_account ON platform_api_keys (account_id, id);

  CREATE TABLE cards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    brand TEXT NOT NULL COLLATE NOCASE,
    year TEXT NOT NULL,
    card_number TEXT NOT NULL,
    variant TEXT,
    player_name TEXT NOT NULL COLLATE NOCASE,
    team_name TEXT,
    category_id INTEGER NOT NULL,
    category TEXT NOT NULL,
    set_name TEXT NOT NULL,
    tcdb_id INTEGER,
    tcdb_url TEXT,
    shoebox_value INTEGER,
    search_text TEXT NOT NULL
  );

  CREATE TABLE user_cards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id),
    card_id INTEGER NOT NULL REFERENCES cards (id),
    grade REAL,
    grader TEXT,
    share_slug TEXT NOT NULL UNIQUE,
    photographed INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  );
  CREATE INDEX user_cards_by_added ON user_cards (user_id, added_at DESC, id DESC);
  CREATE INDEX user_cards_by_card ON user_cards (card_id);

  CREATE TABLE gradings (
    id TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    user_card_id INTEGER NOT NULL REFERENCES user_cards (id),
    unique_identifier INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL,
    capture TEXT NOT NULL,
    plan TEXT,
    due_at TEXT,
    centering_grade REAL,
    corners_grade REAL,
    edges_grade REAL,
    surface_grade REAL,
    full_grade REAL,
    model_grade TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  );
  CREATE INDEX gradings_by_created ON gradings (user_id, created_at DESC, id DESC);
  CREATE INDEX gradings_by_user_card ON gradings (user_card_id, created_at DESC, id DESC);
  CREATE INDEX gradings_by_due ON gradings (due_at, id) WHERE due_at IS NOT NULL;

  CREATE TABLE webhook_targets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id),
    outcome TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at TEXT NOT NULL
  );
  CREATE INDEX webhook_targets_by_user ON webhook_targets (user_id, outcome, id);

  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id),
    target_id INTEGER,
    lane TEXT NOT NULL,
    url TEXT NOT NULL,
    grading_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    body TEXT NOT NULL,
    fault TEXT,
    state TEXT NOT NULL,
    attempt_count INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TEXT,
    created_at TEXT NOT NULL,
    finished_at TEXT
  );
  CREATE INDEX deliveries_by_lane ON deliveries (lane, next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;
  CREATE INDEX deliveries_by_user ON deliveries (user_id, id DESC);
  CREATE INDEX deliveries_by_grading ON deliveries (grading_id, id);
  CREATE INDEX deliveries_by_target ON deliveries (target_id);

  CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
    number INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    duration_ms REAL,
    request_headers TEXT NOT NULL,
    request_body TEXT NOT NULL,
    response_status INTEGER,
    response_headers TEXT,
    response_body TEXT,
    failure TEXT,
    failure_detail TEXT,
    UNIQUE (delivery_id, number)
  );

  CREATE TABLE faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    options TEXT NOT NULL,
    remaining INTEGER,
    matched INTEGER NOT NULL,
    created_at TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE tallies (
    user_id INTEGER NOT NULL REFERENCES users (id),
    subject TEXT NOT NULL,
    label TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (user_id, subject, label)
  );
  INSERT INTO tallies SELECT user_id, 'card_grade', CASE WHEN grade IS NULL THEN '' WHEN grade = CAST(grade AS INTEGER)
    THEN CAST(CAST(grade AS INTEGER) AS TEXT) ELSE CAST(grade AS TEXT) END, COUNT(*) FROM user_cards GROUP BY 1, 3;
  INSERT INTO tallies SELECT uc.user_id, 'card_category', c.category_id || ' ' || c.category, COUNT(*)
    FROM user_cards uc JOIN cards c ON c.id = uc.card_id GROUP BY 1, 3;
  INSERT INTO tallies SELECT user_id, 'grading_state', state, COUNT(*) FROM gradings GROUP BY 1, 3;
  `,
  `
  ALTER TABLE user_cards ADD COLUMN player_name TEXT NOT NULL DEFAULT '' COLLATE NOCASE;
  ALTER TABLE user_cards ADD COLUMN brand TEXT NOT NULL DEFAULT '' COLLATE NOCASE;
  ALTER TABLE user_cards ADD COLUMN year TEXT NOT NULL DEFAULT '';
  ALTER TABLE user_cards ADD COLUMN category_id INTEGER NOT NULL DEFAULT 0;
  UPDATE user_cards SET (player_name, brand, year, category_id) =
    (SELECT c.player_name, c.brand, c.year, c.category_id FROM cards c WHERE c.id = user_cards.card_id);
  CREATE INDEX user_cards_by_player ON user_cards (user_id, player_name, added_at DESC, id DESC);
  CREATE INDEX user_cards_by_brand ON user_cards (user_id, brand, added_at DESC, id DESC);
  CREATE INDEX user_cards_by_year ON user_cards (user_id, year, added_at DESC, id DESC);
  CREATE INDEX user_cards_by_grade ON user_cards (user_id, grade, added_at DESC, id DESC);
  `,
  `
  ALTER TABLE tallies RENAME TO counts;

  CREATE TABLE new_user_cards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id),
    card_id INTEGER NOT NULL REFERENCES cards (id),
    grade REAL,
    grader TEXT,
    share_slug TEXT NOT NULL,
    photographed INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    category_id INTEGER NOT NULL,
    year_key TEXT NOT NULL,
    player_key TEXT NOT NULL,
    brand_key TEXT NOT NULL,
    number_key TEXT NOT NULL,
    team_key TEXT NOT NULL
  );
  INSERT INTO new_user_cards SELECT uc.id, uc.user_id, uc.card_id, uc.grade, uc.grader, uc.share_slug, uc.photographed,
    uc.added_at, uc.created_at, uc.updated_at, c.category_id, c.year, c.player_name, c.brand, c.card_number,
    COALESCE(c.team_name, '') FROM user_cards uc JOIN cards c ON c.id = uc.card_id ORDER BY uc.id;
  DROP TABLE user_cards;
  ALTER TABLE new_user_cards RENAME TO user_cards;
  ALTER TABLE cards DROP COLUMN search_text;

  CREATE TABLE search_values (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (value, field)
  );
  CREATE VIRTUAL TABLE search_index USING fts5 (
    value, content = 'search_values', content_rowid = 'id', tokenize = 'trigram case_sensitive 1'
  );
  CREATE TRIGGER search_values_added AFTER INSERT ON search_values BEGIN
    INSERT INTO search_index (rowid, value) VALUES (new.id, new.value);
  END;
  `,
  foldSearchColumns,
  // Each order of users' cards ends with the grade, so that graded and raw cards are distinguished by the index.
  `
  CREATE INDEX user_cards_by_added ON user_cards (user_id, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_card ON user_cards (card_id);
  CREATE INDEX user_cards_by_category ON user_cards (user_id, category_id, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_grade ON user_cards (user_id, category_id, grade, added_at DESC, id DESC);
  CREATE INDEX user_cards_by_year ON user_cards (user_id, category_id, year_key, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_player ON user_cards (user_id, category_id, player_key, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_brand ON user_cards (user_id, category_id, brand_key, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_number ON user_cards (user_id, category_id, number_key, added_at DESC, id DESC, grade);
  CREATE INDEX user_cards_by_team ON user_cards (user_id, category_id, team_key, added_at DESC, id DESC, grade);
  CREATE INDEX deliveries_by_finished ON deliveries (finished_at DESC, id DESC) WHERE finished_at IS NOT NULL;
  CREATE INDEX gradings_by_state ON gradings (user_id, state, created_at DESC, id DESC);
  `,
  'ALTER TABLE deliveries ADD COLUMN owner TEXT',
  'ALTER TABLE attempts ADD COLUMN started_real_ms REAL',
];

/**
 * Runs the missing migrations in one transaction. Throws DatabaseUnusableError when the schema is newer, or when the
 * database belongs to another program. Such a database does not change.
 */
export function migrate(connection: SqliteConnection, file: string): void {
  const version = Number(
    connection.rows('SELECT user_version FROM pragma_user_version', [])[0]?.user_version,
  );
  const isOurs =
    connection.rows("SELECT 1 FROM sqlite_master WHERE name = 'platform_api_keys'", []).length > 0;
  if (version > 0 && !isOurs) throw foreignDatabase(file);
  if (version > migrations.length) {
    throw new DatabaseUnusableError(
      `The database ${file} has schema version ${version}. This release of the kit supports versions up to ${migrations.length}. Use a newer release, or another file with --data FILE.`,
    );
  }
  // The id is written before the log exists, so that it is in the file whenever the process ends.
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA journal_mode = WAL`);
  connection.exec('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE');
  for (const step of migrations.slice(version)) {
    if (typeof step === 'string') connection.exec(step);
    else step(connection);
  }
  connection.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
}
