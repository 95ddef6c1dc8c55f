import express, { type Request, type RequestHandler, type Response } from 'express';
import { refuseForeign } from '../../http/origin-guard.js';
import { signInIdOf } from '../cookie.js';
import { shownError } from '../errors.js';
import { Fields } from '../form.js';
import { LiveFeed } from '../live-feed.js';
import type { PageView, Reply, Visit } from '../page.js';
import { Frame } from '../parts/frame.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { publishChanges } from '../publish-changes.js';
import { referenceRouter } from '../reference/reference.js';
import { guardedHeaders, requireSignIn, signInOf } from '../require-sign-in.js';
import { redirect, safetyHeaders, sendAsset, sendDocument } from '../respond.js';
import { type SignIn, SignIns } from '../sign-ins.js';
import { ErrorPage } from './error-page.js';
import { sendPicture } from './picture.js';
import { portalRoutes } from './routes.js';
import { signInRouter } from './sign-in.js';

const MAX_FORM_BYTES = 100_000;

/** Everything that the portal answers, behind its guards. */
export function createPages(dependencies: PortalDependencies): { handle: RequestHandler; close(): void } {
  const { adminToken, services, memory, onError } = dependencies;
  const signIns = new SignIns();
  memory.register('portal sign-ins', signIns);
  const feed = new LiveFeed();
  const router = express.Router();

  router.use((request, response, next) => {
    response.set(safetyHeaders);
    const refusal = refuseForeign(guardedHeaders(request), adminToken !== undefined);
    if (refusal === undefined) return next();
    response.status(refusal.status).type('text').send(refusal.message);
  });
  router.get('/', (_request, response) => response.redirect(302, '/dashboard'));
  router.get('/dashboard/assets/:hash/:name', sendAsset);
  router.use(referenceRouter());
  router.use('/dashboard', express.urlencoded({ extended: false, limit: MAX_FORM_BYTES }));
  router.use(signInRouter(dependencies, signIns, feed));
  router.use('/dashboard', requireSignIn(signIns));
  router.get('/dashboard/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream' });
    response.flushHeaders();
    feed.open(response, signInOf(signIns, request).id, Number(request.query.since));
  });
  router.get('/dashboard/pictures/*path', async (request, response) => {
    const { userId } = await services.accounts.get(signInOf(signIns, request).accountId);
    await sendPicture(
      dependencies,
      userId,
      request.path.slice('/dashboard/pictures/'.length),
      request,
      response,
    );
  });
  const answered =
    (reply: (visit: Visit) => Promise<Reply> | Reply) => async (request: Request, response: Response) => {
      const visit = await visitOf(dependencies, feed.revision, request, signInOf(signIns, request));
      sendReply(dependencies, visit, await reply(visit), response);
    };
  for (const { method, path, reply } of portalRoutes(dependencies)) {
    router[method](`/dashboard${path}`, answered(reply));
  }
  router.use(
    '/dashboard',
    answered(({ url }) => errorView(404, 'Not found', `There is no page ${url} here.`)),
  );
  router.use(async (error: unknown, request: Request, response: Response, _next: unknown) => {
    const shown = shownError(error);
    if (shown === undefined) onError(error);
    const { status, title, message } = shown ?? unexpected;
    const signIn = signIns.find(signInIdOf(request));
    if (signIn === undefined) {
      response.status(status).type('text').send(message);
    } else {
      const visit = await visitOf(dependencies, feed.revision, request, signIn);
      sendReply(dependencies, visit, errorView(status, title, message), response);
    }
  });

  const stops = publishChanges(dependencies, feed);
  const close = () => {
    for (const stop of stops) stop();
    feed.close();
  };
  return { handle: router, close };
}

const unexpected = {
  status: 500,
  title: 'That went wrong',
  message: 'Something went wrong inside the mock; its log has the details.',
};

function errorView(status: number, title: string, message: string): PageView {
  return { title, section: 'overview', content: <ErrorPage message={message} />, status };
}

async function visitOf(
  { services, clock }: PortalDependencies,
  revision: number,
  request: Request,
  signIn: SignIn,
): Promise<Visit> {
  const params = Object.entries(request.params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    signIn,
    account: await services.accounts.get(signIn.accountId),
    origin: `http://${request.headers.host ?? 'localhost'}`,
    url: request.originalUrl,
    params: Object.fromEntries(params),
    query: new Fields(new URLSearchParams(request.originalUrl.split('?')[1] ?? '')),
    form: new Fields(new URLSearchParams(request.body)),
    partial: request.headers['hx-request'] === 'true',
    nowMs: clock.nowMs(),
    revision,
  };
}

function sendReply(
  { services, clock }: PortalDependencies,
  { account, signIn, partial, revision }: Visit,
  reply: Reply,
  response: Response,
): void {
  if ('location' in reply) {
    redirect(response, reply.location);
    return;
  }
  const notice = partial ? undefined : signIn.notice;
  if (!partial) signIn.notice = undefined;
  const { current: world } = services.world;
  const facts = { account, notice, now: clock.now(), clock: clock.state, world, revision };
  sendDocument(response, <Frame view={reply} facts={facts} />, reply.status, reply.shownToken);
}
