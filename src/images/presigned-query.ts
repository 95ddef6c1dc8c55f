import type { S3Error } from './s3-error.js';
import { ALGORITHM, type CredentialScope, parseAmzDate, uriEncode } from './sigv4.js';

/** The longest lifetime of a SigV4 link, in seconds: one week. */
export const MAX_TTL_SECONDS = 604_800;

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];

/** The parsed query string of a presigned link. The signature is not checked yet. */
export interface PresignedQuery {
  accessKeyId: string;
  scope: CredentialScope;
  date: string;
  dateMs: number;
  expiresSeconds: number;
  signedHeaders: string;
  signature: string;
  /** All parameters except the signature, encoded and sorted. */
  canonicalQuery: string;
}

/**
 * Parses a raw query string (without `?`), or returns an error. A query that cannot be parsed is an altered one: it is
 * refused like a wrong signature (contract §11), with S3's message about the parameter.
 */
export function parsePresignedQuery(rawQuery: string): PresignedQuery | S3Error {
  const pairs = decodePairs(rawQuery);
  if (pairs === null) return malformed(INVALID_URI);
  // The first of repeated parameters is used. The canonical query contains all of them, so the signature does not match.
  const named = new Map(pairs.toReversed());
  const values = REQUIRED.map((name) => named.get(name));
  if (values.every((value) => value === undefined))
    return { status: 403, code: 'AccessDenied', message: 'Access Denied', details: {} };
  if (values.some((value) => value === undefined || value === ''))
    return malformed(
      `Query-string authentication version 4 requires the ${REQUIRED.slice(0, -1).join(', ')}, and X-Amz-Expires parameters.`,
    );
  const [algorithm = '', credential = '', signature = '', date = '', signedHeaders = '', expires = ''] =
    values;

  if (algorithm !== ALGORITHM) return malformed(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const [accessKeyId = '', day = '', region = '', service = '', end, ...rest] = credential.split('/');
  if (accessKeyId === '' || end !== 'aws4_request' || rest.length > 0 || !/^\d{8}$/.test(day))
    return malformed(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  const dateMs = parseAmzDate(date);
  if (dateMs === null)
    return malformed(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  if (!date.startsWith(day))
    return malformed(
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
    );
  if (!/^-?\d+$/.test(expires)) return malformed('X-Amz-Expires should be a number');
  const expiresSeconds = Number(expires);
  if (expiresSeconds < 0) return malformed('X-Amz-Expires must be non-negative');
  if (expiresSeconds > MAX_TTL_SECONDS)
    return malformed(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${MAX_TTL_SECONDS} seconds`,
    );

  const scope = { day, region, service };
  const canonicalQuery = canonicalize(pairs);
  return { accessKeyId, scope, date, dateMs, expiresSeconds, signedHeaders, signature, canonicalQuery };
}

export const INVALID_URI = "Couldn't parse the specified URI.";

/** Returns the canonical path of SigV4: each segment decoded once and encoded again. Returns null when decoding fails. */
export function canonicalPath(path: string): string | null {
  if (/^[A-Za-z0-9\-._~/]*$/.test(path)) return path;
  try {
    return path
      .split('/')
      .map((segment) => uriEncode(decodeURIComponent(segment)))
      .join('/');
  } catch {
    return null;
  }
}

function canonicalize(pairs: readonly [string, string][]): string {
  return pairs
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort()
    .join('&');
}

function decodePairs(rawQuery: string): [string, string][] | null {
  if (rawQuery === '') return [];
  try {
    return rawQuery.split('&').map((part) => {
      const equals = part.includes('=') ? part.indexOf('=') : part.length;
      return [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
  } catch {
    return null;
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

export function malformed(message: string): S3Error {
  return { status: 403, code: 'SignatureDoesNotMatch', message, details: {} };
}
