import { ClockRangeError } from '../clock.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import { WaitTimeoutError } from '../surface/wait-for.js';
import { WorldError } from '../world/world-error.js';

/** A refusal of the control surface itself. */
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

/** The status and body of an error; undefined for one that is the mock's own fault. */
export function controlErrorAnswer(error: unknown): { status: number; body: object } | undefined {
  if (error instanceof ControlError) return answer(error.status, error.code, error.message);
  if (error instanceof InvalidArgumentError) return answer(400, error.code, error.message, error.field);
  if (error instanceof WorldError) return answer(400, 'invalid_argument', error.message, 'world');
  if (error instanceof ClockRangeError) return answer(400, 'invalid_argument', error.message);
  if (error instanceof NotFoundError) return answer(404, error.code, error.message);
  if (error instanceof ConflictError) return answer(409, error.code, error.message);
  if (error instanceof WaitTimeoutError) return answer(504, error.code, error.message);
  return undefined;
}

function answer(
  status: number,
  code: string,
  message: string,
  field?: string,
): { status: number; body: object } {
  return { status, body: { error: { code, message, ...(field !== undefined && { field }) } } };
}
