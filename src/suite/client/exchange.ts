import { createHash } from 'node:crypto';
import type { OperationId } from './operations.js';

/** A request as the suite sent it. */
export interface SentRequest {
  method: string;
  /** Path and query, without the base URL. */
  path: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** A request with its response. */
export interface Exchange {
  /** The operation of the spec that the request aimed at; null for anything the spec does not list. */
  operationId: OperationId | null;
  request: SentRequest;
  status: number;
  /** Header names in lower case; repeated ones joined by a comma. */
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
  bytes: Buffer;
  /** The parsed JSON; undefined when the body is none. */
  body: unknown;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const secretHeaders = /^(authorization|cookie|x-api-key|proxy-authorization)$/i;

/** The first characters of a secret, so that people recognise it, and no more. */
export function maskToken(token: string): string {
  return token.length > 16 ? `${token.slice(0, 9)}…` : '…';
}

/** A shell command that repeats the request, without any secret in it. */
export function curlOf(request: SentRequest, hiddenHeaders: ReadonlySet<string> = new Set()): string {
  const parts = ['curl -i'];
  if (request.method !== 'GET') parts.push(request.method === 'HEAD' ? '-I' : `-X ${request.method}`);
  for (const [name, value] of Object.entries(request.headers)) {
    const hidden = secretHeaders.test(name) || hiddenHeaders.has(name.toLowerCase());
    const scheme = /^(bearer|basic) +/i.exec(value)?.[0] ?? '';
    const shown =
      hidden && value !== '' && value !== scheme
        ? `${scheme}${maskToken(value.slice(scheme.length))}`
        : value;
    parts.push(`-H ${quote(`${name}: ${shown}`)}`);
  }
  if (request.body !== undefined) {
    const short = request.body.length > 500 ? `${request.body.slice(0, 500)}…` : request.body;
    parts.push(`--data ${quote(short)}`);
  }
  parts.push(quote(request.url));
  return parts.join(' ');
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
