/** A command that cannot be carried out as it was given, or not at all: exit status 2. */
export class UsageError extends Error {
  readonly code = 'usage';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** A command that was carried out and found something wrong: exit status 1. */
export class CheckFailedError extends Error {
  readonly code = 'check_failed';

  constructor(message: string) {
    super(message);
    this.name = 'CheckFailedError';
  }
}
