import type { ComponentChildren } from 'preact';
import type { Account } from '../store/accounts.js';
import type { Fields } from './form.js';
import type { SignIn } from './sign-ins.js';

/** The parts of the portal that its navigation names. */
export type Section = 'overview' | 'api-keys' | 'cards' | 'gradings' | 'webhooks' | 'traffic' | 'simulator';

/** A request of someone who is signed in, free of the web framework. */
export interface Visit {
  signIn: SignIn;
  account: Account;
  /** Scheme, host and port under which the browser reaches the mock. */
  origin: string;
  /** Path and query as they came. */
  url: string;
  /** Of the path, percent-decoded. */
  params: Record<string, string>;
  query: Fields;
  /** Empty for a GET. */
  form: Fields;
  /** Whether only a part of the page is going to be shown, within one that is there already. */
  partial: boolean;
  /** Now on the mock's clock, in ms since 1970. */
  nowMs: number;
  /** Of the changes that had happened when the visit began. */
  revision: number;
}

/** A page without its frame. */
export interface PageView {
  title: string;
  section: Section;
  /** Beside the title: what one can do here. */
  actions?: ComponentChildren;
  content: ComponentChildren;
  /** Shown on top of the page. */
  dialog?: ComponentChildren;
  /** The token of a key that was just made: the only one that a page may show. */
  shownToken?: string;
  /** 200 unless told. */
  status?: number;
}

/** What a visit leads to: a page, or another address. */
export type Reply = PageView | { location: string };

/** Answers the visits to one path of the portal. */
export interface PortalRoute {
  method: 'get' | 'post';
  /** As Express writes it, below `/dashboard`. */
  path: string;
  reply: (visit: Visit) => Promise<Reply>;
}

/** A form that was refused: what was sent, and what is wrong with it. */
export interface FormProblem {
  field: string;
  message: string;
  sent: Fields;
}
