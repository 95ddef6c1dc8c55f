import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { signInIdOf } from './cookie.js';
import { redirect } from './respond.js';
import type { SignIn, SignIns } from './sign-ins.js';

const SIGN_IN = '/dashboard/sign-in';

/** Accepts requests of people who are signed in; redirects others to the sign-in, and from there back. */
export function requireSignIn(signIns: SignIns): RequestHandler {
  return (request, response, next) => {
    if (signIns.find(signInIdOf(request)) !== undefined) return next();
    if (request.headers['hx-request'] === 'true') {
      // htmx follows this with the whole page, not with the part that it was about to update.
      response.status(401).set('hx-redirect', SIGN_IN).type('text').send('Sign in first.');
    } else if (request.headers.accept?.includes('text/event-stream')) {
      response.status(401).type('text').send('Sign in first.');
    } else {
      redirect(response, signInAddress(request));
    }
  };
}

function signInAddress({ method, originalUrl }: Request): string {
  if (method !== 'GET' || originalUrl === '/dashboard') return SIGN_IN;
  return `${SIGN_IN}?next=${encodeURIComponent(originalUrl)}`;
}

/** `next` when it is an address of the portal, otherwise the overview. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/dashboard[\w/?&=.%+-]*$/.test(next) ? next : '/dashboard';
}

/** The sign-in of a request that passed `requireSignIn`. */
export function signInOf(signIns: SignIns, request: Request): SignIn {
  const signIn = signIns.find(signInIdOf(request));
  if (signIn === undefined) throw new TypeError('This path must be behind requireSignIn');
  return signIn;
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
