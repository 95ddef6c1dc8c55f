import express, { type RequestHandler, type Router } from 'express';
import type { PortalDependencies } from './portal-dependencies.js';

/** The portal as a part of the mock. */
export interface Portal {
  router: Router;
  /** Ends the streams to open pages, so that the server can end. */
  close(): void;
}

const OWN_PATHS = /^\/(dashboard(\/.*)?|docs(\/.*)?|openapi\.(yaml|json))?$/;

/**
 * Face 2: `/dashboard`, the API reference at `/docs`, the document at `/openapi.yaml` and `.json`; `/` leads there.
 * The pages are loaded at the first visit, since most mocks are never looked at.
 */
export function createPortal(dependencies: PortalDependencies): Portal {
  const router = express.Router();
  let loading: Promise<{ handle: RequestHandler; close(): void }> | undefined;
  let closed = false;
  const { onError } = dependencies;
  router.use(async (request, response, next) => {
    if (!OWN_PATHS.test(request.path)) return next();
    loading ??= import('./pages/pages.js').then(({ createPages }) => createPages(dependencies));
    const pages = await loading;
    if (closed) pages.close();
    pages.handle(request, response, next);
  });
  return {
    router,
    close() {
      closed = true;
      loading?.then((pages) => pages.close()).catch(onError);
    },
  };
}
