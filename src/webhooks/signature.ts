import { createHmac } from 'node:crypto';
import { equalSecrets } from '../equal-secrets.js';

const SECRET_PREFIX = 'whsec_';
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;
const DEFAULT_TOLERANCE_SECONDS = 300;

/** A webhook secret that is not valid. */
export class WebhookSecretError extends Error {
  readonly code = 'webhook_secret_unusable';

  constructor(message: string) {
    super(message);
    this.name = 'WebhookSecretError';
  }
}

/** Why a webhook is refused. */
export type WebhookRefusal =
  | 'missing_headers'
  | 'malformed_timestamp'
  | 'too_old'
  | 'too_new'
  | 'wrong_signature';

/** A webhook without a valid signature. */
export class WebhookVerificationError extends Error {
  readonly code: WebhookRefusal;

  constructor(code: WebhookRefusal, message: string) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.code = code;
  }
}

/**
 * Returns the key bytes of a secret: `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks). Throws WebhookSecretError.
 */
export function webhookKey(secret: string): Buffer {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '';
  const key = Buffer.from(encoded, 'base64');
  const wellFormed =
    encoded !== '' && key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (wellFormed && key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES) return key;
  const problem = wellFormed
    ? `its key has ${key.length} bytes`
    : `it is ${secret === '' ? 'empty' : 'not of that form'}`;
  throw new WebhookSecretError(
    `The webhook secret must be whsec_ and base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} bytes; ${problem}. Create one with: echo "whsec_$(openssl rand -base64 32)"`,
  );
}

/** Returns the three Standard Webhooks headers of an attempt. The timestamp is in whole seconds since 1970. */
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
 * Verifies the Standard Webhooks headers of a received webhook and returns its parsed body.
 * `now` is in ms since 1970 (default: real time), `tolerance` in seconds in both directions (default: 300). During a
 * rotation the header can contain several signatures, and `secret` several secrets. Throws WebhookVerificationError.
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
      'At least one of the headers webhook-id, webhook-timestamp and webhook-signature is missing.',
    );
  }
  checkAge(timestamp, now, tolerance);
  const offered = signatures.split(' ').filter((entry) => entry.startsWith('v1,'));
  const verified = keys.some((key) => {
    const expected = `v1,${signature(key, id, timestamp, body)}`;
    return offered.some((entry) => equalSecrets(entry, expected));
  });
  if (!verified) {
    throw new WebhookVerificationError(
      'wrong_signature',
      'No v1 signature matches this body. Verify the unchanged bytes, before JSON parsing, with the secret of the mock.',
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
      `The webhook is ${ageSeconds} s old; the tolerance is ${toleranceSeconds} s.`,
    );
  }
  if (ageSeconds < -toleranceSeconds) {
    throw new WebhookVerificationError(
      'too_new',
      `The timestamp of the webhook is ${-ageSeconds} s ahead; the tolerance is ${toleranceSeconds} s.`,
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
