import { statSync } from 'node:fs';

/** The database cannot be opened. The message names the database, the reason and the remedy. */
export class DatabaseUnusableError extends Error {
  readonly code = 'database_unusable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnusableError';
  }
}

/** A change cannot be saved, because the disk is full. The store has its previous content. */
export class DatabaseFullError extends Error {
  readonly code = 'database_full';

  constructor(file: string, options?: ErrorOptions) {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const size = `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    super(
      `The disk is full: the database ${file} (${size}) cannot grow. Free some space, then try again.`,
      options,
    );
    this.name = 'DatabaseFullError';
  }
}

/** The database server cannot be reached, or cannot be used at the moment. The call can be repeated. */
export class DatabaseUnavailableError extends Error {
  readonly code = 'database_unavailable';

  constructor(message = 'The database server cannot be reached. Try again later.', options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnavailableError';
  }
}
