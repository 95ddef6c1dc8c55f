import type { Request, Response } from 'express';

/** Browsers send cookies to every port of a host, so each mock's cookie has a name of its own. */
function nameFor(request: Request): string {
  return `chck_portal_${request.socket.localPort ?? 0}`;
}

/** The id of the sign-in in a request's cookie. */
export function signInIdOf(request: Request): string | undefined {
  const wanted = `${nameFor(request)}=`;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const cookie = pair.trim();
    if (cookie.startsWith(wanted)) return cookie.slice(wanted.length);
  }
  return undefined;
}

/** Sets the cookie of a sign-in; without an id, removes it. */
export function setSignInCookie(request: Request, response: Response, id: string | undefined): void {
  const age = id === undefined ? '; Max-Age=0' : '';
  response.append(
    'set-cookie',
    `${nameFor(request)}=${id ?? ''}; Path=/dashboard; HttpOnly; SameSite=Strict${age}`,
  );
}
