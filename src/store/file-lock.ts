import LibSql from 'libsql';
import { DatabaseUnusableError } from './errors.js';

/** A claim on a file that no other process can make while it is held, and that ends with the process. */
export interface FileLock {
  release(): void;
}

/**
 * Claims a database for this process, through an open transaction on the empty database `FILE.lock` beside it: the
 * operating system drops it with the process, even after kill -9. Throws DatabaseUnusableError when it is taken.
 */
export function lockFile(file: string): FileLock {
  const connection = new LibSql(`${file}.lock`);
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (!(error instanceof LibSql.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    throw new DatabaseUnusableError(
      `The database ${file} belongs to another running mock. Stop that one, or give this one a file of its own with --data FILE, or none with --ephemeral.`,
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
