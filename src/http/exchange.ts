import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
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
    const length = body === null ? 0 : Buffer.byteLength(body);
    if (status !== 204 && status !== 304) headers.push('content-length', String(length));
    if (this.effect !== undefined) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
      sendWithEffect(this.#response, { status, headers, body: bytes }, this.effect, (sent) => {
        const text = Buffer.from(sent.body).toString();
        if (text !== body) this.nextCursor = null;
        this.#record(sent.status, sent.headers, text === '' ? null : text, journal);
      });
      return;
    }
    this.#response.writeHead(status, headers);
    // Node sends a text together with the headers, and text of ASCII characters fastest as Latin-1.
    if (typeof body === 'string') this.#response.end(body, length === body.length ? 'latin1' : 'utf8');
    else this.#response.end(body);
    this.#record(status, headers, typeof body === 'string' ? body : null, journal);
  }

  #record(status: number, responseHeaders: string[], responseBody: string | null, journal: Journal): void {
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
      requestBody: this.requestText === null ? null : keptBody(this.requestText),
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
