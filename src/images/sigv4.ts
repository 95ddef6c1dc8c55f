import { createHmac, hash } from 'node:crypto';
import { sha256Hex } from '../tokens.js';

/** The one algorithm of our links, and the value of their `X-Amz-Algorithm`. */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a derived signing key is good for: one day, one region, one service. */
export interface CredentialScope {
  /** `yyyymmdd`, UTC. */
  day: string;
  region: string;
  service: string;
}

/** The scope as it stands in the credential and in the string to sign: `20130524/us-east-1/s3/aws4_request`. */
export function scopeText({ day, region, service }: CredentialScope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

/** The instant as SigV4 writes it, `yyyymmddThhmmssZ` in UTC; milliseconds are dropped. */
export function amzDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The instant of a `yyyymmddThhmmssZ` text in milliseconds, or null when it is not one. */
export function parseAmzDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse rolls 30 February over into March; the round trip refuses it.
  return Number.isNaN(ms) || amzDate(ms) !== text ? null : ms;
}

/** Percent-encodes everything but RFC 3986's unreserved characters, as SigV4 asks; `encodeURIComponent` leaves five more. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The canonical request of a link that signs the `host` header alone and no payload. */
export function canonicalRequest(method: string, path: string, query: string, host: string): string {
  return `${method}\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
}

/** The text that the derived key signs. */
export function stringToSign(date: string, scope: string, request: string): string {
  return `${ALGORITHM}\n${date}\n${scope}\n${sha256Hex(request)}`;
}

/** The key that signs within one scope, derived from the secret by SigV4's four steps. */
export function signingKey(secret: string, scope: CredentialScope): Buffer {
  const day = hmac(`AWS4${secret}`, scope.day);
  return hmac(hmac(hmac(day, scope.region), scope.service), 'aws4_request');
}

/** Signs a text: 64 lower-case hex digits. */
export type Signature = (text: string) => string;

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 with one key of at most 64 bytes, by its definition (RFC 2104) on two one-shot hashes: a page of cards
 * bears fifty signatures, and an HMAC object takes twice as long to make as both hashes to compute.
 */
export function signatureOf(key: Buffer): Signature {
  const pad = (byte: number) =>
    Buffer.alloc(BLOCK_BYTES, byte).map((value, index) => value ^ (key[index] ?? 0));
  const inner = Buffer.from(pad(0x36));
  const outer = Buffer.concat([pad(0x5c), Buffer.alloc(32)]);
  return (text) => {
    hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer').copy(outer, BLOCK_BYTES);
    return hash('sha256', outer, 'hex');
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
