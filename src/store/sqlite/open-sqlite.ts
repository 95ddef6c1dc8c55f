import LibSql from 'libsql';
import type { RootDatabase } from '../database.js';
import { DatabaseUnusableError } from '../errors.js';
import { prepareFile } from './database-file.js';
import { migrate } from './migrations.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDatabase } from './sqlite-database.js';

const MEMORY = ':memory:';

/**
 * Opens an SQLite database in a file, or in memory when no file is given, and brings its schema up to date.
 * One process at a time can open a file, under any of its names. Throws DatabaseUnusableError when the file is in use,
 * unusable, of another program or has a newer schema; files and folders that were created are then removed.
 */
export async function openSqlite(file?: string): Promise<RootDatabase> {
  const undo = file === undefined ? () => undefined : prepareFile(file);
  const name = file ?? MEMORY;
  let connection: SqliteConnection | undefined;
  try {
    const native = new LibSql(name);
    connection = new SqliteConnection(native, name);
    // Holds the operating system's lock on the file itself, until the connection or the process ends.
    connection.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768; PRAGMA synchronous = NORMAL',
    );
    migrate(connection, name);
    connection.exec('PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 8000');
    return new SqliteDatabase(connection, undo);
  } catch (error) {
    connection?.abandon();
    undo();
    throw error instanceof DatabaseUnusableError ? error : unusable(name, error);
  }
}

function unusable(file: string, cause: unknown): DatabaseUnusableError {
  const code = cause instanceof LibSql.SqliteError ? cause.code : '';
  return new DatabaseUnusableError(`The database ${file} ${problem(code, cause)}`, { cause });
}

const remedy = 'Choose another file with --data FILE, or use no file with --ephemeral.';

function problem(code: string, cause: unknown): string {
  switch (code) {
    case 'SQLITE_BUSY':
      return `is in use by another running mock. Stop that mock, or do not share its file. ${remedy}`;
    case 'SQLITE_FULL':
      return `cannot grow, because the disk is full. Free some space. ${remedy}`;
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return `cannot be written. Check the permissions of the file and its folder. ${remedy}`;
    default:
      return `cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}. Delete it to start again. ${remedy}`;
  }
}
