import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import { DatabaseUnavailableError } from '../store/errors.js';
import { WorldError } from '../world/world-error.js';

/** How an error is shown. */
export interface ShownError {
  status: number;
  title: string;
  message: string;
}

/** How an error that the request caused is shown; undefined for an internal error. */
export function shownError(error: unknown): ShownError | undefined {
  if (error instanceof NotFoundError) return { status: 404, title: 'Not found', message: error.message };
  if (error instanceof ConflictError) return { status: 409, title: 'Conflict', message: error.message };
  if (error instanceof InvalidArgumentError || error instanceof WorldError) {
    return { status: 400, title: 'Not accepted', message: error.message };
  }
  if (error instanceof DatabaseUnavailableError) {
    return { status: 503, title: 'Not available', message: error.message };
  }
  return unreadable(error);
}

/** A body or path that Express cannot read. */
function unreadable(error: unknown): ShownError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return { status, title: 'Not accepted', message: `The request cannot be read: ${error.message}.` };
}
