import { DurationError, parseDuration } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';
import type { Services } from '../services/services.js';

/** A duration in ms. Throws InvalidArgumentError that names the field. */
export function durationMs(field: string, text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw new InvalidArgumentError(field, `${field}: ${error.message}`);
  }
}

/** The user of an account that is named by id or email. Throws NotFoundError, ConflictError when it has no user. */
export async function userIdOf(services: Services, account: string | number | undefined): Promise<number> {
  return services.accounts.userIdOf(account === undefined ? undefined : String(account));
}
