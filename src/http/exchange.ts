import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import type { OperationId } from '../contract/operation-types.js';
import { sendFaulty } from '../faults/apply-to-response.js';
import type { Answer } from '../partner-api/api-response.js';
import { corsHeaders } from '../partner-api/cors.js';
import type { Credential } from '../store/api-keys.js';
import type { Fault } from '../store/faults.js';
import { type Journal, requestIdOf } from './journal.js';
import { maskedHeaders, maskTokens } from './mask.js';

const PLAIN_HOST = /^[\w.:[\]-]+$/;

/** One request and its answer, from the first byte to the line in the journal. */
export class Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly id: string;
  readonly at: string;
  operationId: OperationId | undefined;
  credential: Credential | undefined;
  /** The body as it came; null when it was not read, or there was none. */
  requestText: string | null = null;
  /** Why the request was refused; null when it was not. */
  reason: string | null = null;
  /** The faults that strike this call; undefined when none does. */
  faults: readonly Fault[] | undefined;
  /** Sent with the answer, whatever it is. */
  readonly headers: Record<string, string>;
  readonly #startedMs = performance.now();
  readonly #realMs: number;

  constructor(request: Request, response: Response, clock: Clock) {
    this.request = request;
    this.response = response;
    this.at = clock.now();
    this.#realMs = clock.realMs();
    this.id = requestIdOf(request.headers);
    this.headers = { 'x-request-id': this.id, ...corsHeaders(request.headers) };
  }

  /** Scheme, host and port under which the caller reaches the mock. */
  get origin(): string {
    const { host = '' } = this.request.headers;
    return `http://${PLAIN_HOST.test(host) ? host : 'localhost'}`;
  }

  get clientAddress(): string {
    return this.request.socket.remoteAddress ?? 'unknown';
  }

  /** Writes the answer, as its faults want it, and notes the exchange in the journal. */
  send({ status, headers, body }: Answer, journal: Journal): void {
    const text = body === undefined ? '' : JSON.stringify(body);
    // As bytes, which Node sends beside the head; a text it would first copy behind it.
    const bytes = Buffer.from(text);
    const all: Record<string, string> = { ...this.headers, ...headers };
    if (body !== undefined) all['content-type'] = 'application/json; charset=utf-8';
    if (status !== 204) all['content-length'] = String(bytes.byteLength);
    if (this.faults !== undefined) {
      sendFaulty(this.response, { status, headers: all, text }, this.faults, (sent) => {
        const cursor = sent.text === text ? nextCursorOf(body) : null;
        this.#note(sent.status, sent.headers, sent.text === '' ? null : sent.text, cursor, journal);
      });
      return;
    }
    this.response.writeHead(status, all);
    this.response.end(bytes);
    this.#note(status, all, body === undefined ? null : text, nextCursorOf(body), journal);
  }

  #note(
    status: number,
    responseHeaders: Record<string, string>,
    responseBody: string | null,
    nextCursor: string | null,
    journal: Journal,
  ): void {
    const { method, originalUrl, headers } = this.request;
    journal.add({
      id: this.id,
      at: this.at,
      realMs: this.#realMs,
      clientAddress: this.clientAddress,
      method,
      url: maskTokens(originalUrl),
      operationId: this.operationId ?? null,
      accountId: this.credential?.accountId ?? null,
      keyId: this.credential?.keyId ?? null,
      keyPrefix: this.credential?.keyPrefix ?? null,
      requestHeaders: maskedHeaders(headers),
      requestBody: this.requestText === null ? null : maskTokens(this.requestText),
      status,
      durationMs: performance.now() - this.#startedMs,
      responseHeaders,
      responseBody,
      nextCursor,
      reason: this.reason,
      fault: this.faults?.map(({ kind }) => kind).join(' + ') ?? null,
    });
  }
}

/** Of a body that may be longer than what the journal keeps of it. */
function nextCursorOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('next_cursor' in body)) return null;
  return typeof body.next_cursor === 'string' ? body.next_cursor : null;
}
