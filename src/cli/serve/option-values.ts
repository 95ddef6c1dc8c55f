import { InvalidArgumentError } from 'commander';
import { MIN_ADMIN_TOKEN_LENGTH } from '../../http/admin-token.js';
import { isOrigin } from '../../http/public-origin.js';
import { isTokenForm, TOKEN_WORDS } from '../../tokens.js';
import { webhookKey } from '../../webhooks/signature.js';

/** Reads an admin token of at least 16 characters. */
export function adminToken(text: string): string {
  if (text.length >= MIN_ADMIN_TOKEN_LENGTH) return text;
  throw new InvalidArgumentError(
    `It must have at least ${MIN_ADMIN_TOKEN_LENGTH} characters, such as the output of \`openssl rand -hex 16\`.`,
  );
}

/** Reads an http or https origin. */
export function origin(text: string): string {
  if (isOrigin(text)) return text;
  throw new InvalidArgumentError(
    `It must be an http or https origin without a path, such as https://mock.example; it is "${text}".`,
  );
}

/** Reads a number of requests per minute, or `off`. */
export function rateLimit(text: string): number | 'off' {
  if (text === 'off') return 'off';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(
    `It must be a number of requests per minute, from 1, or off; it is "${text}".`,
  );
}

/** Reads a secret of Standard Webhooks. Throws WebhookSecretError. */
export function webhookSecret(text: string): string {
  webhookKey(text);
  return text;
}

/** Reads a token in the form of a real one. */
export function developmentToken(text: string): string {
  if (isTokenForm(text)) return text;
  throw new InvalidArgumentError(`It must be ${TOKEN_WORDS}.`);
}
