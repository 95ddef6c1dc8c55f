import express, { type Request, type Response, type Router } from 'express';
import { cookieOf, setCookie, signInIdOf } from './cookie.js';
import { doneSteps } from './first-use.js';
import { Fields } from './form.js';
import type { LiveFeed } from './live-feed.js';
import { SignInPage } from './parts/sign-in-page.js';
import type { PortalDependencies } from './portal-dependencies.js';
import { revokePortalKey } from './portal-key.js';
import { redirect, sendDocument } from './respond.js';
import { safeNext } from './sign-in-gate.js';
import type { Draft, SignIns } from './sign-ins.js';

interface SignInView {
  next: string;
  draft?: Draft | undefined;
  /** Default: 200. */
  status?: number;
  problem?: string;
  /** Default: as the request's cookie says. */
  isAdmitted?: boolean;
}

/** The sign-in and the sign-out. `show` is the sign-in page, which can keep a form. */
export function signInRouter(
  dependencies: PortalDependencies,
  signIns: SignIns,
  feed: LiveFeed,
): {
  router: Router;
  show: (request: Request, response: Response, view: SignInView) => Promise<void>;
  /** Whether the admin token is not needed, or was given. */
  isAdmitted: (request: Request) => boolean;
} {
  const { adminToken, publicOrigin, services } = dependencies;
  const { accounts, keys } = services;
  const router = express.Router();
  const isAdmitted = (request: Request) =>
    adminToken === undefined || adminToken.isProof(cookieOf('admitted', request));
  const show = async (request: Request, response: Response, view: SignInView) => {
    const { next, draft, status, problem, isAdmitted: admitted = isAdmitted(request) } = view;
    const list = admitted ? await accounts.list() : undefined;
    const first = list?.[0];
    const done = first && (await doneSteps(dependencies, first));
    sendDocument(
      response,
      <SignInPage accounts={list} next={next} draft={draft} done={done} problem={problem} />,
      status,
    );
  };
  const end = async (request: Request) => {
    const id = signInIdOf(request);
    if (id === undefined) return;
    const signedIn = await signIns.find(id);
    if (signedIn !== undefined) await revokePortalKey(keys, signedIn.signIn);
    await signIns.end(id);
    feed.endSignIn(id);
  };

  router.get('/dashboard/sign-in', async (request, response) => {
    const { next } = request.query;
    await show(request, response, { next: safeNext(typeof next === 'string' ? next : undefined) });
  });
  router.post('/dashboard/sign-in', async (request, response) => {
    const form = new Fields(request.body);
    const next = safeNext(form.text('next'));
    const draft = readDraft(form);
    if (adminToken !== undefined && form.has('token')) {
      const verdict = await adminToken.judge(form.raw('token'), publicOrigin.clientAddressOf(request));
      if (!verdict.accepted) {
        const { retryAfterSeconds } = verdict;
        if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
        return show(request, response, { next, draft, ...refusalOf(retryAfterSeconds) });
      }
      setCookie('admitted', request, response, adminToken.proof);
      if (!form.has('account')) return show(request, response, { next, draft, isAdmitted: true });
    } else if (!isAdmitted(request)) {
      return show(request, response, { next, draft, status: 401, problem: 'Enter the admin token.' });
    }
    const account = (await accounts.list()).find(({ id }) => id === form.id('account'));
    if (account === undefined) {
      return show(request, response, { next, draft, status: 400, problem: 'Choose one of the accounts.' });
    }
    await end(request);
    const id = await signIns.start(account);
    setCookie('portal', request, response, id);
    const signedIn = await signIns.find(id);
    if (signedIn !== undefined) signedIn.signIn.draft = draft;
    redirect(response, draft === undefined ? next : '/dashboard/draft');
  });
  router.post('/dashboard/sign-out', async (request, response) => {
    await end(request);
    setCookie('portal', request, response);
    if (adminToken !== undefined) setCookie('admitted', request, response);
    redirect(response, '/dashboard/sign-in');
  });
  return { router, show, isAdmitted };
}

function refusalOf(retryAfterSeconds: number | undefined): { status: number; problem: string } {
  if (retryAfterSeconds === undefined) {
    const problem = 'That is not the admin token. It is the value of CHCK_ADMIN_TOKEN or --admin-token.';
    return { status: 401, problem };
  }
  const problem = `Too many wrong admin tokens came from your address: wait ${retryAfterSeconds} seconds.`;
  return { status: 429, problem };
}

function readDraft(form: Fields): Draft | undefined {
  const action = form.text('draft-action');
  if (action === undefined) return undefined;
  return { action, body: form.raw('draft-body'), from: safeNext(form.text('draft-from')) };
}
