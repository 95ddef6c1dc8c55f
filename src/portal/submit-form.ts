import { InvalidArgumentError } from '../errors.js';
import { shownError } from './errors.js';
import { Fields } from './form.js';
import type { FormRoute, PageRequest, PortalRoute } from './page.js';
import type { PageResult } from './page-result.js';

/**
 * Does what a form asks for, once: the same submission sent again gets the result of the first. What is wrong is shown
 * in the form, with what was typed.
 */
export function submitForm(route: FormRoute, request: PageRequest): Promise<PageResult> {
  const { form, signIn, url } = request;
  const id = form.text('submission');
  if (id === undefined) return submit(route, request);
  return signIn.submissions.once(`${id} ${url} ${form}`, () => submit(route, request));
}

async function submit(route: FormRoute, request: PageRequest): Promise<PageResult> {
  try {
    return await route.submit(request);
  } catch (error) {
    const shown = shownError(error);
    if (shown === undefined || route.show === undefined) throw error;
    const field = error instanceof InvalidArgumentError ? error.field : '';
    const { status, message } = shown;
    return { status, ...(await route.show(request, { field, message, sent: request.form })) };
  }
}

/** The form that a person sent when signed out, filled in. Nothing is done before it is sent again. */
export async function showDraft(routes: readonly PortalRoute[], request: PageRequest): Promise<PageResult> {
  const { draft } = request.signIn;
  request.signIn.draft = undefined;
  if (draft === undefined) return { location: '/dashboard' };
  const sent = new Fields(draft.body);
  for (const route of routes) {
    if (route.method !== 'post' || `/dashboard${route.path}` !== draft.action) continue;
    const message = 'You were signed out, so the form was not sent. Check it and send it again.';
    if (route.show !== undefined) return route.show({ ...request, form: sent }, { field: '', message, sent });
  }
  return {
    location: draft.from,
    notice: { kind: 'failed', text: 'You were signed out, so nothing was done.' },
  };
}
