import type { IncomingHttpHeaders } from 'node:http';

/** Permissive CORS without cookies: any origin is allowed (contract §3, §10). */
export function corsHeaders({ origin }: IncomingHttpHeaders): string[] {
  return origin === undefined ? [] : ['access-control-allow-origin', origin, 'vary', 'Origin'];
}

/** The headers of the response to a preflight request (contract §3, assumed). */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
    'access-control-allow-headers':
      headers['access-control-request-headers'] ?? 'authorization, content-type',
  };
}
