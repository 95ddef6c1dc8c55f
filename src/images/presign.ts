import { equalSecrets } from '../equal-secrets.js';
import {
  canonicalPath,
  MAX_TTL_SECONDS,
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
  /** What the signatures derive from: whoever knows it can make links. */
  secret: string;
  /** Stands in every link; no secret. */
  accessKeyId?: string;
  region?: string;
}

export interface PresignTarget {
  /** Scheme, host and port that the link is fetched from, such as `http://localhost:4000`; the host is signed. */
  origin: string;
  /** Absolute path, percent-encoded where it must be, such as `/images/7/card-front.png`. */
  path: string;
}

export type PresignVerdict = { ok: true } | ({ ok: false } & S3Error);

export interface Presigner {
  /**
   * A link for `GET` that is good for `ttlSeconds` (1 to 604,800) from the whole second of `nowMs` on. The same
   * second gives the same link, as with S3. Throws `LifetimeError`.
   */
  sign(target: PresignTarget, nowMs: number, ttlSeconds: number): string;
  /**
   * Whether a request may have what it asks for. `host` is its `Host` header, `path` and `rawQuery` (without `?`) are
   * as they came. Never throws.
   */
  check(method: string, host: string, path: string, rawQuery: string, nowMs: number): PresignVerdict;
}

/** A lifetime that SigV4 does not allow. */
export class LifetimeError extends Error {
  readonly code = 'LIFETIME_OUT_OF_RANGE';
}

const SERVICE = 's3';
/** How far a link may be dated ahead of the clock, as S3 allows for clocks that differ. */
const SKEW_MS = 15 * 60 * 1000;

/** Signs and checks S3-style links by AWS Signature Version 4, host header only, payload unsigned (contract §7). */
export function createPresigner({
  secret,
  accessKeyId = 'CHCKPARTNERKITIMAGES',
  region = 'us-east-1',
}: PresignerOptions): Presigner {
  if (secret === '')
    throw new TypeError('The secret of presigned links is empty: give any text of one character or more');
  const signatures = recent(8, (day: string) =>
    signatureOf(signingKey(secret, { day, region, service: SERVICE })),
  );

  // A page signs fifty links within one second and for one host: everything but path and signature is made once.
  const stamps = recent(8, (second: number) => {
    const date = amzDate(second * 1000);
    const day = date.slice(0, 8);
    const scope = scopeText({ day, region, service: SERVICE });
    const credential = uriEncode(`${accessKeyId}/${scope}`);
    return { date, sign: signatures(day), scope, credential };
  });
  const hosts = recent(64, (origin: string) => new URL(origin).host);

  function sign({ origin, path }: PresignTarget, nowMs: number, ttlSeconds: number): string {
    if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS)
      throw new LifetimeError(
        `A presigned link cannot live for ${ttlSeconds} s: give whole seconds from 1 to ${MAX_TTL_SECONDS}`,
      );
    const { date, sign: signText, scope, credential } = stamps(Math.floor(nowMs / 1000));
    const query = `X-Amz-Algorithm=${ALGORITHM}&X-Amz-Credential=${credential}&X-Amz-Date=${date}&X-Amz-Expires=${ttlSeconds}&X-Amz-SignedHeaders=host`;
    const request = canonicalRequest('GET', canonicalPath(path) ?? path, query, hosts(origin));
    const signature = signText(stringToSign(date, scope, request));
    return `${origin}${path}?${query}&X-Amz-Signature=${signature}`;
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
    if (canonical === null)
      return refuse(400, 'InvalidURI', "Couldn't parse the specified URI.", { URI: path });
    return (
      refuseStranger(query) ??
      refuseOutOfTime(query, nowMs) ??
      refuseSignature(
        query,
        canonicalRequest(method, canonical, query.canonicalQuery, host.toLowerCase()),
      ) ?? {
        ok: true,
      }
    );
  }

  function refuseStranger({ accessKeyId: given, scope }: PresignedQuery): PresignVerdict | null {
    if (given !== accessKeyId)
      return refuse(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        { AWSAccessKeyId: given },
      );
    if (scope.region !== region) return refuseScope('region', scope.region, region);
    if (scope.service !== SERVICE) return refuseScope('service', scope.service, SERVICE);
    return null;
  }

  function refuseSignature(query: PresignedQuery, request: string): PresignVerdict | null {
    const text = stringToSign(query.date, scopeText(query.scope), request);
    const expected = signatures(query.scope.day)(text);
    if (query.signedHeaders === 'host' && equalSecrets(expected, query.signature)) return null;
    return refuse(
      403,
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

function refuseScope(part: string, given: string, expected: string): PresignVerdict {
  const message = `Error parsing the X-Amz-Credential parameter; the ${part} '${given}' is wrong; expecting '${expected}'`;
  return refuse(400, 'AuthorizationQueryParametersError', message, {});
}

function refuseOutOfTime(query: PresignedQuery, nowMs: number): PresignVerdict | null {
  if (query.dateMs > nowMs + SKEW_MS)
    return refuse(403, 'AccessDenied', 'Request is not valid yet', {
      'X-Amz-Date': isoSeconds(query.dateMs),
      ServerTime: isoSeconds(nowMs),
    });
  const expiresMs = query.dateMs + query.expiresSeconds * 1000;
  // The last good instant is the one before: so a link is always dead once its whole lifetime has gone by.
  if (nowMs < expiresMs) return null;
  return refuse(403, 'AccessDenied', 'Request has expired', {
    'X-Amz-Expires': String(query.expiresSeconds),
    Expires: isoSeconds(expiresMs),
    ServerTime: isoSeconds(nowMs),
  });
}

function refuse(
  status: 400 | 403,
  code: string,
  message: string,
  details: Record<string, string>,
): PresignVerdict {
  return { ok: false, status, code, message, details };
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Remembers what a function gave for its latest few arguments; old ones go first. */
function recent<Key, Value>(capacity: number, make: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>();
  return (key) => {
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    const oldest = kept.size >= capacity ? kept.keys().next() : undefined;
    if (oldest && !oldest.done) kept.delete(oldest.value);
    kept.set(key, made);
    return made;
  };
}
