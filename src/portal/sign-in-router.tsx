import express, { type Response, type Router } from 'express';
import { equalSecrets } from '../equal-secrets.js';
import type { Account } from '../store/accounts.js';
import { setSignInCookie, signInIdOf } from './cookie.js';
import { Fields } from './form.js';
import type { LiveFeed } from './live-feed.js';
import { Brand, Document } from './parts/frame.js';
import type { PortalDependencies } from './portal-dependencies.js';
import { safeNext } from './require-sign-in.js';
import { redirect, sendDocument } from './respond.js';
import type { SignIns } from './sign-ins.js';

/** The sign-in and the sign-out. */
export function signInRouter(
  { adminToken, services: { accounts } }: PortalDependencies,
  signIns: SignIns,
  feed: LiveFeed,
): Router {
  const router = express.Router();
  const show = async (response: Response, next: string, status = 200, problem?: string) => {
    const props = { accounts: await accounts.list(), guarded: adminToken !== undefined, next, problem };
    sendDocument(response, <SignIn {...props} />, status);
  };
  const end = (id: string | undefined) => {
    if (id === undefined) return;
    signIns.end(id);
    feed.endSignIn(id);
  };

  router.get('/dashboard/sign-in', async (request, response) => {
    const { next } = request.query;
    await show(response, safeNext(typeof next === 'string' ? next : undefined));
  });
  router.post('/dashboard/sign-in', async (request, response) => {
    const form = new Fields(request.body);
    const next = safeNext(form.text('next'));
    if (adminToken !== undefined && !equalSecrets(form.raw('token'), adminToken)) {
      const problem = 'That is not the admin token; it is the value of CHCK_ADMIN_TOKEN or --admin-token.';
      return show(response, next, 401, problem);
    }
    const account = (await accounts.list()).find(({ id }) => id === form.id('account'));
    if (account === undefined) return show(response, next, 400, 'Choose one of the accounts below.');
    end(signInIdOf(request));
    setSignInCookie(request, response, signIns.start(account.id).id);
    redirect(response, next);
  });
  router.post('/dashboard/sign-out', (request, response) => {
    end(signInIdOf(request));
    setSignInCookie(request, response, undefined);
    redirect(response, '/dashboard/sign-in');
  });
  return router;
}

interface SignInProps {
  accounts: readonly Account[];
  /** Whether the admin token is required. */
  guarded: boolean;
  /** The address to open after the sign-in. */
  next: string;
  /** What is wrong with the last attempt. */
  problem: string | undefined;
}

function SignIn({ accounts, guarded, next, problem }: SignInProps) {
  return (
    <Document title="Sign in">
      <main class="sign-in" id="main">
        <Brand />
        <h1>Sign in</h1>
        <p>
          This is a local mock of the CHCK partner portal. Choose an account of its world
          {guarded ? ' and give the admin token that the mock was started with.' : '; there is no password.'}
        </p>
        {problem && (
          <p class="notice failed" role="alert">
            {problem}
          </p>
        )}
        <form method="post" action="/dashboard/sign-in">
          <input type="hidden" name="next" value={next} />
          {guarded && (
            <div class="field">
              <label for="field-token">Admin token</label>
              <input id="field-token" name="token" type="password" autocomplete="current-password" required />
            </div>
          )}
          <ul class="accounts">
            {accounts.map((account) => (
              <li key={account.id}>
                <AccountButton {...account} />
              </li>
            ))}
          </ul>
        </form>
        {accounts.length === 0 && <p>This world has no account. `chck reset --world default` creates one.</p>}
      </main>
    </Document>
  );
}

function AccountButton({ id, name, email, role, userId }: Account) {
  return (
    <button type="submit" name="account" value={id}>
      <bdi class="strong">{name}</bdi>
      <small>
        <bdi>{email}</bdi>
        {role !== 'partner' && <span class="badge">{role}</span>}
        {role === 'partner' && userId === null && <span class="badge">no user</span>}
      </small>
    </button>
  );
}
