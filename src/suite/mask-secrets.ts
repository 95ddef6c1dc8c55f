import { createMask } from '../mask-secrets.js';
import { maskToken } from './client/exchange.js';

const tokenLike = /shbx_[A-Za-z0-9_-]{8,}/g;
const signature = /((?:Signature|Credential|Security-Token)=)[^&"'\s\\]{6,}/gi;

/**
 * The same data with every secret in its texts cut to its first characters, and removed where a service sent it back in
 * another form, such as Base64.
 */
export function maskSecrets<T>(data: T, secrets: readonly string[]): T;
export function maskSecrets(data: unknown, secrets: readonly string[]): unknown {
  const maskOtherForms = createMask({ known: secrets });
  const maskText = (text: string): string => {
    const known = secrets.reduce((masked, secret) => masked.replaceAll(secret, maskToken(secret)), text);
    const plain = known
      .replace(tokenLike, (token) => (token.endsWith('…') ? token : maskToken(token)))
      .replace(signature, '$1…');
    return maskOtherForms(plain);
  };
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, mask(child)]));
  };
  return mask(data);
}
