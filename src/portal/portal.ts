import express, { type RequestHandler, type Router } from 'express';
import type { PortalDependencies } from './portal-dependencies.js';

export interface Portal {
  router: Router;
  /** The first segments of its paths; `''` for `/`. */
  segments: readonly string[];
  /** Ends the streams to open pages, so that the server can close. */
  close(): void;
}

const segments = ['', 'dashboard', 'docs', 'openapi.yaml', 'openapi.json', 'favicon.ico'];

/**
 * `/dashboard`, the API reference at `/docs`, and the document at `/openapi.yaml` and `.json`. `/` redirects to the
 * dashboard. The pages are imported at the first request, because most mocks serve none.
 */
export function createPortal(dependencies: PortalDependencies): Portal {
  const router = express.Router();
  let loading: Promise<{ handle: RequestHandler; close(): void }> | undefined;
  let closed = false;
  const { onError } = dependencies;
  router.use(async (request, response, next) => {
    loading ??= import('./router.js').then(({ createRouter }) => createRouter(dependencies));
    const pages = await loading;
    if (closed) pages.close();
    pages.handle(request, response, next);
  });
  return {
    router,
    segments,
    close() {
      closed = true;
      loading?.then((pages) => pages.close()).catch(onError);
    },
  };
}
