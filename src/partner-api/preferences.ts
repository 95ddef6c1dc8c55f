import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './errors.js';

/** The documented response that a client asks for by `Prefer`, in the way of Prism. */
export interface Preferences {
  /** A status. */
  code?: number;
  /** The name of an example in the document. */
  example?: string;
  /** Whether the body is to be generated from the schema. */
  dynamic?: boolean;
}

const NAMES = ['code', 'example', 'dynamic'] as const;

/**
 * The preferences of a request, from its `Prefer` header (RFC 7240) or else from `__code`, `__example` and `__dynamic` in
 * its query. Other preferences, such as `wait=10`, are ignored. Undefined when it has none. Throws ApiError for an
 * invalid value.
 */
export function preferencesOf(headers: IncomingHttpHeaders, query: object): Preferences | undefined {
  const { prefer } = headers;
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(query)) {
    const name = NAMES.find((known) => key === `__${known}`);
    if (name === undefined) continue;
    if (typeof value !== 'string') throw refusal(`__${name} must be given once`);
    values.set(name, value);
  }
  if (prefer !== undefined) {
    for (const [name, value] of parsePrefer(Array.isArray(prefer) ? prefer.join(',') : prefer))
      values.set(name, value);
  }
  const read = {
    ...readCode(values.get('code')),
    ...readExample(values.get('example')),
    ...readDynamic(values.get('dynamic')),
  };
  if (read.example !== undefined && read.dynamic) {
    throw refusal('example and dynamic=true exclude each other: an example is not generated');
  }
  return Object.keys(read).length === 0 ? undefined : read;
}

/** The refusal of a preference, as for every invalid request. */
export function refusal(problem: string): ApiError {
  const sentence = `Prefer: ${problem}.`;
  return new ApiError('validation_error', sentence, { fieldErrors: {}, formErrors: [sentence] });
}

/** The `preference-applied` header of a response. */
export function preferenceApplied(preferences: Preferences): string {
  return Object.entries(preferences)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

/** Names and values of the known preferences. The first of a repeated one counts (RFC 7240 §2). */
function parsePrefer(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const preference of splitOutsideQuotes(header, ',')) {
    const [assignment = ''] = splitOutsideQuotes(preference, ';');
    const [name = '', ...value] = assignment.split('=');
    const known = NAMES.find((ours) => ours === name.trim().toLowerCase());
    if (known !== undefined && !found.has(known)) found.set(known, unquoted(value.join('=').trim()));
  }
  return found;
}

/** Splits by hand, in linear time: a regular expression for this needs quadratic time for many quotes. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && isQuoted) index += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unquoted(value: string): string {
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return isQuoted ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
}

function readCode(value: string | undefined): Pick<Preferences, 'code'> {
  if (value === undefined) return {};
  if (/^[1-5]\d\d$/.test(value)) return { code: Number(value) };
  throw refusal(`code must be a status of three digits such as 404; it is "${value}"`);
}

function readExample(value: string | undefined): Pick<Preferences, 'example'> {
  if (value === undefined) return {};
  if (value !== '') return { example: value };
  throw refusal('example must be the name of an example of the document; it is empty');
}

function readDynamic(value: string | undefined): Pick<Preferences, 'dynamic'> {
  if (value === undefined) return {};
  if (value === 'true' || value === 'false') return { dynamic: value === 'true' };
  throw refusal(`dynamic must be true or false; it is "${value}"`);
}
