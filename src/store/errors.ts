/** The database cannot be opened; the message says which one, why, and what to do. */
export class DatabaseUnusableError extends Error {
  readonly code = 'database_unusable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnusableError';
  }
}
