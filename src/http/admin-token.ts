import { timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { equalSecrets } from '../equal-secrets.js';
import { sha256Hex } from '../tokens.js';

/** The fewest characters of an admin token. */
export const MIN_ADMIN_TOKEN_LENGTH = 16;

/** Admin tokens were refused; the message says from where and how often. */
export class AdminTokenRefusedError extends Error {
  readonly code = 'admin_token_refused';

  constructor(client: string, attempts: number) {
    super(`${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} with a wrong admin token from ${client}`);
    this.name = 'AdminTokenRefusedError';
  }
}

export type AdminVerdict =
  | { accepted: true }
  /** `retryAfterSeconds` is set when the token was not even looked at, since its client made too many attempts. */
  | { accepted: false; retryAfterSeconds?: number };

interface Attempts {
  /** Wrong tokens since the first one that is still counted. */
  count: number;
  /** When the next wrong token may get its response, in ms of the process. */
  nextMs: number;
}

/** Wrong tokens whose response comes at once; later ones wait for each other. */
const FREE_ATTEMPTS = 5;
const INTERVAL_MS = 500;
/** How far attempts may queue before they are refused without a look. */
const MAX_QUEUE_MS = 5000;
/** Clients that are remembered; the oldest is forgotten first. */
const MAX_CLIENTS = 1000;

/**
 * The token that guards the portal and `/_mock` of a mock beyond loopback. It is kept as its hash. Wrong tokens of one
 * client address get their response ever later, two a second, and are logged; other clients notice nothing.
 */
export class AdminToken {
  readonly #hash: Buffer;
  /** What the cookie of an admitted browser holds instead of the token. */
  readonly proof: string;
  readonly #onRefused: (error: AdminTokenRefusedError) => void;
  readonly #clients = new Map<string, Attempts>();

  constructor(token: string, onRefused: (error: AdminTokenRefusedError) => void) {
    this.#hash = digest(token);
    this.proof = sha256Hex(`portal ${token}`);
    this.#onRefused = onRefused;
  }

  isProof(cookie: string | undefined): boolean {
    return cookie !== undefined && equalSecrets(cookie, this.proof);
  }

  /** Judges what a client sent; undefined when it sent nothing. The wait of a wrong token is over then. */
  async judge(given: string | undefined, client: string): Promise<AdminVerdict> {
    if (given === undefined) return { accepted: false };
    const attempts = this.#clients.get(client);
    const nowMs = performance.now();
    const queueMs = (attempts?.nextMs ?? 0) - nowMs;
    if (queueMs > MAX_QUEUE_MS) return { accepted: false, retryAfterSeconds: Math.ceil(queueMs / 1000) };
    if (timingSafeEqual(digest(given), this.#hash)) {
      this.#clients.delete(client);
      return { accepted: true };
    }
    const waitMs = this.#count(client, nowMs);
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
    return { accepted: false };
  }

  /** Counts a wrong token and returns how long its response has to wait, in ms. */
  #count(client: string, nowMs: number): number {
    const { count, nextMs } = this.#clients.get(client) ?? { count: 0, nextMs: 0 };
    const attempts = { count: count + 1, nextMs };
    if (attempts.count > FREE_ATTEMPTS) attempts.nextMs = Math.max(nowMs, nextMs) + INTERVAL_MS;
    this.#clients.delete(client);
    this.#clients.set(client, attempts);
    const [oldest] = this.#clients.keys();
    if (this.#clients.size > MAX_CLIENTS && oldest !== undefined) this.#clients.delete(oldest);
    // Few lines for many attempts: the 1st, 2nd, 4th, 8th and so on.
    if (Number.isInteger(Math.log2(attempts.count)))
      this.#onRefused(new AdminTokenRefusedError(client, attempts.count));
    return attempts.nextMs - nowMs;
  }
}

function digest(text: string): Buffer {
  return Buffer.from(sha256Hex(text), 'hex');
}
