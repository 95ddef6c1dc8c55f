import { maskToken } from './client/exchange.js';

const tokenLike = /shbx_[A-Za-z0-9_-]{8,}/g;
const signature = /((?:Signature|Credential|Security-Token)=)[^&"'\s\\]{6,}/gi;

function maskText(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((masked, secret) => masked.replaceAll(secret, maskToken(secret)), text);
  return known
    .replace(tokenLike, (token) => (token.endsWith('…') ? token : maskToken(token)))
    .replace(signature, '$1…');
}

/** The same data with every secret in its texts cut to its first characters. */
export function maskSecrets<T>(data: T, secrets: readonly string[]): T;
export function maskSecrets(data: unknown, secrets: readonly string[]): unknown {
  if (typeof data === 'string') return maskText(data, secrets);
  if (Array.isArray(data)) return data.map((item: unknown) => maskSecrets(item, secrets));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, maskSecrets(value, secrets)]));
}
