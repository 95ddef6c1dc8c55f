/** A command that cannot be carried out as it was given, or not at all: exit status 2. */
export class UsageError extends Error {
  readonly code = 'usage';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** A mock answered that it does not do what was asked; the message is its own. */
export class RefusedError extends UsageError {
  /** The HTTP status of its answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RefusedError';
    this.status = status;
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
