import type { IncomingHttpHeaders } from 'node:http';
import type { HttpResponse } from './http-response.js';

/** Permissive CORS without cookies: any origin is allowed (contract §3, §10). */
export function corsHeaders({ origin }: IncomingHttpHeaders): string[] {
  return origin === undefined
    ? ['vary', 'Origin']
    : ['access-control-allow-origin', origin, 'vary', 'Origin'];
}

/** The response to `OPTIONS`, as @fastify/cors gives it: 204 to a preflight request, 400 to any other (contract §3, §10). */
export function optionsResponse(headers: IncomingHttpHeaders): HttpResponse {
  const {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': names,
  } = headers;
  if (origin === undefined || method === undefined) {
    const refused = [...corsHeaders(headers), 'content-type', 'text/plain'];
    return { status: 400, headers: refused, body: 'Invalid Preflight Request' };
  }
  const allowed = [
    'access-control-allow-origin',
    origin,
    'vary',
    'Origin, Access-Control-Request-Headers',
    'access-control-allow-methods',
    'GET, HEAD, POST, DELETE',
  ];
  if (names !== undefined) allowed.push('access-control-allow-headers', names);
  return { status: 204, headers: allowed, body: null };
}
