import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseUnusableError } from '../errors.js';

/** The default data folder. It gets a .gitignore that excludes everything in it. */
const DATA_FOLDER = '.chck';

/** Marks a database of this kit in its header: "chck". */
export const APPLICATION_ID = 0x6368636b;

const remedy = 'Choose another file with --data FILE, or use no file with --ephemeral.';

/**
 * Creates a database file and its folder where they do not exist, and makes the file private to its user. SQLite gives
 * the files beside it the same permissions. Returns a function that removes what was created.
 */
export function prepareFile(file: string): () => void {
  const undo: (() => void)[] = [];
  const undoAll = () => {
    for (const step of undo.splice(0).reverse()) step();
  };
  try {
    const folder = dirname(resolve(file));
    for (const created of createFolders(folder)) undo.push(() => rmdirSync(created));
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new DatabaseUnusableError(
        `The database ${file} is a folder. Name a file in it, such as --data ${join(file, 'mock.db')}.`,
      );
    }
    if (basename(folder) === DATA_FOLDER && createFile(join(folder, '.gitignore'), '*\n')) {
      undo.push(() => rmSync(join(folder, '.gitignore'), { force: true }));
    }
    if (createFile(file, '')) undo.push(() => removeDatabase(file));
    else makePrivate(file);
    checkHeader(file);
    return undoAll;
  } catch (error) {
    undoAll();
    if (error instanceof DatabaseUnusableError) throw error;
    throw new DatabaseUnusableError(`The database ${file} cannot be created: ${reasonOf(error)}. ${remedy}`, {
      cause: error,
    });
  }
}

/** Returns the error for a database that this kit has not created. */
export function foreignDatabase(file: string): DatabaseUnusableError {
  return new DatabaseUnusableError(
    `The database ${file} belongs to another program. It was not changed. ${remedy}`,
  );
}

/** Throws DatabaseUnusableError for a file of another program. An empty file is a new database. */
function checkHeader(file: string): void {
  const header = Buffer.alloc(72);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header);
  closeSync(descriptor);
  if (length === 0) return;
  if (!header.toString('latin1').startsWith('SQLite format 3\0')) {
    throw new DatabaseUnusableError(
      `The file ${file} is not an SQLite database. It was not changed. ${remedy}`,
    );
  }
  const version = header.readInt32BE(60);
  const application = header.readInt32BE(68);
  // Schema versions 1 to 3 had no application id.
  const isEarlier = application === 0 && version >= 1 && version <= 3;
  if (application !== APPLICATION_ID && !isEarlier) throw foreignDatabase(file);
}

/** Creates a folder and the folders above it, and returns those that were created. `mkdir -p` never ends in /proc. */
function createFolders(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return [];
  const parent = dirname(folder);
  const created = parent === folder ? [] : createFolders(parent);
  mkdirSync(folder, { mode: basename(folder) === DATA_FOLDER ? 0o700 : 0o777 });
  return [...created, folder];
}

/** Creates a private file. Returns false when the file exists. */
function createFile(file: string, content: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return false;
  writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
  return true;
}

function makePrivate(file: string): void {
  closeSync(openSync(file, 'r+'));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'its folder or file is not writable';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'ENOTDIR') return 'a part of its path is not a folder';
  return error instanceof Error ? error.message : String(error);
}
