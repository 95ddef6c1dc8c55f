import type { IncomingHttpHeaders } from 'node:http';
import { maskTokens } from '../mask-secrets.js';

const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key']);

/** Headers as text, with every secret masked. */
export function maskedHeaders(headers: Readonly<IncomingHttpHeaders>): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    masked[maskTokens(name)] = secretHeaders.has(name) ? maskedSecret(text) : maskTokens(text);
  }
  return masked;
}

/** A secret of which only the display prefix of an API token remains. */
export function maskedSecret(value: string): string {
  // The usual form, without the search for other ones.
  const bearer = /^(Bearer shbx_[\w-]{7})[\w-]+$/.exec(value);
  if (bearer !== null) return `${bearer[1]}…`;
  if (/^(?:\S{1,20} )?(?:shbx_[\w-]{7})?…$/.test(value)) return value;
  const masked = maskTokens(value);
  return masked === value ? '…' : masked;
}

/** A URL without tokens, and without the signature of an image link, which would give access to the picture. */
export function maskedUrl(url: string): string {
  return maskTokens(url).replace(/(X-Amz-Signature=)[^&]*/i, '$1…');
}
