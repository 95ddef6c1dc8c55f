/** The database cannot be opened. The message names the database, the reason and the remedy. */
export class DatabaseUnusableError extends Error {
  readonly code = 'database_unusable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnusableError';
  }
}
