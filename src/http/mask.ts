import type { IncomingHttpHeaders } from 'node:http';

/** Where every secret of a call is masked, in whatever form a client sent it. */

const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key']);
const PREFIX_LENGTH = 12;
const TOKEN = /shbx_[\w-]{7}[\w-]+/g;
const ESCAPE = /%[0-9a-f]{2}|\\u[0-9a-f]{4}/gi;
/** What `shbx_` becomes in Base64, at each of the three positions that it can have in a group of three bytes. */
const BASE64 = /c2hieF|NoYnhf|zaGJ4X/g;
const BASE64_CHARACTER = /[\w+/=-]/;
/** How often a text can be escaped: a percent sign may be escaped itself. */
const MAX_DEPTH = 3;

/** A text, and where each of its characters began in the original. */
interface Decoded {
  text: string;
  starts: readonly number[];
}

interface Range {
  start: number;
  end: number;
  /** What remains of the secret. */
  shown: string;
}

/**
 * A text in which every API token except `shown` is cut to its display prefix, as in `shbx_XXXXXXX…`: also
 * percent-encoded and JSON-escaped tokens, and Base64 that contains one. Takes time in proportion to the length.
 */
export function maskTokens(text: string, shown?: string): string {
  if (!mayHoldToken(text)) return text;
  const ranges: Range[] = [];
  let level: Decoded = { text, starts: Array.from({ length: text.length + 1 }, (_, index) => index) };
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    ranges.push(...secretsOf(level, shown));
    if (level.text.search(ESCAPE) < 0) break;
    level = decoded(level);
  }
  return replaced(text, ranges);
}

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
  if (/^(?:\S{1,20} )?(?:shbx_[\w-]{7})?…$/.test(value)) return value;
  const masked = maskTokens(value);
  return masked === value ? '…' : masked;
}

/** A URL without tokens, and without the signature of an image link, which would give access to the picture. */
export function maskedUrl(url: string): string {
  return maskTokens(url).replace(/(X-Amz-Signature=)[^&]*/i, '$1…');
}

function mayHoldToken(text: string): boolean {
  return text.includes('shbx_') || text.search(BASE64) >= 0 || text.search(ESCAPE) >= 0;
}

function secretsOf({ text, starts }: Decoded, shown: string | undefined): Range[] {
  const ranges: Range[] = [];
  const add = (from: number, to: number, kept: string) =>
    ranges.push({ start: starts[from] ?? 0, end: starts[to] ?? 0, shown: kept });
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token !== shown) add(index, index + token.length, `${token.slice(0, PREFIX_LENGTH)}…`);
  }
  let done = 0;
  for (const { index } of text.matchAll(BASE64)) {
    if (index < done) continue;
    let [from, to] = [index, index];
    while (from > done && BASE64_CHARACTER.test(text[from - 1] ?? '')) from -= 1;
    while (to < text.length && BASE64_CHARACTER.test(text[to] ?? '')) to += 1;
    add(from, to, '…');
    done = to;
  }
  return ranges;
}

/** Decodes one level of percent-encoding and of JSON's `\u` escapes. */
function decoded({ text, starts }: Decoded): Decoded {
  const parts: string[] = [];
  const origins: number[] = [];
  let end = 0;
  const copy = (to: number) => {
    parts.push(text.slice(end, to));
    for (let index = end; index < to; index += 1) origins.push(starts[index] ?? 0);
  };
  for (const { 0: escaped, index } of text.matchAll(ESCAPE)) {
    copy(index);
    parts.push(String.fromCharCode(Number.parseInt(escaped.replace(/^%|^\\u/i, ''), 16)));
    origins.push(starts[index] ?? 0);
    end = index + escaped.length;
  }
  copy(text.length);
  origins.push(starts[text.length] ?? 0);
  return { text: parts.join(''), starts: origins };
}

/** Replaces ranges, which may overlap. */
function replaced(text: string, ranges: readonly Range[]): string {
  let result = '';
  let end = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start < end) {
      end = Math.max(end, range.end);
      continue;
    }
    result += text.slice(end, range.start) + range.shown;
    end = range.end;
  }
  return result + text.slice(end);
}
