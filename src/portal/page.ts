import type { ComponentChildren } from 'preact';
import type { Account } from '../store/accounts.js';
import type { Fields } from './form.js';
import type { Notice, SignIn } from './sign-ins.js';

/** The sections of the portal, as in its navigation. */
export type Section = 'overview' | 'api-keys' | 'cards' | 'gradings' | 'webhooks' | 'traffic' | 'simulator';

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
  /** The mock's clock, in ms since 1970. */
  nowMs: number;
  /** Changes with each change in the mock. */
  revision: string;
}

/** A page without its frame. */
export interface PageView {
  title: string;
  section: Section;
  /** Buttons and links beside the title. */
  actions?: ComponentChildren;
  content: ComponentChildren;
  /** Shown on top of the page. */
  dialog?: ComponentChildren;
  /** The token of a key that was just created: the only one that a page may show. */
  shownToken?: string;
  /** Default: 200. */
  status?: number;
  /** Shown above the content. Default: the notice of the redirect to this page. */
  notice?: Notice;
}

/** Leads to another address, whose page shows the notice once. */
export interface Redirect {
  location: string;
  notice?: Notice;
}

export type PageResult = PageView | Redirect;

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
