import type { Request, Response } from 'express';

/** Cookies do not tell ports apart, so that mocks beside each other need names of their own. */
function nameFor(request: Request): string {
  return `chck_portal_${request.socket.localPort ?? 0}`;
}

/** The id of the sign-in that a request bears, if any. */
export function signInIdOf(request: Request): string | undefined {
  const wanted = `${nameFor(request)}=`;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const cookie = pair.trim();
    if (cookie.startsWith(wanted)) return cookie.slice(wanted.length);
  }
  return undefined;
}

/** Hands out a sign-in; with no id, takes it back. */
export function setSignInCookie(request: Request, response: Response, id: string | undefined): void {
  const age = id === undefined ? '; Max-Age=0' : '';
  response.append(
    'set-cookie',
    `${nameFor(request)}=${id ?? ''}; Path=/dashboard; HttpOnly; SameSite=Strict${age}`,
  );
}
