import { ConflictError, InvalidArgumentError, MockClosedError, NotFoundError } from '../errors.js';
import { WaitTimeoutError } from '../services/wait-for.js';
import { DatabaseFullError, DatabaseUnavailableError } from '../store/errors.js';
import { WorldError } from '../world/world-error.js';

/** A request that `/_mock` itself refuses. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
    this.code = code;
  }
}

/** The status and body for an error; undefined for an internal one. */
export function controlErrorResponse(error: unknown): { status: number; body: object } | undefined {
  if (error instanceof ControlError) return errorResponse(error.status, error.code, error.message);
  if (error instanceof InvalidArgumentError)
    return errorResponse(400, error.code, error.message, error.field);
  if (error instanceof WorldError) return errorResponse(400, 'invalid_argument', error.message, 'world');
  if (error instanceof NotFoundError) return errorResponse(404, error.code, error.message);
  if (error instanceof ConflictError) return errorResponse(409, error.code, error.message);
  if (error instanceof MockClosedError) return errorResponse(503, error.code, error.message);
  if (error instanceof DatabaseUnavailableError) return errorResponse(503, error.code, error.message);
  if (error instanceof DatabaseFullError) return errorResponse(507, error.code, error.message);
  if (error instanceof WaitTimeoutError) return errorResponse(504, error.code, error.message);
  return undefined;
}

function errorResponse(
  status: number,
  code: string,
  message: string,
  field?: string,
): { status: number; body: object } {
  return { status, body: { error: { code, message, ...(field !== undefined && { field }) } } };
}
