import type { RuleContext } from '../rules/context.js';
import type { Exchange } from './exchange.js';

/** How each kind of image begins, as latin-1, and what shows that it is complete. */
const kinds: [begin: RegExp, isWhole: (bytes: Buffer) => boolean][] = [
  [/^\x89PNG\r\n/, (bytes) => bytes.includes('IEND', -12, 'latin1')],
  [/^\xff\xd8\xff/, (bytes) => bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) >= bytes.length - 64],
  [/^GIF8[79]a/, (bytes) => bytes.at(-1) === 0x3b],
  [/^RIFF[\s\S]{4}WEBP/, (bytes) => bytes.readUInt32LE(4) + 8 <= bytes.length],
  [/^[\s\S]{4}ftyp(avif|avis|heic|heix|mif1)/, (bytes) => bytes.length > 100],
  [/^(BM|II\*\0|MM\0\*)/, (bytes) => bytes.length > 50],
  [/^\s*(<\?xml[^>]*>\s*)?<svg/, (bytes) => bytes.includes('</svg>')],
];

/** Whether bytes are an image, by their content. */
function isWholeImage(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 200).toString('latin1');
  return kinds.find(([begin]) => begin.test(head))?.[1](bytes) ?? false;
}

/** A link of a response. The rule is broken when it is no absolute http or https URL. */
export function linkOf(t: RuleContext, value: unknown, what: string): string {
  const isLink =
    typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return isLink ? value : t.check.fail(`${what} is no link`, 'an absolute http or https URL', String(value));
}

/** Fetches a link as a browser would: with no key. */
export function fetchLink(t: RuleContext, url: string): Promise<Exchange> {
  return t.client.send('GET', linkOf(t, url, 'A link'));
}

/** The link returns an image at once. */
export async function isImage(t: RuleContext, url: unknown, what: string): Promise<void> {
  const response = await fetchLink(t, linkOf(t, url, what));
  t.check.status(response, 200);
  const type = response.headers['content-type'] ?? '';
  const message = `${what} is no image`;
  t.check.that(
    isWholeImage(response.bytes),
    message,
    'a whole image',
    `${type}, ${response.bytes.length} bytes`,
    response,
  );
}

/** The link with its signature changed in one character. */
export function altered(url: string): string | null {
  const link = new URL(url);
  const name = [...link.searchParams.keys()].find((key) => /signature$/i.test(key));
  const value = name === undefined ? null : link.searchParams.get(name);
  if (name === undefined || value === null || value === '') return null;
  const swap = value.startsWith('a') ? 'b' : 'a';
  link.searchParams.set(name, swap + value.slice(1));
  return link.href;
}

/** The lifetime in seconds that a link states of itself, counted from now at most; null when it states none. */
export function statedLifetime(url: string): number | null {
  const query = new URL(url).searchParams;
  const relative = query.get('X-Amz-Expires');
  if (relative !== null && /^\d+$/.test(relative)) return Number(relative);
  const absolute = query.get('Expires');
  if (absolute === null || !/^\d+$/.test(absolute)) return null;
  return Math.max(0, Math.ceil(Number(absolute) - Date.now() / 1000));
}
