import { createHmac } from 'node:crypto';
import { equalSecrets } from '../equal-secrets.js';

const SECRET_PREFIX = 'whsec_';
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;
const DEFAULT_TOLERANCE_SECONDS = 300;

/** A webhook secret that cannot be used. */
export class WebhookSecretError extends Error {
  readonly code = 'webhook_secret_unusable';

  constructor(message: string) {
    super(message);
    this.name = 'WebhookSecretError';
  }
}

/** Why a webhook is not to be trusted. */
export type WebhookRefusal =
  | 'missing_headers'
  | 'malformed_timestamp'
  | 'too_old'
  | 'too_new'
  | 'wrong_signature';

/** A webhook whose signature does not hold. */
export class WebhookVerificationError extends Error {
  readonly code: WebhookRefusal;

  constructor(code: WebhookRefusal, message: string) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.code = code;
  }
}

/**
 * The key bytes of a secret `whsec_` + base64 of 24 to 64 bytes (Standard Webhooks). Throws WebhookSecretError.
 */
export function webhookKey(secret: string): Buffer {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '';
  const key = Buffer.from(encoded, 'base64');
  const wellFormed =
    encoded !== '' && key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (wellFormed && key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES) return key;
  const seen = wellFormed
    ? `its key has ${key.length} bytes`
    : `it is ${secret === '' ? 'empty' : 'not of that form'}`;
  throw new WebhookSecretError(
    `The webhook secret must be whsec_ and base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} bytes; ${seen}. Make one with: echo "whsec_$(openssl rand -base64 32)"`,
  );
}

/** The three Standard Webhooks headers of one attempt; the timestamp is in whole seconds since 1970. */
export function signatureHeaders(
  key: Buffer,
  messageId: string,
  timestampSeconds: number,
  body: string,
): Record<string, string> {
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': `v1,${signature(key, messageId, String(timestampSeconds), body)}`,
  };
}

/**
 * Checks a received webhook against its Standard Webhooks headers and returns its parsed body.
 * `now` is in ms since 1970 (default: the real clock), `tolerance` in seconds either way (default 300). During a
 * rotation the header may hold several signatures, and `secret` several secrets. Throws WebhookVerificationError.
 */
export function verifyWebhook(
  rawBody: string | Uint8Array,
  headers: Headers | Record<string, string | string[] | undefined>,
  secret: string | readonly string[],
  { now = Date.now(), tolerance = DEFAULT_TOLERANCE_SECONDS }: { now?: number; tolerance?: number } = {},
): unknown {
  const keys = (typeof secret === 'string' ? [secret] : secret).map(webhookKey);
  const body = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  if (!id || !timestamp || !signatures) {
    throw new WebhookVerificationError(
      'missing_headers',
      'A signed webhook has the headers webhook-id, webhook-timestamp and webhook-signature; at least one is missing.',
    );
  }
  checkAge(timestamp, now, tolerance);
  const offered = signatures.split(' ').filter((entry) => entry.startsWith('v1,'));
  const genuine = keys.some((key) => {
    const expected = `v1,${signature(key, id, timestamp, body)}`;
    return offered.some((entry) => equalSecrets(entry, expected));
  });
  if (!genuine) {
    throw new WebhookVerificationError(
      'wrong_signature',
      'No v1 signature fits this body. Verify the bytes as they came, before any JSON parsing, with the secret that the mock was started with.',
    );
  }
  return JSON.parse(body);
}

function signature(key: Buffer, messageId: string, timestamp: string, body: string): string {
  return createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64');
}

function checkAge(timestamp: string, nowMs: number, toleranceSeconds: number): void {
  if (!/^\d{1,15}$/.test(timestamp)) {
    throw new WebhookVerificationError(
      'malformed_timestamp',
      `webhook-timestamp must be whole seconds since 1970; it is "${timestamp}".`,
    );
  }
  const ageSeconds = Math.floor(nowMs / 1000) - Number(timestamp);
  if (ageSeconds > toleranceSeconds) {
    throw new WebhookVerificationError(
      'too_old',
      `The webhook is ${ageSeconds} s old; ${toleranceSeconds} s are allowed.`,
    );
  }
  if (ageSeconds < -toleranceSeconds) {
    throw new WebhookVerificationError(
      'too_new',
      `The webhook is dated ${-ageSeconds} s ahead; ${toleranceSeconds} s are allowed.`,
    );
  }
}

function header(
  headers: Headers | Record<string, string | string[] | undefined>,
  name: string,
): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  const value = entry?.[1];
  return Array.isArray(value) ? value[0] : value;
}
