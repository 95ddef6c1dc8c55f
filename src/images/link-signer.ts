import { hash } from 'node:crypto';
import { ALGORITHM, canonicalRequest, hmacBlocks } from './sigv4.js';

/** What the links of one signer have in common. */
export interface LinkSignerOptions {
  signingKey: Buffer;
  /** `yyyymmddThhmmssZ`. */
  date: string;
  scope: string;
  method: string;
  /** The canonical query. */
  query: string;
  host: string;
}

/** The hexadecimal SHA-256 of a canonical request, which ends the text to sign. */
const DIGEST_CHARACTERS = 64;

/**
 * Returns a function that signs links by their canonical paths. Everything but the path is prepared: each signature
 * is three one-shot hashes, written into the same two buffers. A page of cards has 50 signatures.
 */
export function createLinkSigner({ signingKey, date, scope, method, query, host }: LinkSignerOptions) {
  const { inner: innerBlock, outer: outerBlock } = hmacBlocks(signingKey);
  const text = `${ALGORITHM}\n${date}\n${scope}\n`;
  const inner = Buffer.concat([innerBlock, Buffer.from(text), Buffer.alloc(DIGEST_CHARACTERS)]);
  const outer = Buffer.concat([outerBlock, Buffer.alloc(32)]);
  const [before = '', after = ''] = canonicalRequest(method, '\0', query, host).split('\0');
  return (path: string): string => {
    const request = hash('sha256', before + path + after, 'hex');
    inner.write(request, inner.length - DIGEST_CHARACTERS, 'latin1');
    outer.write(hash('sha256', inner, 'binary'), innerBlock.length, 'latin1');
    return hash('sha256', outer, 'hex');
  };
}
