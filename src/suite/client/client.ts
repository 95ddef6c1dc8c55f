import { setTimeout as delay } from 'node:timers/promises';
import { obeyRetryAfter } from '../receiver/wait.js';
import type { Exchange, SentRequest } from './exchange.js';
import { operationAt } from './operations.js';
import { transmit } from './transport.js';

const MOST_AT_ONCE = 8;
const MOST_TRIES = 4;
const STOP_POLL_MS = 10;
const LONGEST_WAIT_SECONDS = 65;

/** How one request is to be sent. */
export interface SendOptions {
  headers?: Record<string, string>;
  body?: string;
  /** Whether a 429 or 503 is sent again after the time that it names; default true. */
  patient?: boolean;
}

/** The only way in which the suite calls the target: at most 8 requests at a time, counted. Every response is passed to `onResponse`. */
export class Client {
  /** How many requests were sent to the API, repetitions included; image links are not the API's. */
  requests = 0;
  private active = 0;
  private stopped = false;
  private readonly queue: (() => void)[] = [];

  constructor(
    private readonly baseUrl: string,
    private readonly headers: Record<string, string>,
    private readonly timeout: number,
    private readonly onResponse: (exchange: Exchange) => void,
  ) {}

  /** Sends a request to a path of the target, or to an absolute URL (an image link), which gets none of the common headers. */
  async send(method: string, pathOrUrl: string, options: SendOptions = {}): Promise<Exchange> {
    const absolute = /^https?:\/\//.test(pathOrUrl);
    const request: SentRequest = {
      method,
      path: pathOrUrl,
      url: absolute ? pathOrUrl : this.baseUrl + pathOrUrl,
      headers: { ...(absolute ? {} : this.headers), ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body }),
    };
    const operationId = absolute ? null : operationAt(method, pathOrUrl);
    for (let tries = 1; ; tries += 1) {
      if (!absolute) this.requests += 1;
      const exchange = { operationId, ...(await this.inTurn(request)) };
      const wait = retryAfterSeconds(exchange, tries);
      if (options.patient === false || wait === null || tries === MOST_TRIES) {
        this.onResponse(exchange);
        return exchange;
      }
      await obeyRetryAfter(wait * 1000);
    }
  }

  /** Sends nothing from now on, and resolves when every request that was sent has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    while (this.active > 0) await delay(STOP_POLL_MS);
  }

  private async inTurn(request: SentRequest): Promise<Omit<Exchange, 'operationId'>> {
    if (this.active >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.active += 1;
    try {
      if (this.stopped) throw new Error('the run was stopped');
      return await transmit(request, this.timeout);
    } catch (cause) {
      throw new NoResponse(request, cause);
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.active -= 1;
      else next();
    }
  }
}

/** Thrown when a request got no complete response: refused, reset, or timed out. */
export class NoResponse extends Error {
  readonly code = 'no_answer';

  constructor(
    readonly request: SentRequest,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${request.method} ${request.path} got no complete response: ${reason}`, { cause });
    this.name = 'NoResponse';
  }
}

/** How long to wait before the same is sent again, growing where a 429 does not say; null when it is not to be sent. */
function retryAfterSeconds(exchange: Exchange, tries: number): number | null {
  if (exchange.status !== 429 && exchange.status !== 503) return null;
  const header = exchange.headers['retry-after'];
  if (header === undefined) return exchange.status === 429 ? 2 ** (tries - 1) : null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) || seconds > LONGEST_WAIT_SECONDS ? null : Math.max(0, seconds);
}
