/** Where every secret in a text is masked, in whatever form it came. */

const PREFIX = 'shbx_';
const PREFIX_LENGTH = 12;
const TOKEN = /shbx_[\w-]{7}[\w-]+/g;
const ESCAPE = /%[0-9a-f]{2}|\\u[0-9a-f]{4}/gi;
const BASE64_CHARACTER = /[\w+/=-]/;
/** What may be between the slashes of a URL. A quotation mark in JSON is escaped. */
const URL_PART = /(?:[^/\\?#\s"]|\\")+/g;
/** How often a text can be escaped: a percent sign may be escaped itself. */
const MAX_DEPTH = 3;

export interface MaskOptions {
  /** Secrets to mask, beside API tokens and the user info of URLs. */
  known?: readonly string[];
  /** The one API token that stays. */
  shown?: string | undefined;
  /** Whether to mask the user info of URLs. Default: true. */
  userInfo?: boolean;
}

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
 * Returns a function that masks a text: every API token is cut to its display prefix, as in `shbx_XXXXXXX…`, and known
 * secrets and the user info of URLs are removed. Also in percent-encoded and JSON-escaped form, and Base64 that contains
 * one. Takes time in proportion to the length.
 */
export function createMask({
  known = [],
  shown,
  userInfo = true,
}: MaskOptions = {}): (text: string) => string {
  const base64 = new RegExp([PREFIX, ...known].flatMap(base64Forms).join('|').replaceAll('+', '\\+'), 'g');

  /** Most texts hold none, which is found out without knowing where each character began. */
  const holdsSecret = (text: string, depth = 1): boolean =>
    text.includes(PREFIX) ||
    (userInfo && userInfoIn(text).length > 0) ||
    known.some((secret) => text.includes(secret)) ||
    text.search(base64) >= 0 ||
    (depth < MAX_DEPTH &&
      text.search(ESCAPE) >= 0 &&
      holdsSecret(text.replace(ESCAPE, unescaped), depth + 1));

  const rangesIn = ({ text, starts }: Decoded): Range[] => {
    const ranges = [
      ...tokensIn(text, shown),
      ...known.flatMap((secret) => occurrences(text, secret)),
      ...base64In(text, base64),
      ...(userInfo ? userInfoIn(text) : []),
    ];
    return ranges.map((range) => ({
      start: starts[range.start] ?? 0,
      end: starts[range.end] ?? 0,
      shown: range.shown,
    }));
  };

  return (text) => {
    if (!holdsSecret(text)) return text;
    const ranges: Range[] = [];
    let level: Decoded = { text, starts: Array.from({ length: text.length + 1 }, (_, index) => index) };
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
      ranges.push(...rangesIn(level));
      if (level.text.search(ESCAPE) < 0) break;
      level = decoded(level);
    }
    return replaced(text, ranges);
  };
}

/** Masks API tokens and the user info of URLs. */
export const maskTokens = createMask();

/** The parts of a secret's Base64 that do not depend on what is before and behind it, at each of three positions. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const form = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function tokensIn(text: string, shown: string | undefined): Range[] {
  return [...text.matchAll(TOKEN)]
    .filter(([token]) => token !== shown)
    .map(({ 0: token, index }) => {
      return { start: index, end: index + token.length, shown: `${token.slice(0, PREFIX_LENGTH)}…` };
    });
}

function occurrences(text: string, secret: string): Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf(secret); start >= 0; start = text.indexOf(secret, start + secret.length)) {
    ranges.push({ start, end: start + secret.length, shown: '…' });
  }
  return ranges;
}

/** The whole Base64 texts that contain a secret. */
function base64In(text: string, forms: RegExp): Range[] {
  const ranges: Range[] = [];
  let done = 0;
  for (const { index } of text.matchAll(forms)) {
    if (index < done) continue;
    let [start, end] = [index, index];
    while (start > done && BASE64_CHARACTER.test(text[start - 1] ?? '')) start -= 1;
    while (end < text.length && BASE64_CHARACTER.test(text[end] ?? '')) end += 1;
    ranges.push({ start, end, shown: '…' });
    done = end;
  }
  return ranges;
}

/** The user info of URLs, also of `https:user@host`, which URL parsers accept. */
function userInfoIn(text: string): Range[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(URL_PART)].flatMap(({ 0: part, index }) => {
    const length = part.lastIndexOf('@');
    if (length < 0) return [];
    const scheme = /https?:/i.exec(part)?.[0];
    const from = scheme === undefined ? 0 : part.indexOf(scheme) + scheme.length;
    const isUserInfo = scheme === undefined ? followsScheme(text, index) : from < length;
    return isUserInfo ? [{ start: index + from, end: index + length, shown: '…' }] : [];
  });
}

/** Whether there is `://` before an index, with any number of slashes, which may be escaped. */
function followsScheme(text: string, index: number): boolean {
  let before = index;
  while (text[before - 1] === '/' || text[before - 1] === '\\') before -= 1;
  return before < index && text[before - 1] === ':';
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
    parts.push(unescaped(escaped));
    origins.push(starts[index] ?? 0);
    end = index + escaped.length;
  }
  copy(text.length);
  origins.push(starts[text.length] ?? 0);
  return { text: parts.join(''), starts: origins };
}

/** The character of `%41` or `\u0041`. */
function unescaped(escaped: string): string {
  return String.fromCharCode(Number.parseInt(escaped.slice(escaped.startsWith('%') ? 1 : 2), 16));
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
