import express, { type Request, type RequestHandler, type Response } from 'express';
import { refuseForeign } from '../http/origin-guard.js';
import type { Account } from '../store/accounts.js';
import { assetUrl } from './assets.js';
import { signInIdOf } from './cookie.js';
import { shownError } from './errors.js';
import { LiveFeed } from './live-feed.js';
import type { PageRequest } from './page.js';
import { readPageRequest } from './page-request.js';
import type { PageResult, PageView } from './page-result.js';
import { ErrorMessage } from './parts/error-message.js';
import { Frame } from './parts/frame.js';
import { sendPicture } from './picture.js';
import type { PortalDependencies } from './portal-dependencies.js';
import { publishChanges } from './publish-changes.js';
import { referenceRouter } from './reference/reference.js';
import { redirect, safetyHeaders, sendAsset, sendDocument } from './respond.js';
import { portalRoutes } from './routes.js';
import { guardedHeaders, SignInGate } from './sign-in-gate.js';
import { signInRouter } from './sign-in-router.js';
import { SignIns } from './sign-ins.js';
import { showDraft, submitForm } from './submit-form.js';

const MAX_FORM_BYTES = 100_000;
/** The newest deliveries among which the failing ones are counted. */
const MAX_COUNTED = 1000;
const PICTURES = '/dashboard/pictures/';

/** Everything that the portal serves, behind its guards. */
export function createRouter(dependencies: PortalDependencies): { handle: RequestHandler; close(): void } {
  const { adminToken, publicOrigin, services, memory, onError } = dependencies;
  const signIns = new SignIns(dependencies);
  memory.register('portal sign-ins', signIns);
  services.shared.register(signIns);
  const feed = new LiveFeed();
  const guard = { publicOrigin, behindAdminToken: adminToken !== undefined };
  const router = express.Router();

  router.use((request, response, next) => {
    response.set(safetyHeaders);
    const refusal = refuseForeign(guardedHeaders(request), guard);
    if (refusal === undefined) return next();
    response.status(refusal.status).type('text').send(refusal.message);
  });
  router.use(async (_request, _response, next) => {
    await services.shared.refresh();
    await services.requests.refresh();
    next();
  });
  router.get('/', (_request, response) => response.redirect(302, '/dashboard'));
  router.get('/favicon.ico', (_request, response) => response.redirect(302, assetUrl('icon.svg')));
  router.get('/dashboard/assets/:hash/:name', sendAsset);
  router.use(referenceRouter());
  const signIn = signInRouter(dependencies, signIns, feed);
  const readForm = express.urlencoded({ extended: false, limit: MAX_FORM_BYTES });
  router.use('/dashboard', (request, response, next) => {
    // Without the admin token, nobody makes the mock read a form but the one that holds the token.
    if (request.path === '/sign-in' || signIn.isAdmitted(request)) readForm(request, response, next);
    else next();
  });
  router.use(signIn.router);
  const gate = new SignInGate(signIns, (request, response, draft) =>
    signIn.show(request, response, {
      next: draft.from,
      draft: signIn.isAdmitted(request) ? draft : undefined,
      status: 401,
    }),
  );
  router.use('/dashboard', (request, response, next) => gate.pass(request, response, next));
  router.get('/dashboard/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream' });
    // A page asks with HEAD whether its sign-in is still good. A response without an end would block the connection.
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.flushHeaders();
    feed.open(response, signInIdOf(request) ?? '', String(request.query.since));
  });
  router.get('/dashboard/failing', async (request, response) => {
    const { account } = gate.get(request);
    response.json({ failing: await countFailing(dependencies, account) });
  });
  router.get(`${PICTURES}*path`, async (request, response) => {
    const { userId } = gate.get(request).account;
    await sendPicture(dependencies, userId, request.path.slice(PICTURES.length), request, response);
  });
  const handle =
    (work: (request: PageRequest) => Promise<PageResult> | PageResult) =>
    async (request: Request, response: Response) => {
      const pageRequest = readPageRequest(request, gate.get(request), dependencies, feed.revision);
      sendResult(dependencies, pageRequest, await work(pageRequest), response);
    };
  const routes = portalRoutes(dependencies);
  router.get(
    '/dashboard/draft',
    handle((request) => showDraft(routes, request)),
  );
  for (const route of routes) {
    const path = `/dashboard${route.path}`;
    if (route.method === 'get') router.get(path, handle(route.show));
    else
      router.post(
        path,
        handle((request) => submitForm(route, request)),
      );
  }
  router.use(
    '/dashboard',
    handle(({ url }) => errorView(404, 'Not found', `There is no page ${url}.`)),
  );
  router.use(async (error: unknown, request: Request, response: Response, _next: unknown) => {
    const shown = shownError(error);
    if (shown === undefined) onError(error);
    const { status, title, message } = shown ?? internalError;
    if (status === 503) response.set('retry-after', '1');
    const signedIn = gate.find(request);
    if (signedIn === undefined) {
      response.status(status).type('text').send(message);
    } else {
      const pageRequest = readPageRequest(request, signedIn, dependencies, feed.revision);
      sendResult(dependencies, pageRequest, errorView(status, title, message), response);
    }
  });

  const stops = publishChanges(dependencies, feed);
  const close = () => {
    for (const stop of stops) stop();
    feed.close();
  };
  return { handle: router, close };
}

/** How many deliveries of an account have failed and are tried again, up to a limit. */
async function countFailing({ services }: PortalDependencies, account: Account): Promise<number> {
  if (account.userId === null) return 0;
  const counts = await services.deliveries.countByPhase({ account: account.id }, MAX_COUNTED);
  return counts.find(({ phase }) => phase === 'retrying')?.count ?? 0;
}

const internalError = {
  status: 500,
  title: 'Internal error',
  message: 'An internal error occurred in the mock. Its log has the details.',
};

function errorView(status: number, title: string, message: string): PageView {
  return { title, section: 'overview', content: <ErrorMessage message={message} />, status };
}

function sendResult(
  { services, clock }: PortalDependencies,
  { account, signIn, partial, revision }: PageRequest,
  result: PageResult,
  response: Response,
): void {
  if ('location' in result) {
    signIn.notice = result.notice;
    redirect(response, result.location);
    return;
  }
  if ('fileName' in result) {
    response.attachment(result.fileName).type(result.contentType).send(result.body);
    return;
  }
  const notice = partial ? undefined : (result.notice ?? signIn.notice);
  if (!partial) signIn.notice = undefined;
  const { current: world } = services.world;
  const facts = { account, notice, now: clock.now(), clock: clock.state, world, revision };
  sendDocument(response, <Frame view={result} facts={facts} />, result.status, result.shownToken);
}
