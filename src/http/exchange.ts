import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import type { CallEffect } from '../faults/apply-to-call.js';
import type { Credential } from '../store/api-keys.js';
import { bytesOf, type HttpResponse } from './http-response.js';
import { type Journal, requestIdOf } from './journal.js';
import { maskedHeaders, maskedUrl, maskTokens } from './mask.js';
import { sendWithEffect } from './transfer.js';

const PLAIN_HOST = /^[\w.:[\]-]+$/;

/** One request and its response: what is learned on the way, and the entry in the journal at the end. */
export class Exchange {
  readonly request: Request;
  readonly id: string;
  /** When it came, on the mock's clock, ISO 8601. */
  readonly at: string;
  /** The operation that was called; undefined when no route matched. */
  operationId: string | undefined;
  credential: Credential | undefined;
  /** The request body as it came; null when it was not read, or there was none. */
  requestText: string | null = null;
  /** Why the request was refused; null when it was not. */
  reason: string | null = null;
  /** Headers of the response, whatever it is. */
  headers: Record<string, string> = {};
  /** What faults do to this call; undefined when none applies. */
  effect: CallEffect | undefined;
  /** The `next_cursor` of the response. */
  nextCursor: string | null = null;
  readonly #response: Response;
  readonly #startedMs = performance.now();
  readonly #realMs: number;

  constructor(request: Request, response: Response, clock: Clock) {
    this.request = request;
    this.#response = response;
    this.at = clock.now();
    this.#realMs = clock.realMs();
    this.id = requestIdOf(request.headers);
  }

  /** Scheme, host and port under which the caller reaches the mock. */
  get origin(): string {
    const { host = '' } = this.request.headers;
    return `http://${PLAIN_HOST.test(host) ? host : 'localhost'}`;
  }

  get clientAddress(): string {
    return this.request.socket.remoteAddress ?? 'unknown';
  }

  /** Sends the response, as faults demand, and adds the exchange to the journal, which keeps bodies that are text. */
  send({ status, headers, body }: HttpResponse, journal: Journal): void {
    // As bytes, which Node sends beside the head. A text would first be copied behind it.
    const bytes = bytesOf(body);
    const whole = { ...headers };
    if (status !== 204 && status !== 304) whole['content-length'] = String(bytes.byteLength);
    if (this.effect !== undefined) {
      sendWithEffect(this.#response, { status, headers: whole, body: bytes }, this.effect, (sent) => {
        const text = Buffer.from(sent.body).toString();
        if (text !== body) this.nextCursor = null;
        this.#note(sent.status, sent.headers, text === '' ? null : text, journal);
      });
      return;
    }
    this.#response.writeHead(status, whole);
    this.#response.end(bytes);
    this.#note(status, whole, typeof body === 'string' ? body : null, journal);
  }

  #note(
    status: number,
    responseHeaders: Record<string, string>,
    responseBody: string | null,
    journal: Journal,
  ): void {
    const { method, originalUrl, headers } = this.request;
    journal.add({
      id: this.id,
      at: this.at,
      realMs: this.#realMs,
      clientAddress: this.clientAddress,
      method,
      url: maskedUrl(originalUrl),
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
      nextCursor: this.nextCursor,
      reason: this.reason,
      fault: this.effect?.kinds ?? null,
    });
  }
}
