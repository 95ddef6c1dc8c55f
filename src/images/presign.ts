import { equalSecrets } from '../equal-secrets.js';
import { createLinkSigner } from './link-signer.js';
import {
  canonicalPath,
  INVALID_URI,
  MAX_TTL_SECONDS,
  malformed,
  type PresignedQuery,
  parsePresignedQuery,
} from './presigned-query.js';
import type { S3Error } from './s3-error.js';
import {
  ALGORITHM,
  amzDate,
  canonicalRequest,
  scopeText,
  signatureOf,
  signingKey,
  stringToSign,
  uriEncode,
} from './sigv4.js';

export interface PresignerOptions {
  /** The secret key of the signatures. */
  secret: string;
  /** Part of every link. Not secret. */
  accessKeyId?: string;
  region?: string;
}

export interface PresignTarget {
  /** Default: `GET`. */
  method?: 'GET' | 'HEAD';
  /** The origin of the link, such as `http://localhost:4000`. The signature covers the host. */
  origin: string;
  /** The percent-encoded absolute path, such as `/images/7/card-front.png`. */
  path: string;
}

export type PresignVerdict = { ok: true } | ({ ok: false } & S3Error);

export interface Presigner {
  /**
   * Returns a link for one method that is valid for `ttlSeconds` (1 to 604,800) from the whole second of `nowMs`. Like S3,
   * it gives the same link within one second. Throws `LifetimeError`.
   */
  sign(target: PresignTarget, nowMs: number, ttlSeconds: number): string;
  /**
   * Checks a request. `host` is its `Host` header; `path` and `rawQuery` (without `?`) are unchanged from the request.
   * Never throws.
   */
  check(method: string, host: string, path: string, rawQuery: string, nowMs: number): PresignVerdict;
}

/** A lifetime outside the range of SigV4. */
export class LifetimeError extends Error {
  readonly code = 'LIFETIME_OUT_OF_RANGE';
}

const SERVICE = 's3';
/** How far the date of a link may lie ahead of the clock. S3 allows the same clock skew. */
const SKEW_MS = 15 * 60 * 1000;

/** What links of one second have in common. */
interface LinkKind {
  method: 'GET' | 'HEAD';
  origin: string;
  /** Since 1970. */
  second: number;
  ttlSeconds: number;
}

/** Creates a signer of S3-style links (AWS Signature Version 4, host header only, unsigned payload; contract §7). */
export function createPresigner({
  secret,
  accessKeyId = 'CHCKPARTNERKITIMAGES',
  region = 'us-east-1',
}: PresignerOptions): Presigner {
  if (secret === '')
    throw new TypeError('The secret of presigned links is empty. Use a text of at least one character.');
  const keys = memoize(8, (day: string) => signingKey(secret, { day, region, service: SERVICE }));
  let latest: (LinkKind & { link: (path: string) => string }) | undefined;

  function linkMaker({ method, origin, second, ttlSeconds }: LinkKind): (path: string) => string {
    const date = amzDate(second * 1000);
    const day = date.slice(0, 8);
    const scope = scopeText({ day, region, service: SERVICE });
    const credential = uriEncode(`${accessKeyId}/${scope}`);
    const query = `X-Amz-Algorithm=${ALGORITHM}&X-Amz-Credential=${credential}&X-Amz-Date=${date}&X-Amz-Expires=${ttlSeconds}&X-Amz-SignedHeaders=host`;
    const sign = createLinkSigner({
      signingKey: keys(day),
      date,
      scope,
      method,
      query,
      host: new URL(origin).host,
    });
    const ending = `?${query}&X-Amz-Signature=`;
    return (path) => origin + path + ending + sign(canonicalPath(path) ?? path);
  }

  function sign({ method = 'GET', origin, path }: PresignTarget, nowMs: number, ttlSeconds: number): string {
    if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS)
      throw new LifetimeError(
        `The lifetime of a presigned link is ${ttlSeconds} s; it must be an integer from 1 to ${MAX_TTL_SECONDS}.`,
      );
    const second = Math.floor(nowMs / 1000);
    if (
      latest?.second !== second ||
      latest.origin !== origin ||
      latest.method !== method ||
      latest.ttlSeconds !== ttlSeconds
    ) {
      const kind = { method, origin, second, ttlSeconds };
      latest = { ...kind, link: linkMaker(kind) };
    }
    return latest.link(path);
  }

  function check(
    method: string,
    host: string,
    path: string,
    rawQuery: string,
    nowMs: number,
  ): PresignVerdict {
    const query = parsePresignedQuery(rawQuery);
    if ('status' in query) return { ok: false, ...query };
    const canonical = canonicalPath(path);
    if (canonical === null) return { ok: false, ...malformed(INVALID_URI) };
    return (
      checkCredential(query) ??
      checkTime(query, nowMs) ??
      checkSignature(
        query,
        canonicalRequest(method, canonical, query.canonicalQuery, host.toLowerCase()),
      ) ?? {
        ok: true,
      }
    );
  }

  function checkCredential({ accessKeyId: given, scope }: PresignedQuery): PresignVerdict | null {
    if (given !== accessKeyId)
      return refuse(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        { AWSAccessKeyId: given },
      );
    if (scope.region !== region) return wrongScope('region', scope.region, region);
    if (scope.service !== SERVICE) return wrongScope('service', scope.service, SERVICE);
    return null;
  }

  function checkSignature(query: PresignedQuery, request: string): PresignVerdict | null {
    const text = stringToSign(query.date, scopeText(query.scope), request);
    const expected = signatureOf(keys(query.scope.day), text);
    if (query.signedHeaders === 'host' && equalSecrets(expected, query.signature)) return null;
    return refuse(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      {
        AWSAccessKeyId: query.accessKeyId,
        StringToSign: text,
        SignatureProvided: query.signature,
        CanonicalRequest: request,
      },
    );
  }

  return { sign, check };
}

function wrongScope(part: string, given: string, expected: string): PresignVerdict {
  const message = `Error parsing the X-Amz-Credential parameter; the ${part} '${given}' is wrong; expecting '${expected}'`;
  return { ok: false, ...malformed(message) };
}

function checkTime(query: PresignedQuery, nowMs: number): PresignVerdict | null {
  if (query.dateMs > nowMs + SKEW_MS)
    return refuse('AccessDenied', 'Request is not valid yet', {
      'X-Amz-Date': isoSeconds(query.dateMs),
      ServerTime: isoSeconds(nowMs),
    });
  const expiresMs = query.dateMs + query.expiresSeconds * 1000;
  // The link is invalid from the exact instant at which its lifetime ends.
  if (nowMs < expiresMs) return null;
  return refuse('AccessDenied', 'Request has expired', {
    'X-Amz-Expires': String(query.expiresSeconds),
    Expires: isoSeconds(expiresMs),
    ServerTime: isoSeconds(nowMs),
  });
}

function refuse(code: string, message: string, details: Record<string, string>): PresignVerdict {
  return { ok: false, status: 403, code, message, details };
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Caches the results of a function for its latest arguments. The oldest are dropped first. */
function memoize<Key, Value>(capacity: number, make: (key: Key) => Value): (key: Key) => Value {
  const results = new Map<Key, Value>();
  return (key) => {
    const found = results.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    const oldest = results.size >= capacity ? results.keys().next() : undefined;
    if (oldest && !oldest.done) results.delete(oldest.value);
    results.set(key, made);
    return made;
  };
}
