import type { IncomingHttpHeaders } from 'node:http';

const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key']);
const tokenInText = /shbx_[\w-]{7}[\w-]+/g;

/** Headers as text. Secrets are reduced to what tells keys apart. */
export function maskedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    masked[name] = secretHeaders.has(name) ? maskedSecret(text) : maskTokens(text);
  }
  return masked;
}

/** The value of an `Authorization` header without its token. */
export function maskedAuthorization(value: string): string {
  return maskedSecret(value);
}

/** A secret of which only the display prefix of an API token remains. */
function maskedSecret(value: string): string {
  const masked = maskTokens(value);
  return masked === value && !value.endsWith('…') ? '…' : masked;
}

/** A text in which every API token except `shown` is cut to its display prefix, as in `shbx_XXXXXXX…`. */
export function maskTokens(text: string, shown?: string): string {
  if (!text.includes('shbx_')) return text;
  return text.replace(tokenInText, (token) => (token === shown ? token : `${token.slice(0, 12)}…`));
}

/** A URL without tokens, and without the signature of an image link, which would give access to the picture. */
export function maskedUrl(url: string): string {
  return maskTokens(url).replace(/(X-Amz-Signature=)[^&]*/i, '$1…');
}
