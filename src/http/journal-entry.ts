import type { IncomingHttpHeaders } from 'node:http';
import { EncodedText } from '../encoded-text.js';
import { maskTokens } from '../mask-secrets.js';
import { splitUrl } from './api-request.js';
import { headerRecord } from './http-response.js';
import { maskedHeaders, maskedUrl } from './mask.js';

interface CallFacts {
  /** The request id, sent in `x-request-id`. The caller's own when it sent one. */
  id: string;
  /** When the request came, on the mock's clock, ISO 8601. */
  at: string;
  /** When the request came in real time, in ms since 1970. Shows how long a client waited while the clock stood still. */
  realMs: number;
  clientAddress: string;
  method: string;
  /** Path and query as they came. */
  url: string;
  operationId: string | null;
  accountId: number | null;
  keyId: number | null;
  keyPrefix: string | null;
  requestBody: string | null;
  /** 0 when the connection ended before a status was sent, by a fault or by the client. */
  status: number;
  durationMs: number;
  responseBody: string | null;
  /** The `next_cursor` of the response; null when it has none. */
  nextCursor: string | null;
  /** Why the call was refused, in a sentence; null when it was not. */
  reason: string | null;
  /** The kinds of the faults that applied, joined by ` + `; null when none did. */
  fault: string | null;
}

/** One call of the Partner API or of an image link, as the log, the portal and readiness show it. It holds no secret. */
export interface JournalEntry extends CallFacts {
  /** Counts from 1 since the start of the mock. */
  sequence: number;
  /** The path of `url`, still percent-encoded. */
  path: string;
  /** The query of `url` without `?`, still percent-encoded. */
  query: string;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
}

/** What the journal keeps of a call until it is read. Its `Authorization` is masked already, other secrets may not be. */
export interface CallRecord extends Omit<CallFacts, 'requestBody' | 'responseBody'> {
  requestBody: EncodedText | null;
  responseBody: EncodedText | null;
  requestHeaders: IncomingHttpHeaders;
  /** Names and values in turn. */
  responseHeaders: readonly string[];
}

/** The entry of a call, with every secret masked: the one place where secrets of calls are masked. */
export function entryOf(sequence: number, record: CallRecord): JournalEntry {
  const url = maskedUrl(record.url);
  const { path, query } = splitUrl(url);
  return {
    ...record,
    sequence,
    id: maskTokens(record.id),
    url,
    path,
    query,
    requestHeaders: maskedHeaders(record.requestHeaders),
    requestBody: maskedText(record.requestBody),
    responseHeaders: maskedHeaders(headerRecord(record.responseHeaders)),
    responseBody: maskedText(record.responseBody),
    nextCursor: maskedOrNull(record.nextCursor),
    reason: maskedOrNull(record.reason),
  };
}

function maskedOrNull(text: string | null): string | null {
  return text === null ? null : maskTokens(text);
}

function maskedText(text: EncodedText | null): string | null {
  return text === null ? null : maskTokens(text.toString());
}

const MAX_BODY_BYTES = 8192;
const scratch = Buffer.alloc(MAX_BODY_BYTES);

/** The part of a body that the journal keeps. */
export function keptBody(body: EncodedText): EncodedText {
  const { bytes } = body;
  if (bytes.length <= MAX_BODY_BYTES) return body;
  let end = MAX_BODY_BYTES;
  while (isContinuation(bytes.charCodeAt(end))) end -= 1;
  // Copied, since a slice would keep the whole body in memory.
  scratch.write(bytes.slice(0, end), 'latin1');
  return new EncodedText(`${scratch.toString('latin1', 0, end)}${ELLIPSIS} (${bytes.length} bytes in total)`);
}

const ELLIPSIS = EncodedText.of('…').bytes;

/** Whether a byte of UTF-8 is not the first of its character. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
