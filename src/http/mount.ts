import type { ErrorRequestHandler, RequestHandler } from 'express';
import { splitUrl } from './api-request.js';

/**
 * Passes requests for some first path segments (`''` for `/` itself) to one handler, and all others to another. Most
 * requests are for the Partner API, and none of them has to be matched against the routers of the rest.
 */
export function mountBySegment(
  segments: readonly string[],
  mounted: RequestHandler,
  rest: RequestHandler,
): RequestHandler {
  const known = new Set(segments);
  return (request, response, next) => {
    const { path } = splitUrl(request.url);
    const end = path.indexOf('/', 1);
    const segment = end < 0 ? path.slice(1) : path.slice(1, end);
    if (!known.has(segment) || (segment === '' && path !== '/')) return rest(request, response, next);
    return mounted(request, response, (error) => {
      if (error === undefined) rest(request, response, next);
      else next(error);
    });
  };
}

/** A handler that its first request creates: most mocks get no request for some of their parts. */
export function onDemand(create: () => RequestHandler): RequestHandler {
  let handler: RequestHandler | undefined;
  return (request, response, next) => {
    handler ??= create();
    return handler(request, response, next);
  };
}

/** Ends a request whose handler failed, without details: Express would send the stack trace. */
export function lastErrorHandler(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    onError(error);
    if (response.headersSent) response.destroy();
    else
      response
        .status(500)
        .json({ statusCode: 500, error: 'Internal Server Error', message: 'Internal error' });
  };
}
