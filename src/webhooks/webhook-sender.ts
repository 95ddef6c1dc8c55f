import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { AttemptResult } from '../store/attempts.js';
import { type AttemptOutcome, failedOutcome, InterruptedError } from './attempt-failures.js';
import { type Exchange, startExchange } from './exchange.js';
import { assertPublicHost, publicLookup, targetLookup } from './public-addresses.js';

/** The number of URLs whose request options are cached. */
const MAX_ENDPOINTS = 1000;
/** Idle connections are closed after this time, before common receivers close them (Node.js: 5 s). */
const IDLE_CONNECTION_MS = 1000;

/** The request of one attempt. */
export interface OutgoingWebhook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface WebhookSenderOptions {
  /** The longest duration of an attempt, in ms, from its start to the end of the response. */
  timeoutMs: number;
  /** Whether targets that are not public are refused. */
  publicOnly: boolean;
}

/** Sends webhooks. Connections are kept open for a short time between attempts. */
export class WebhookSender {
  readonly #timeoutMs: number;
  readonly #publicOnly: boolean;
  readonly #endpoints = new Map<string, http.RequestOptions>();
  readonly #exchanges = new Set<Exchange>();
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS }),
  };
  #interruptions = 0;

  constructor({ timeoutMs, publicOnly }: WebhookSenderOptions) {
    this.#timeoutMs = timeoutMs;
    this.#publicOnly = publicOnly;
  }

  /** Makes one attempt and returns its result. Does not follow redirects. Never rejects. */
  async send(webhook: OutgoingWebhook): Promise<AttemptResult> {
    const startedMs = performance.now();
    const outcome = await this.#attempt(webhook).catch(failedOutcome);
    return { ...outcome, durationMs: Math.round((performance.now() - startedMs) * 100) / 100 };
  }

  /** Ends all attempts in flight now. Their result is `interrupted`, unless a status was received. */
  interrupt(): void {
    this.#interruptions += 1;
    for (const exchange of this.#exchanges) exchange.interrupt();
  }

  /** Closes idle connections. */
  close(): void {
    this.#agents['http:'].destroy();
    this.#agents['https:'].destroy();
  }

  /** An attempt is one request on the wire. It is repeated only when a kept connection was closed before it was sent. */
  async #attempt({ url, headers, body }: OutgoingWebhook): Promise<AttemptOutcome> {
    const interruptions = this.#interruptions;
    const deadlineMs = performance.now() + this.#timeoutMs;
    const options = {
      ...this.#endpoint(url),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    for (let closed = 0; ; closed += 1) {
      if (interruptions !== this.#interruptions) return failedOutcome(new InterruptedError());
      const outcome = await this.#exchange(options, body, Math.max(1, deadlineMs - performance.now()));
      if (outcome === 'not sent') continue;
      return closed === 0 ? outcome : { ...outcome, failureDetail: withNote(outcome.failureDetail) };
    }
  }

  async #exchange(
    options: http.RequestOptions,
    body: string,
    timeoutMs: number,
  ): Promise<AttemptOutcome | 'not sent'> {
    const exchange = startExchange(options, body, Math.ceil(timeoutMs));
    this.#exchanges.add(exchange);
    const outcome = await exchange.outcome;
    this.#exchanges.delete(exchange);
    return outcome;
  }

  /** Returns the request options for a URL. Throws PrivateAddressError, and URIError for unusable credentials. */
  #endpoint(url: string): http.RequestOptions {
    let endpoint = this.#endpoints.get(url);
    if (endpoint === undefined) {
      const target = new URL(url);
      if (this.#publicOnly) assertPublicHost(target.hostname);
      endpoint = {
        ...urlToHttpOptions(target),
        method: 'POST',
        agent: this.#agents[target.protocol === 'https:' ? 'https:' : 'http:'],
        lookup: this.#publicOnly ? publicLookup : targetLookup,
      };
      if (this.#endpoints.size >= MAX_ENDPOINTS) this.#endpoints.clear();
      this.#endpoints.set(url, endpoint);
    }
    return endpoint;
  }
}

function withNote(failureDetail: string | null): string {
  const note = 'A kept connection was closed before the request was sent; it was sent on another connection';
  return failureDetail === null ? note : `${failureDetail}. ${note}`;
}
