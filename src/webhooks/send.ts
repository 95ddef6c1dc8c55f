import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { AttemptFailure, AttemptResult } from '../store/attempts.js';
import { assertPublicHost, publicLookup } from './private-addresses.js';

const MAX_KEPT_BODY_BYTES = 4096;
/** A receiver that answers with more than this has made itself clear. */
const MAX_READ_BYTES = 1_048_576;
/** Addresses whose parsed form is kept. */
const MAX_ENDPOINTS = 1000;

/** What one attempt sends. */
export interface OutgoingWebhook {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface WebhookSenderOptions {
  /** Bounds one attempt as a whole, from its start to the end of the answer, in ms. */
  timeoutMs: number;
  /** Whether private and link-local addresses are refused. */
  publicOnly: boolean;
}

/** Sends webhooks over connections that are kept open between attempts. */
export class WebhookSender {
  readonly #timeoutMs: number;
  readonly #publicOnly: boolean;
  readonly #endpoints = new Map<string, http.RequestOptions>();
  readonly #underWay = new Set<http.ClientRequest>();
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY }),
  };

  constructor({ timeoutMs, publicOnly }: WebhookSenderOptions) {
    this.#timeoutMs = timeoutMs;
    this.#publicOnly = publicOnly;
  }

  /** Makes one attempt and tells what came of it; redirects are not followed. Never rejects. */
  async send(webhook: OutgoingWebhook): Promise<AttemptResult> {
    const startedMs = performance.now();
    const outcome = await this.#exchange(webhook)
      .catch((error: unknown) => {
        if (error instanceof StaleConnectionError) return this.#exchange(webhook);
        throw error;
      })
      .catch((error: unknown) => failed(error, this.#timeoutMs));
    return { ...outcome, durationMs: Math.round((performance.now() - startedMs) * 100) / 100 };
  }

  /** Breaks off every attempt under way; each ends as `interrupted`. */
  interrupt(): void {
    for (const request of this.#underWay) request.destroy(new InterruptedError('The attempt was broken off'));
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.#agents['http:'].destroy();
    this.#agents['https:'].destroy();
  }

  /** How an address is reached. Throws PrivateAddressError. */
  #endpoint(url: string): http.RequestOptions {
    let endpoint = this.#endpoints.get(url);
    if (endpoint === undefined) {
      const target = new URL(url);
      if (this.#publicOnly) assertPublicHost(target.hostname);
      endpoint = {
        ...urlToHttpOptions(target),
        method: 'POST',
        agent: this.#agents[target.protocol === 'https:' ? 'https:' : 'http:'],
        ...(this.#publicOnly && { lookup: publicLookup }),
      };
      if (this.#endpoints.size >= MAX_ENDPOINTS) this.#endpoints.clear();
      this.#endpoints.set(url, endpoint);
    }
    return endpoint;
  }

  #exchange({ url, headers, body }: OutgoingWebhook): Promise<Omit<AttemptResult, 'durationMs'>> {
    return new Promise((resolve, reject) => {
      const endpoint = this.#endpoint(url);
      const request = (endpoint.protocol === 'https:' ? https : http).request({
        ...endpoint,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      this.#underWay.add(request);
      request.on('close', () => this.#underWay.delete(request));
      const timer = setTimeout(
        () => request.destroy(new AttemptTimeoutError(this.#timeoutMs)),
        this.#timeoutMs,
      );
      request.on('error', (error) => {
        clearTimeout(timer);
        const stale = request.reusedSocket && errorCode(error) === 'ECONNRESET';
        reject(
          stale
            ? new StaleConnectionError('The receiver had closed the connection', { cause: error })
            : error,
        );
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          if (size < MAX_KEPT_BODY_BYTES) chunks.push(chunk.subarray(0, MAX_KEPT_BODY_BYTES - size));
          size += chunk.length;
          if (size > MAX_READ_BYTES) response.destroy();
        });
        response.on('close', () => {
          clearTimeout(timer);
          resolve(answered(response, Buffer.concat(chunks).toString('utf8')));
        });
        response.on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        });
      });
      request.end(body);
    });
  }
}

class InterruptedError extends Error {
  readonly code = 'ATTEMPT_INTERRUPTED';
}

/** A kept connection turned out to be closed before anything was answered: that says nothing of the receiver. */
class StaleConnectionError extends Error {
  readonly code = 'STALE_CONNECTION';
}

class AttemptTimeoutError extends Error {
  readonly code = 'ATTEMPT_TIMEOUT';

  constructor(timeoutMs: number) {
    super(`No complete answer within ${timeoutMs} ms`);
  }
}

function answered(response: http.IncomingMessage, body: string): Omit<AttemptResult, 'durationMs'> {
  const status = response.statusCode ?? 0;
  const success = status >= 200 && status < 300;
  return {
    responseStatus: status,
    responseHeaders: flat(response.headers),
    responseBody: body,
    failure: success ? null : 'status',
    failureDetail: success ? null : `The receiver answered ${status}; any 2xx is success`,
  };
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flattened: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    flattened[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return flattened;
}

function failed(error: unknown, timeoutMs: number): Omit<AttemptResult, 'durationMs'> {
  const code = errorCode(error);
  const failure = failureOf(code);
  const message = error instanceof Error ? error.message : String(error);
  const failureDetail = failure === 'timeout' ? `No complete answer within ${timeoutMs} ms` : message || code;
  return { responseStatus: null, responseHeaders: null, responseBody: null, failure, failureDetail };
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const failures: Record<string, AttemptFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ATTEMPT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ATTEMPT_INTERRUPTED: 'interrupted',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  HOSTNAME_MISMATCH: 'tls',
};

function failureOf(code: string): AttemptFailure {
  const known = failures[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code.startsWith('CERT_')) return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'unreachable';
}
