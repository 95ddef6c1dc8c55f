import type { Database } from '../database.js';
import { DatabaseUnusableError } from '../errors.js';

/**
 * The schema, as a list of migrations. A released migration never changes. Times are ISO 8601 text in UTC with
 * milliseconds, so that the order of the text is the order in time. `platform_api_keys` is CHCK's own name (contract §1).
 */
const migrations: readonly string[] = [
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
];

/** All tables, with referencing tables before referenced ones, so that rows can be deleted in this order. */
export const tables = [
  'tallies',
  'attempts',
  'deliveries',
  'faults',
  'webhook_targets',
  'gradings',
  'user_cards',
  'cards',
  'platform_api_keys',
  'accounts',
  'users',
  'settings',
] as const;

/** Runs the missing migrations, each in its own transaction. Throws DatabaseUnusableError when the schema is newer. */
export async function migrate(database: Database, execute: (sql: string) => void): Promise<void> {
  const row = await database.get<{ version: number }>(
    'SELECT user_version AS version FROM pragma_user_version',
  );
  const version = row?.version ?? 0;
  if (version > migrations.length) {
    throw new DatabaseUnusableError(
      `The database has schema version ${version}. This release of the kit supports versions up to ${migrations.length}. Use a newer release, or another file with --data FILE.`,
    );
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    execute(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
