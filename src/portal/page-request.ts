import type { Request } from 'express';
import { Fields } from './form.js';
import type { PageRequest } from './page.js';
import type { PortalDependencies } from './portal-dependencies.js';
import type { SignIn } from './sign-ins.js';

/** Reads a request of Express for the pages. Throws NotFoundError when the account no longer exists. */
export async function readPageRequest(
  { services, clock }: PortalDependencies,
  request: Request,
  signIn: SignIn,
  revision: number,
): Promise<PageRequest> {
  const params = Object.entries(request.params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    signIn,
    account: await services.accounts.get(signIn.accountId),
    origin: `http://${request.headers.host ?? 'localhost'}`,
    url: request.originalUrl,
    params: new Fields(Object.fromEntries(params)),
    query: new Fields(request.originalUrl.split('?')[1]),
    form: new Fields(request.body),
    partial: request.headers['hx-request'] === 'true',
    nowMs: clock.nowMs(),
    revision,
  };
}
