import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { S3Error } from './s3-error.js';

/** A stored object, as S3 returns it. */
export interface StoredObject {
  bytes: Uint8Array;
  contentType: string;
  /** In ms since 1970. */
  lastModifiedMs: number;
}

/** A response with the object, a part of it, or without a body (304). */
export interface ObjectResponse {
  status: 200 | 206 | 304;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

/** Returns the response to a GET or HEAD request for an object, with S3's conditions and ranges (contract §11). */
export function objectResponse(object: StoredObject, headers: IncomingHttpHeaders): ObjectResponse | S3Error {
  const etag = `"${hash('sha256', object.bytes).slice(0, 32)}"`;
  // HTTP dates have whole seconds.
  const modifiedMs = Math.floor(object.lastModifiedMs / 1000) * 1000;
  const described = {
    etag,
    'last-modified': new Date(modifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    // The link expires: a cache has to ask each time.
    'cache-control': 'private, no-cache',
  };
  const verdict = checkConditions(headers, etag, modifiedMs);
  if (verdict === 'precondition failed') return preconditionFailed;
  if (verdict === 'not modified') return { status: 304, headers: described, body: null };

  const { bytes, contentType } = object;
  const full = { ...described, 'content-type': contentType };
  const applies = rangeApplies(headers['if-range'], etag, modifiedMs);
  const range = applies ? parseRange(headers.range, bytes.byteLength) : undefined;
  if (range === undefined) return { status: 200, headers: full, body: bytes };
  if (range === 'unsatisfiable') return invalidRange(headers.range ?? '', bytes.byteLength);
  const [first, last] = range;
  return {
    status: 206,
    headers: { ...full, 'content-range': `bytes ${first}-${last}/${bytes.byteLength}` },
    body: bytes.subarray(first, last + 1),
  };
}

/** Evaluates the conditional headers in the order of RFC 9110, section 13.2.2. */
function checkConditions(
  headers: IncomingHttpHeaders,
  etag: string,
  modifiedMs: number,
): 'met' | 'not modified' | 'precondition failed' {
  const ifMatch = headers['if-match'];
  const ifUnmodifiedMs = httpDate(headers['if-unmodified-since']);
  if (ifMatch !== undefined) {
    if (!listsEtag(ifMatch, etag)) return 'precondition failed';
  } else if (ifUnmodifiedMs !== undefined && modifiedMs > ifUnmodifiedMs) return 'precondition failed';
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return listsEtag(ifNoneMatch, etag) ? 'not modified' : 'met';
  const ifModifiedMs = httpDate(headers['if-modified-since']);
  return ifModifiedMs !== undefined && modifiedMs <= ifModifiedMs ? 'not modified' : 'met';
}

function listsEtag(list: string, etag: string): boolean {
  return list.split(',').some((entry) => {
    const given = entry.trim().replace(/^W\//, '');
    return given === '*' || given === etag || `"${given}"` === etag;
  });
}

function httpDate(text: string | undefined): number | undefined {
  const instant = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

function rangeApplies(ifRange: string | string[] | undefined, etag: string, modifiedMs: number): boolean {
  if (ifRange === undefined) return true;
  return ifRange === etag || httpDate(String(ifRange)) === modifiedMs;
}

/** Parses one range. Several ranges, and ranges with a syntax error, are ignored, as S3 does. */
function parseRange(
  header: string | undefined,
  size: number,
): readonly [first: number, last: number] | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  if (from === '') return to === '0' ? 'unsatisfiable' : [Math.max(0, size - Number(to)), size - 1];
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= size) return 'unsatisfiable';
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

const preconditionFailed: S3Error = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
  details: {},
};

function invalidRange(requested: string, size: number): S3Error {
  return {
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range is not satisfiable',
    details: { RangeRequested: requested, ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${size}` },
  };
}
