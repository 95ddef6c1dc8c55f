import { DatabaseUnusableError } from '../errors.js';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** SQLSTATE classes and codes of lost connections, of a server that stops or starts, and of too many connections. */
const lostConnection = /^(08|57P0[123]|53300)/;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Returns true when a statement failed because there is no connection to the server. */
export function isConnectionError(error: unknown): boolean {
  const code = codeOf(error);
  if (networkCodes.has(code) || lostConnection.test(code)) return true;
  // pg gives these no code.
  return (
    error instanceof Error && /connection (terminated|timeout)|timeout exceeded when/i.test(error.message)
  );
}

/** Returns the error for a database that cannot be opened. `name` is its URL without the password. */
export function openingError(name: string, cause: unknown): DatabaseUnusableError {
  return new DatabaseUnusableError(`The database ${name} cannot be used: ${reasonOf(cause)}`, { cause });
}

function reasonOf(cause: unknown): string {
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  if (code === '28P01' || code === '28000' || /password must be a string/.test(message)) {
    return 'the server refuses the user or the password.';
  }
  if (code === '3D000') return 'the server has no database of this name. Create it first.';
  if (code === '42501') return `the user lacks a permission (${message}). It needs CREATE on the database.`;
  if (code === '25006') return 'it is read-only. Use the address of the primary server.';
  if (isConnectionError(cause)) return `the server cannot be reached (${code || message}). Is it running?`;
  return `${message}.`;
}
