import type { Request, Response } from 'express';

/** The id of a sign-in, or the proof that the admin token was given. */
export type CookieName = 'portal' | 'admitted';

/** Browsers send cookies to every port of a host, so each mock's cookies have names of their own. */
function nameFor(name: CookieName, request: Request): string {
  return `chck_${name}_${request.socket.localPort ?? 0}`;
}

export function cookieOf(name: CookieName, request: Request): string | undefined {
  const wanted = `${nameFor(name, request)}=`;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const cookie = pair.trim();
    if (cookie.startsWith(wanted)) return cookie.slice(wanted.length);
  }
  return undefined;
}

/** Sets a cookie; without a value, removes it. */
export function setCookie(name: CookieName, request: Request, response: Response, value?: string): void {
  const age = value === undefined ? '; Max-Age=0' : '';
  response.append(
    'set-cookie',
    `${nameFor(name, request)}=${value ?? ''}; Path=/dashboard; HttpOnly; SameSite=Strict${age}`,
  );
}

/** The id of the sign-in in a request's cookie. */
export function signInIdOf(request: Request): string | undefined {
  return cookieOf('portal', request);
}
