/** A command that cannot be run as given. Exit status 2. */
export class UsageError extends Error {
  readonly code = 'usage';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** A running mock refused the call; the message is the mock's own. */
export class RefusedError extends UsageError {
  /** HTTP status of the response. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RefusedError';
    this.status = status;
  }
}

/** A command that ran and found a failure. Exit status 1. The message is empty when the report has said everything. */
export class CheckFailedError extends Error {
  readonly code = 'check_failed';

  constructor(message: string) {
    super(message);
    this.name = 'CheckFailedError';
  }
}
