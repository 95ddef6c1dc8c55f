import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject, parseJson } from '../../json.js';
import { withoutLinks } from './without-links.js';

/** The service refused, or cannot be read; the message has what to do. */
export class ImportError extends Error {
  readonly code = 'import_failed';
}

export interface ServiceOptions {
  baseUrl: string;
  token: string;
  /** The file that keeps what was read, so that an interrupted import goes on from there. */
  partFile: string;
  signal: AbortSignal;
  /** Waits; the time is in ms. */
  wait: (ms: number) => Promise<unknown>;
  /** Called when the import waits for the rate limit of the service. */
  onWait?: (ms: number) => void;
}

const LONGEST_WAIT_MS = 3_600_000;
const TIMEOUT_MS = 30_000;
const TRIES = 8;

/**
 * Reads a service with `GET` alone, within its rate limit. What it has read is in the part file, without links and without
 * the token, and is not read again.
 */
export class Service {
  readonly #options: ServiceOptions;
  readonly #read = new Map<string, JsonObject>();
  /** How many requests were sent. */
  requests = 0;
  #pauseMs = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
    const { baseUrl, partFile } = options;
    if (!existsSync(partFile)) {
      appendFileSync(partFile, `${JSON.stringify({ baseUrl })}\n`, { mode: 0o600 });
      return;
    }
    for (const line of readFileSync(partFile, 'utf8').split('\n')) {
      // The last line of an interrupted import may be cut.
      const entry = parseJson(line);
      if (!isObject(entry)) continue;
      if (typeof entry.baseUrl === 'string' && entry.baseUrl !== baseUrl) {
        throw new ImportError(
          `${partFile} is an import from ${entry.baseUrl}; delete it, or import to another file.`,
        );
      }
      if (typeof entry.path === 'string' && isObject(entry.body)) this.#read.set(entry.path, entry.body);
    }
    // A line that was cut must not spoil the next one.
    appendFileSync(partFile, '\n');
  }

  /** How many responses an earlier import has read. */
  get known(): number {
    return this.#read.size;
  }

  /** The body of a path under the base URL. Throws ImportError. */
  async get(path: string): Promise<JsonObject> {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const body = withoutLinks(await this.#fetch(path));
    if (!isObject(body)) throw new ImportError(`GET ${path} did not return a JSON object.`);
    this.#read.set(path, body);
    appendFileSync(this.#options.partFile, `${JSON.stringify({ path, body })}\n`, { mode: 0o600 });
    return body;
  }

  async #fetch(path: string): Promise<unknown> {
    const { baseUrl, token, signal } = this.#options;
    for (let tries = 0; ; tries += 1) {
      signal.throwIfAborted();
      if (this.#pauseMs > 0) await this.#wait(this.#pauseMs);
      this.#pauseMs = 0;
      this.requests += 1;
      const response = await fetch(baseUrl.replace(/\/+$/, '') + path, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      }).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw new ImportError(
          `${baseUrl} does not respond to GET ${path}. Run the same command again to go on.`,
          { cause },
        );
      });
      const text = await response.text();
      if (response.ok) {
        this.#pauseMs = pauseAfter(response.headers);
        return parseJson(text);
      }
      const isBusy = response.status === 429 || response.status >= 500;
      if (!isBusy) throw new ImportError(refusal(path, response.status));
      if (tries + 1 >= TRIES)
        throw new ImportError(
          `GET ${path} returned ${response.status} ${TRIES} times. Run the same command again later to go on.`,
        );
      const ms = retryWait(response.headers, tries);
      await this.#wait(ms);
    }
  }

  async #wait(ms: number): Promise<void> {
    this.#options.onWait?.(ms);
    await this.#options.wait(ms);
    this.#options.signal.throwIfAborted();
  }
}

/** `Retry-After` in seconds, or as a date that the `Date` of the response is compared with; otherwise doubling from 1 s. */
function retryWait(headers: Headers, tries: number): number {
  const header = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : (Date.parse(header) - Date.parse(headers.get('date') ?? '')) / 1000;
  const ms = Number.isNaN(seconds) ? 1000 * 2 ** tries : seconds * 1000;
  return Math.min(Math.max(ms, 1000), LONGEST_WAIT_MS);
}

/** How long the service wants no further request after a response, by its `x-ratelimit-*` headers. */
function pauseAfter(headers: Headers): number {
  if (headers.get('x-ratelimit-remaining') !== '0') return 0;
  const seconds = Number(headers.get('x-ratelimit-reset'));
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : 0;
}

function refusal(path: string, status: number): string {
  if (status === 401)
    return `GET ${path} returned 401: the service does not know the token. Give a usable one with CHCK_TOKEN.`;
  if (status === 403) return `GET ${path} returned 403: the account of the token cannot use the API.`;
  return `GET ${path} returned ${status}. Is the base URL that of a Partner API?`;
}
