import { InvalidArgumentError } from '../errors.js';

const MAX_LENGTH = 100;

/**
 * Returns a name without surrounding blanks: 1 to 100 characters, no control characters (contract §1, assumed for key
 * names). Throws InvalidArgumentError with `field`.
 */
export function checkedName(field: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new InvalidArgumentError(field, `${field} must be a text of 1 to ${MAX_LENGTH} characters.`);
  }
  const name = value.trim();
  const length = [...name].length;
  if (length < 1 || length > MAX_LENGTH) {
    throw new InvalidArgumentError(
      field,
      `${field} must have 1 to ${MAX_LENGTH} characters after trimming; this one has ${length}.`,
    );
  }
  if (/\p{Cc}/u.test(name)) {
    throw new InvalidArgumentError(
      field,
      `${field} must not contain control characters such as NUL or a line break.`,
    );
  }
  return name;
}
