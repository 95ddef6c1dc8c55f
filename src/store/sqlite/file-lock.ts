import LibSql from 'libsql';
import { DatabaseUnusableError } from '../errors.js';

/** An exclusive lock on a file. It ends when it is released or when the process ends. */
export interface FileLock {
  release(): void;
}

/**
 * Locks a database file for this process by an open transaction on the empty database `FILE.lock` beside it. The
 * operating system releases it when the process ends, also after kill -9. Throws DatabaseUnusableError when another
 * process holds the lock.
 */
export function lockFile(file: string): FileLock {
  const connection = new LibSql(`${file}.lock`);
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (!(error instanceof LibSql.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    throw new DatabaseUnusableError(
      `The database ${file} is in use by another running mock. Stop that mock, choose another file with --data FILE, or use no file with --ephemeral.`,
      { cause: error },
    );
  }
  return {
    release() {
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}
