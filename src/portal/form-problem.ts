import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import type { Fields } from './form.js';
import type { FormProblem, Reply } from './page.js';

/**
 * Does what a form asks for. A refusal goes back to the form, which `show` renders again with what was typed and what
 * is wrong with it; any other error is thrown on.
 */
export async function submitted(
  form: Fields,
  work: () => Promise<Reply>,
  show: (problem: FormProblem) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error, form);
    if (problem === undefined) throw error;
    return show(problem);
  }
}

function problemOf(error: unknown, sent: Fields): FormProblem | undefined {
  if (error instanceof InvalidArgumentError) return { field: error.field, message: error.message, sent };
  if (error instanceof NotFoundError || error instanceof ConflictError) {
    return { field: '', message: error.message, sent };
  }
  return undefined;
}

/** The whole number in a field, undefined when it is empty. Throws InvalidArgumentError. */
export function wholeNumber(form: Fields, field: string): number | undefined {
  const value = form.number(field);
  if (value === undefined || Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError(field, `${field} must be a whole number; it is "${form.raw(field)}".`);
}
