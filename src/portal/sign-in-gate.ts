import type { IncomingHttpHeaders } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { signInIdOf } from './cookie.js';
import { Fields } from './form.js';
import { redirect } from './respond.js';
import type { Draft, SignedIn, SignIns } from './sign-ins.js';

const SIGN_IN = '/dashboard/sign-in';

/** Lets requests of people who are signed in pass, and leads others to the sign-in and from there back. */
export class SignInGate {
  readonly #signIns: SignIns;
  readonly #showSignIn: (request: Request, response: Response, draft: Draft) => Promise<void>;
  readonly #signedIn = new WeakMap<Request, SignedIn>();

  /** `showSignIn` responds to a form that was sent without a sign-in, and keeps what it contains. */
  constructor(
    signIns: SignIns,
    showSignIn: (request: Request, response: Response, draft: Draft) => Promise<void>,
  ) {
    this.#signIns = signIns;
    this.#showSignIn = showSignIn;
  }

  async pass(request: Request, response: Response, next: NextFunction): Promise<void> {
    const signedIn = await this.#signIns.find(signInIdOf(request));
    if (signedIn !== undefined) {
      this.#signedIn.set(request, signedIn);
      next();
    } else if (request.headers['hx-request'] === 'true' || isEventStream(request)) {
      refusePart(request, response);
    } else if (request.method === 'POST') {
      const draft = {
        action: request.originalUrl,
        body: new Fields(request.body).toString(),
        from: safeNext(pathOf(request.headers.referer)),
      };
      await this.#showSignIn(request, response, draft);
    } else {
      redirect(response, signInAddress(request.originalUrl));
    }
  }

  /** Who sent a request; undefined when it did not pass the gate. */
  find(request: Request): SignedIn | undefined {
    return this.#signedIn.get(request);
  }

  /** Who sent a request that passed the gate. */
  get(request: Request): SignedIn {
    const signedIn = this.find(request);
    if (signedIn === undefined) throw new TypeError('This path must be behind the gate.');
    return signedIn;
  }
}

/** Scripts follow this with the whole page. They send a form again without htmx, so that the sign-in can keep it. */
function refusePart(request: Request, response: Response): void {
  const page = pathOf(request.headers['hx-current-url']?.toString());
  if (request.method === 'GET' && page !== undefined) response.set('hx-redirect', signInAddress(page));
  response.status(401).type('text').send('Sign in first.');
}

function isEventStream({ headers }: Request): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

function signInAddress(next: string): string {
  return next === '/dashboard' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}

function pathOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** `next` when it is an address of the portal, otherwise the overview. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/dashboard[\w/?&=.%+-]*$/.test(next) ? next : '/dashboard';
}

/**
 * The headers that the origin guard judges. A link on another site that a person follows is accepted: it has no
 * `Origin`, and no sign-in, because the cookie is `SameSite=Strict`.
 */
export function guardedHeaders({ method, headers }: Request): IncomingHttpHeaders {
  const followsLink =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return followsLink ? { ...headers, 'sec-fetch-site': undefined } : headers;
}
