import type { Request } from 'express';
import { Fields } from './form.js';
import type { PageRequest } from './page.js';
import type { PortalDependencies } from './portal-dependencies.js';
import type { SignedIn } from './sign-ins.js';

/** Reads a request of Express for the pages. */
export function readPageRequest(
  request: Request,
  { signIn, account }: SignedIn,
  { clock, publicOrigin }: Pick<PortalDependencies, 'clock' | 'publicOrigin'>,
  revision: string,
): PageRequest {
  const params = Object.entries(request.params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    signIn,
    account,
    origin: publicOrigin.originFor(request.headers),
    url: request.originalUrl,
    params: new Fields(Object.fromEntries(params)),
    query: new Fields(request.originalUrl.split('?')[1]),
    form: new Fields(request.body),
    partial: request.headers['hx-request'] === 'true',
    own: { host: request.socket.localAddress ?? '127.0.0.1', port: request.socket.localPort ?? 0 },
    nowMs: clock.nowMs(),
    revision,
  };
}
