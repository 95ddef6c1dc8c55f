import { createHmac } from 'node:crypto';
import { sha256Hex } from '../tokens.js';

/** The signature algorithm: the value of `X-Amz-Algorithm`. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The scope of a derived signing key: one day, one region, one service. */
export interface CredentialScope {
  /** `yyyymmdd`, UTC. */
  day: string;
  region: string;
  service: string;
}

/** Returns the scope as in the credential and in the string to sign: `20130524/us-east-1/s3/aws4_request`. */
export function scopeText({ day, region, service }: CredentialScope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

/** Formats an instant as `yyyymmddThhmmssZ` in UTC, without milliseconds. */
export function amzDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Parses `yyyymmddThhmmssZ`. Returns ms since 1970, or null for another format. */
export function parseAmzDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse accepts 30 February as a day in March. Formatting it again detects that.
  return Number.isNaN(ms) || amzDate(ms) !== text ? null : ms;
}

/** Percent-encodes all characters except RFC 3986's unreserved ones. `encodeURIComponent` leaves five more unencoded. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Returns the canonical request of a link with only the `host` header and without payload. */
export function canonicalRequest(method: string, path: string, query: string, host: string): string {
  return `${method}\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
}

/** Returns the text that the derived key signs. */
export function stringToSign(date: string, scope: string, request: string): string {
  return `${ALGORITHM}\n${date}\n${scope}\n${sha256Hex(request)}`;
}

/** Derives the signing key of a scope from the secret (four HMAC steps). */
export function signingKey(secret: string, scope: CredentialScope): Buffer {
  const day = hmac(`AWS4${secret}`, scope.day);
  return hmac(hmac(hmac(day, scope.region), scope.service), 'aws4_request');
}

/** Returns the signature of a text: 64 lower-case hex digits. */
export function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

const BLOCK_BYTES = 64;

/** Returns the blocks that HMAC-SHA-256 starts its two hashes with, for a key of at most 64 bytes (RFC 2104). */
export function hmacBlocks(key: Buffer): { inner: Buffer; outer: Buffer } {
  const block = (byte: number) =>
    Buffer.from(Buffer.alloc(BLOCK_BYTES, byte).map((value, index) => value ^ (key[index] ?? 0)));
  return { inner: block(0x36), outer: block(0x5c) };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
