import { InvalidArgumentError } from '../errors.js';

/** Throws InvalidArgumentError with `field` unless `value` is an integer from `minimum` to `maximum`. */
export function assertWholeNumber(field: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  throw new InvalidArgumentError(
    field,
    `${field} must be a whole number from ${minimum} to ${maximum}; it is ${value}.`,
  );
}
