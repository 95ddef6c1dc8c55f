import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './api-response.js';

/** Permissive CORS without cookies: the caller's own origin is allowed, whatever it is (contract §3, §10). */
export function corsHeaders({ origin }: IncomingHttpHeaders): Record<string, string> {
  return origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
}

/** The answer to a preflight request (contract §3, assumed). */
export function preflightAnswer(headers: IncomingHttpHeaders): Answer {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
      'access-control-allow-headers':
        headers['access-control-request-headers'] ?? 'authorization, content-type',
    },
    body: undefined,
  };
}
