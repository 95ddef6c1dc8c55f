/** A request names something that does not exist. */
export class NotFoundError extends Error {
  readonly code = 'not_found';

  constructor(message: string) {
    super(message);
    this.name = 'NotFoundError';
  }
}

/** A request has a value that cannot be used; `field` names it. */
export class InvalidArgumentError extends Error {
  readonly code = 'invalid_argument';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'InvalidArgumentError';
    this.field = field;
  }
}

/** A request does not fit the present state, such as a second end of one grading. */
export class ConflictError extends Error {
  readonly code = 'conflict';

  constructor(message: string) {
    super(message);
    this.name = 'ConflictError';
  }
}

/** The mock was used after `close`. */
export class MockClosedError extends Error {
  readonly code = 'mock_closed';

  constructor() {
    super('The mock is closed.');
    this.name = 'MockClosedError';
  }
}
