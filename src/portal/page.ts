import type { Account } from '../store/accounts.js';
import type { Fields } from './form.js';
import type { PageResult, PageView, Redirect } from './page-result.js';
import type { OwnAddress } from './replay.js';
import type { SignIn } from './sign-ins.js';

/** A request of somebody who is signed in, independent of the web framework. */
export interface PageRequest {
  signIn: SignIn;
  account: Account;
  /** Scheme, host and port under which the browser reaches the mock. */
  origin: string;
  /** Path and query as sent. */
  url: string;
  /** The parameters of the path, percent-decoded. */
  params: Fields;
  query: Fields;
  /** Empty for a GET. */
  form: Fields;
  /** Whether htmx asked, to update a part of a page that is already shown. */
  partial: boolean;
  /** Where the mock received the request. */
  own: OwnAddress;
  /** The mock's clock, in ms since 1970. */
  nowMs: number;
  /** Changes with each change in the mock. */
  revision: string;
}

/** A page of the portal. */
export interface PageRoute {
  method: 'get';
  /** In Express's syntax, below `/dashboard`. */
  path: string;
  show: (request: PageRequest) => Promise<PageResult>;
}

/** A form of the portal. */
export interface FormRoute {
  method: 'post';
  path: string;
  /** Does the work. Its errors are shown by `show` where there is one, otherwise as a page of their own. */
  submit: (request: PageRequest) => Promise<PageResult>;
  /** The page of the form, with what was sent and what is wrong with it. */
  show?: (request: PageRequest, problem: FormProblem) => Promise<PageView>;
}

export type PortalRoute = PageRoute | FormRoute;

/** A form that was not accepted. */
export interface FormProblem {
  /** The name of the field that is wrong; empty when it is the form as a whole. */
  field: string;
  message: string;
  sent: Fields;
}

/** Leads to `location`, whose page says that something was done. */
export function done(location: string, text: string): Redirect {
  return { location, notice: { kind: 'done', text } };
}

/** A page with what went wrong above its content, for a form without fields. */
export async function withProblem(page: Promise<PageView>, { message }: FormProblem): Promise<PageView> {
  return { ...(await page), notice: { kind: 'failed', text: message } };
}
