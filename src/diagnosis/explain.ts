import { findOperation, operations } from '../contract/operations.js';
import type { JournalEntry } from '../http/journal-entry.js';
import { type JsonObject, parseJsonObject } from '../json.js';
import { nearestName } from '../nearest-name.js';
import type { Operation } from '../openapi/operation.js';
import { type CurlRequest, curlLine } from './curl.js';

/** What an explanation needs of a call. */
export type RefusedCall = Pick<
  JournalEntry,
  'method' | 'url' | 'path' | 'query' | 'status' | 'reason' | 'requestBody' | 'responseBody'
>;

/** Why a call was refused, and a valid call to send instead. */
export interface Explanation {
  /** The error code, such as `validation_error`, or the status of a framework error. */
  rule: string;
  /** The section of docs/contract.md that the refusal is based on. */
  section: string;
  /** What is wrong, in a sentence. */
  sentence: string;
  /** The names of the parameters or properties that were refused. */
  fields: string[];
  /** The nearest valid request, with the token in `$CHCK_TOKEN`. */
  curl: string;
}

const sections: Record<string, string> = {
  missing_credentials: '§2',
  invalid_credentials: '§2',
  key_not_usable: '§2',
  validation_error: '§3',
  not_found: '§3',
};

/** Framework errors are of §3, image links of §7. */
function sectionOf(rule: string, url: string): string {
  return url.startsWith('/images/') ? '§7' : (sections[rule] ?? '§3');
}

/** Explains a refused call or image link. Null for one that was not refused. `origin` is the mock's own. */
export function explain(entry: RefusedCall, origin: string): Explanation | null {
  if (entry.status < 400) return null;
  const body = parseJsonObject(entry.responseBody ?? '');
  const rule = ruleFor(entry, body);
  const fields = refusedFields(body);
  return {
    rule,
    section: sectionOf(rule, entry.url),
    sentence: entry.reason ?? 'The mock could not respond; its log has the details.',
    fields,
    curl: curlLine(origin, nearestValid(entry, rule, fields)),
  };
}

/** The nearest valid request to one that was refused. Null for one that was not refused. */
export function correctedRequest(entry: RefusedCall): CurlRequest | null {
  if (entry.status < 400) return null;
  const body = parseJsonObject(entry.responseBody ?? '');
  return nearestValid(entry, ruleFor(entry, body), refusedFields(body));
}

/** The error code. Framework errors have a reason phrase instead, and faults have a status only. */
function ruleFor({ status, reason }: RefusedCall, { error }: JsonObject): string {
  const isCode = typeof error === 'string' && reason !== null && /^[a-z_]+$/.test(error);
  return isCode ? error : String(status);
}

function refusedFields({ details }: Record<string, unknown>): string[] {
  if (typeof details !== 'object' || details === null || !('fieldErrors' in details)) return [];
  const { fieldErrors } = details;
  return typeof fieldErrors === 'object' && fieldErrors !== null ? Object.keys(fieldErrors) : [];
}

function nearestValid(entry: RefusedCall, rule: string, fields: readonly string[]): CurlRequest {
  const { path, query } = entry;
  const image = /^\/images\/(cards|gradings)\/([^/]+)\//.exec(path);
  if (image !== null) {
    return { method: 'GET', path: `/v1/${image[1]}/${image[2]}`, secured: true, json: undefined };
  }
  const found = findOperation(entry.method, path);
  if (found === null) return nearestRoute(entry, path);
  const { operation } = found;
  if (rule === 'not_found') return listWithIds(operation);
  const values = new URLSearchParams(query);
  for (const { name, in: place, example } of operation.parameters) {
    if (place === 'query' && fields.includes(name)) values.set(name, String(example));
  }
  const corrected = operation.parameters
    .filter(({ name, in: place }) => place === 'path' && fields.includes(name))
    .reduce((filled, { name, example }) => filled.replace(`{${name}}`, String(example)), operation.path);
  return {
    method: entry.method,
    path: withQuery(corrected.includes('{') ? path : corrected, values),
    secured: operation.secured,
    json: bodyOf(operation, entry, fields),
  };
}

/** The most similar route. */
function nearestRoute(entry: RefusedCall, path: string): CurlRequest {
  const known = [...operations().values()];
  const samePath = known.find((operation) => findOperation(operation.method, path)?.operation === operation);
  const wanted =
    nearestName(
      path,
      known.map((operation) => operation.path),
    ) ?? '/v1/account';
  const operation =
    samePath ?? known.find((one) => one.path === wanted && one.method === entry.method.toLowerCase());
  const nearestOperation = operation ?? known.find((one) => one.path === wanted);
  return {
    method: nearestOperation?.method.toUpperCase() ?? 'GET',
    path: samePath === undefined ? withExamples(nearestOperation, wanted) : path,
    secured: nearestOperation?.secured ?? true,
    json: nearestOperation === undefined ? undefined : bodyOf(nearestOperation, entry, []),
  };
}

/** The list that contains the ids of an operation's objects. */
function listWithIds(operation: Operation): CurlRequest {
  const list = operation.path.slice(0, operation.path.indexOf('/{'));
  return {
    method: 'GET',
    path: list.startsWith('/v1/webhook') ? list : `${list}?limit=5`,
    secured: true,
    json: undefined,
  };
}

function withExamples(operation: Operation | undefined, path: string): string {
  const parameters = operation?.parameters.filter(({ in: place }) => place === 'path') ?? [];
  return parameters.reduce((filled, { name, example }) => filled.replace(`{${name}}`, String(example)), path);
}

/** The body that was sent, with refused properties replaced by those of the document's example. */
function bodyOf(
  { requestBody }: Operation,
  entry: RefusedCall,
  fields: readonly string[],
): object | undefined {
  if (requestBody === null) return undefined;
  const [example] = Object.values(requestBody.examples);
  const valid = typeof example?.value === 'object' && example.value !== null ? { ...example.value } : {};
  const sent = parseJsonObject(entry.requestBody ?? '');
  const kept = Object.entries(sent).filter(([name]) => Object.hasOwn(valid, name) && !fields.includes(name));
  return { ...valid, ...Object.fromEntries(kept) };
}

function withQuery(path: string, values: URLSearchParams): string {
  const query = values.toString();
  return query === '' ? path : `${path}?${query}`;
}
