import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import type { Fields } from './form.js';
import type { FormProblem, FormRoute, PageRequest, PageResult } from './page.js';

/**
 * Does what a form asks for, once: the same submission sent again gets the result of the first. What is wrong with the
 * form is shown in the form, with what was typed.
 */
export function submitForm(route: FormRoute, request: PageRequest): Promise<PageResult> {
  const { form, signIn, url } = request;
  const id = form.text('submission');
  if (id === undefined) return work(route, request);
  return signIn.submissions.once(`${id} ${url} ${form}`, () => work(route, request));
}

async function work(route: FormRoute, request: PageRequest): Promise<PageResult> {
  try {
    return await route.submit(request);
  } catch (error) {
    const problem = problemOf(error, request.form);
    if (problem === undefined || route.show === undefined) throw error;
    return { status: 400, ...(await route.show(request, problem)) };
  }
}

function problemOf(error: unknown, sent: Fields): FormProblem | undefined {
  if (error instanceof InvalidArgumentError) return { field: error.field, message: error.message, sent };
  if (error instanceof NotFoundError || error instanceof ConflictError) {
    return { field: '', message: error.message, sent };
  }
  return undefined;
}
