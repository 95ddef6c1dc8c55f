import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { sessionIdOf } from './cookie.js';
import { redirect } from './respond.js';
import type { PortalSession, Sessions } from './sessions.js';

const SIGN_IN = '/dashboard/sign-in';

/** Lets only those through who are signed in; leads the others to the sign-in and, from there, back. */
export function demandSession(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    if (sessions.find(sessionIdOf(request)) !== undefined) return next();
    if (request.headers['hx-request'] === 'true') {
      // htmx follows this with the whole page, not with the part that it was about to renew.
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

/** An address of the portal to go on to after signing in; anything else leads to its start. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/dashboard[\w/?&=.%+-]*$/.test(next) ? next : '/dashboard';
}

/** The session of a request that `demandSession` has let through. */
export function sessionOf(sessions: Sessions, request: Request): PortalSession {
  const session = sessions.find(sessionIdOf(request));
  if (session === undefined) throw new TypeError('This path must be behind demandSession');
  return session;
}

/**
 * The headers that the guard against foreign pages judges. A link on another site that a person follows is let in: it
 * carries no `Origin`, and no session either, since the cookie is `SameSite=Strict`.
 */
export function guardedHeaders({ method, headers }: Request): IncomingHttpHeaders {
  const followsLink =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return followsLink ? { ...headers, 'sec-fetch-site': undefined } : headers;
}
