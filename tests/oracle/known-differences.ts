import type { Seen } from './seen.js';

/** Whether the mock responds otherwise on purpose. docs/decisions.md gives the reasons. */
export function isKnownDifference(framework: Seen, own: Seen): boolean {
  return refusesBodyOfUnknownRoute(framework, own) || doesNotCountUnauthorizedUnknownRoute(framework, own);
}

/** Fastify reads the body of an unknown route before its 404. In the mock an unknown route is 404 whatever its body is. */
function refusesBodyOfUnknownRoute({ status, error }: Seen, own: Seen): boolean {
  const isBodyError = /FST_ERR_CTP_/.test(JSON.stringify(error) ?? '');
  return isBodyError && status !== own.status && own.status === 404;
}

/** @fastify/rate-limit counts an unknown route in a handler that authentication comes before. The mock counts first (contract §2). */
function doesNotCountUnauthorizedUnknownRoute(framework: Seen, own: Seen): boolean {
  const limit = 'x-ratelimit-limit';
  return (
    framework.status === 401 &&
    own.status === 401 &&
    framework.headers[limit] === undefined &&
    own.headers[limit] !== undefined
  );
}
