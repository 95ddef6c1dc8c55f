import { type Duration, isDuration } from './duration.js';
import { InvalidArgumentError } from './errors.js';
import { MIN_ADMIN_TOKEN_LENGTH } from './http/admin-token.js';
import type { Deviation } from './http/deviation.js';
import { isOrigin } from './http/public-origin.js';
import { nearestName } from './nearest-name.js';
import { isTokenForm, TOKEN_WORDS } from './tokens.js';
import type { WebhookTimestamp } from './webhooks/attempt-log.js';
import type { Progress } from './world/populate-account.js';

export interface MockOptions {
  /** The port to listen on; 0 for any free one. Default: 0. */
  port?: number | undefined;
  /**
   * The address to listen on; `localhost` is both 127.0.0.1 and ::1. Beyond loopback `adminToken` is required. Default:
   * `127.0.0.1`.
   */
  host?: string | undefined;
  /**
   * The origin under which clients reach the mock, such as `https://mock.example`: of image links, of `url` and in the
   * portal. When it is not a loopback one, `adminToken` is required. Default: the address that each client calls.
   */
  publicUrl?: string | undefined;
  /** Whether `X-Forwarded-For`, `-Host` and `-Proto` of a proxy before the mock are believed. Default: false. */
  trustProxy?: boolean | undefined;
  /** The name of a world or the path of a world file. Default: the world that `data` holds, or `default`. */
  world?: string | undefined;
  /** The integer that determines all generated data. Default: the seed that `data` holds, or 1. */
  seed?: number | undefined;
  /** The SQLite file to keep everything in. Default: in memory, and gone at the end. */
  data?: string | undefined;
  /** `postgres://…`: the PostgreSQL database to keep everything in, instead of `data`. */
  database?: string | undefined;
  /** The schema of `database`. Default: `schema` in its URL, or `chck`. */
  databaseSchema?: string | undefined;
  /** Requests a minute for each client address (contract §3). Default: 600. */
  rateLimit?: number | 'off' | undefined;
  /** How long image links are valid, in seconds (contract §7). Default: 300. */
  presignedUrlTtlSeconds?: number | undefined;
  /** The wait after a webhook's first failed attempt; it doubles with each further one. Default: `5s`. */
  webhookRetryBase?: Duration | undefined;
  /** The longest wait between two attempts. Default: `1h`. */
  webhookRetryCap?: Duration | undefined;
  /** How long an attempt may take, in real time. Default: `15s`. */
  webhookTimeout?: Duration | undefined;
  /** `whsec_…`: adds Standard Webhooks headers to every delivery. Default: no such headers (contract §8). */
  webhookSecret?: string | undefined;
  /** The clock of `webhook-timestamp`. Verifiers compare it with real time. Default: `real`. */
  webhookTimestamp?: WebhookTimestamp | undefined;
  /** Whether webhooks may go to private addresses when the mock is reachable beyond loopback. Default: false. */
  allowPrivateTargets?: boolean | undefined;
  /** Wrong behaviours to show, such as those of the contract rules. Default: none. */
  deviations?: readonly Deviation[] | undefined;
  /** Guards the portal and `/_mock` when the mock is reachable beyond loopback. At least 16 characters. */
  adminToken?: string | undefined;
  /**
   * A token of a key of the world's first account, the same after every reset: `shbx_` and 64 characters of base64url.
   * Default: the tokens of the world's keys follow from the seed. Beyond loopback it needs `allowDevelopmentToken`.
   */
  developmentToken?: string | undefined;
  /** Whether `developmentToken` may be used although the mock is reachable beyond loopback. Default: false. */
  allowDevelopmentToken?: boolean | undefined;
  /** Called while a world is created, with the number of cards so far. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Called with internal errors. Default: they are written to stderr. */
  onError?: ((error: unknown) => void) | undefined;
}

interface Expectation {
  /** Ends the sentence "… must be". */
  words: string;
  holds: (value: unknown) => boolean;
}

const duration: Expectation = { words: 'a duration, in ms or as text such as 5s', holds: isDuration };
const text: Expectation = {
  words: 'a text of at least one character',
  holds: (value) => typeof value === 'string' && value !== '',
};
const boolean: Expectation = { words: 'true or false', holds: (value) => typeof value === 'boolean' };
const callback: Expectation = { words: 'a function', holds: (value) => typeof value === 'function' };

const expectations: Readonly<Record<keyof MockOptions, Expectation>> = {
  port: integer(0, 65_535),
  host: text,
  publicUrl: {
    words: 'an http or https origin without a path, such as https://mock.example',
    holds: (value) => typeof value === 'string' && isOrigin(value),
  },
  trustProxy: boolean,
  world: text,
  seed: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  data: text,
  database: text,
  databaseSchema: text,
  rateLimit: {
    words: '"off" or a whole number from 1 to 1000000000',
    holds: (value) => value === 'off' || isIntegerBetween(value, 1, 1_000_000_000),
  },
  presignedUrlTtlSeconds: integer(1, 604_800),
  webhookRetryBase: duration,
  webhookRetryCap: duration,
  webhookTimeout: duration,
  webhookSecret: text,
  webhookTimestamp: {
    words: '"real" or "mock"',
    holds: (value) => value === 'real' || value === 'mock',
  },
  allowPrivateTargets: boolean,
  deviations: { words: 'a list of deviations', holds: Array.isArray },
  adminToken: {
    words: `a text of at least ${MIN_ADMIN_TOKEN_LENGTH} characters, such as the output of \`openssl rand -hex 16\``,
    holds: (value) => typeof value === 'string' && value.length >= MIN_ADMIN_TOKEN_LENGTH,
  },
  developmentToken: {
    words: TOKEN_WORDS,
    holds: (value) => typeof value === 'string' && isTokenForm(value),
  },
  allowDevelopmentToken: boolean,
  onProgress: callback,
  onError: callback,
};

/** Options whose values are never printed. */
const secretNames: ReadonlySet<keyof MockOptions> = new Set([
  'adminToken',
  'developmentToken',
  'webhookSecret',
  'database',
]);

/** Throws InvalidArgumentError for an option that does not exist or has an impossible value. */
export function assertMockOptions(options: MockOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!isOptionName(name)) throw unknownOption(name);
    if (value === undefined) continue;
    const { words, holds } = expectations[name];
    if (holds(value)) continue;
    const seen = secretNames.has(name) ? '' : `; it is ${shown(value)}`;
    throw new InvalidArgumentError(name, `${name} must be ${words}${seen}.`);
  }
  if (options.data !== undefined && options.database !== undefined) {
    throw new InvalidArgumentError(
      'database',
      'database and data exclude each other: everything is kept in one of them.',
    );
  }
  if (options.allowDevelopmentToken && options.developmentToken === undefined) {
    throw new InvalidArgumentError('allowDevelopmentToken', 'allowDevelopmentToken needs developmentToken.');
  }
  if (options.databaseSchema !== undefined && options.database === undefined) {
    throw new InvalidArgumentError('databaseSchema', 'databaseSchema needs database.');
  }
}

function unknownOption(name: string): InvalidArgumentError {
  const names = Object.keys(expectations);
  const meant = nearestName(name, names);
  const advice = meant === undefined ? ` The options are: ${names.join(', ')}.` : ` Did you mean ${meant}?`;
  return new InvalidArgumentError(name, `createMock() has no option ${name}.${advice}`);
}

function isOptionName(name: string): name is keyof MockOptions {
  return Object.hasOwn(expectations, name);
}

function integer(minimum: number, maximum: number): Expectation {
  return {
    words: `a whole number from ${minimum} to ${maximum}`,
    holds: (value) => isIntegerBetween(value, minimum, maximum),
  };
}

function isIntegerBetween(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
