import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import { EncodedText } from '../encoded-text.js';
import type { CallEffect } from '../faults/apply-to-call.js';
import { maskTokens } from '../mask-secrets.js';
import type { Credential } from '../store/api-keys.js';
import type { HttpResponse } from './http-response.js';
import type { Journal } from './journal.js';
import { keptBody } from './journal-entry.js';
import { maskedSecret } from './mask.js';
import type { PublicOrigin } from './public-origin.js';
import { sendWithEffect } from './transfer.js';

const SAFE_REQUEST_ID = /^[\w.:/+=-]{1,128}$/;

/** One request and its response: what is learned on the way, and the record in the journal at the end. */
export class Exchange {
  readonly request: Request;
  readonly id: string;
  /** When it came, on the mock's clock, ISO 8601. */
  readonly at: string;
  /** The operation that was called; undefined when no route matched. */
  operationId: string | undefined = undefined;
  credential: Credential | undefined = undefined;
  /** The request body as it came; null when it was not read, or there was none. */
  requestText: string | null = null;
  /** Why the request was refused; null when it was not. */
  reason: string | null = null;
  /** Headers of the response, whatever it is: names and values in turn. */
  headers: string[] = [];
  /** What faults do to this call; undefined when none applies. */
  effect: CallEffect | undefined = undefined;
  /** The `next_cursor` of the response. */
  nextCursor: string | null = null;
  readonly #response: Response;
  readonly #publicOrigin: PublicOrigin;
  readonly #startedMs = performance.now();
  readonly #realMs: number;

  constructor(request: Request, response: Response, clock: Clock, publicOrigin: PublicOrigin) {
    this.request = request;
    this.#response = response;
    this.#publicOrigin = publicOrigin;
    this.at = clock.now();
    this.#realMs = clock.realMs();
    this.id = requestIdOf(request.headers);
  }

  /** Scheme, host and port under which the caller reaches the mock. */
  get origin(): string {
    return this.#publicOrigin.originFor(this.request.headers);
  }

  get clientAddress(): string {
    return this.#publicOrigin.clientAddressOf(this.request);
  }

  /** Sends the response, as faults demand, and adds the call to the journal. */
  send({ status, headers, body }: HttpResponse, journal: Journal): void {
    const content = typeof body === 'string' ? EncodedText.of(body) : body;
    const isText = content instanceof EncodedText;
    const length = isText ? content.bytes.length : (content?.byteLength ?? 0);
    if (status !== 204 && status !== 304) headers.push('content-length', String(length));
    if (this.effect !== undefined) {
      const bytes = isText ? content.toBuffer() : (content ?? Buffer.alloc(0));
      sendWithEffect(this.#response, { status, headers, body: bytes }, this.effect, (sent) => {
        const whole = sent.body.byteLength === length && Buffer.compare(sent.body, bytes) === 0;
        if (!whole) this.nextCursor = null;
        const text = new EncodedText(Buffer.from(sent.body).toString('latin1'));
        this.#record(sent.status, sent.headers, text.bytes === '' ? null : text, journal);
      });
      return;
    }
    this.#response.writeHead(status, headers);
    // Node joins the headers and a text in Latin-1, which it sends without encoding it.
    if (isText) this.#response.end(content.bytes, 'latin1');
    else this.#response.end(content);
    this.#record(status, headers, isText ? content : null, journal);
  }

  #record(
    status: number,
    responseHeaders: string[],
    responseBody: EncodedText | null,
    journal: Journal,
  ): void {
    const { request, credential } = this;
    const { headers } = request;
    // The request is over, so that its headers can change. No valid token stays in memory.
    if (headers.authorization !== undefined) headers.authorization = maskedSecret(headers.authorization);
    journal.add({
      id: this.id,
      at: this.at,
      realMs: this.#realMs,
      clientAddress: this.clientAddress,
      method: request.method,
      url: request.originalUrl,
      operationId: this.operationId ?? null,
      accountId: credential?.accountId ?? null,
      keyId: credential?.keyId ?? null,
      keyPrefix: credential?.keyPrefix ?? null,
      requestHeaders: headers,
      requestBody: this.requestText === null ? null : keptBody(EncodedText.of(this.requestText)),
      status,
      durationMs: performance.now() - this.#startedMs,
      responseHeaders,
      responseBody: responseBody === null ? null : keptBody(responseBody),
      nextCursor: this.nextCursor,
      reason: this.reason,
      fault: this.effect?.kinds ?? null,
    });
  }
}

/** The caller's own request id when it is short, has only safe characters and no token, otherwise a new one. */
function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  const isUsable = typeof given === 'string' && SAFE_REQUEST_ID.test(given) && maskTokens(given) === given;
  return isUsable ? given : randomUUID();
}
