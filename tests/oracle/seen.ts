import type { WireResponse } from './send.js';

/** Headers whose values are compared. */
const COMPARED = [
  'content-type',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'vary',
  'allow',
  'location',
  'transfer-encoding',
  'content-encoding',
  'etag',
  'x-ratelimit-limit',
];
/** Headers of which only the presence is compared. */
const PRESENT = ['x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'];

export interface Seen {
  status: number;
  headers: Record<string, string | undefined>;
  /** The framework's whole error; of the application's errors the code; of a success nothing. */
  error: unknown;
}

/** What is compared of a response. */
export function seen({ status, headers, text }: WireResponse): Seen {
  const values = COMPARED.map((name) => [name, headers[name]?.toString()]);
  const present = PRESENT.map((name) => [name, headers[name] === undefined ? undefined : 'present']);
  return { status, headers: Object.fromEntries([...values, ...present]), error: errorOf(status, text) };
}

function errorOf(status: number, text: string): unknown {
  if (status < 400 || text === '') return undefined;
  if (!text.startsWith('{')) return text;
  const body: Record<string, unknown> = JSON.parse(text);
  return 'statusCode' in body ? body : { error: body.error, fields: fieldsOf(body.details) };
}

function fieldsOf(details: unknown): string[] | undefined {
  if (typeof details !== 'object' || details === null || !('fieldErrors' in details)) return undefined;
  return Object.keys(Object(details.fieldErrors)).sort();
}
