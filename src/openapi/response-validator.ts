import { parseJson } from '../json.js';
import { pathText, pointerTo } from './json-pointer.js';
import type { Operation, OperationResponse, ResponseHeader } from './operation.js';
import { mentionOf, type Place } from './place.js';
import { type Schema, schemaPlace } from './schema.js';
import { type Problem, validateValue } from './value-validator.js';

/** A response as a client received it. */
export interface ReceivedResponse {
  status: number;
  /** In any letter case; a list is joined with commas. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it was received. When given, `body` is not read. */
  text?: string;
  /** The parsed JSON; undefined when there was no body. */
  body?: unknown;
  /** The method of the request; the body of a response to `HEAD` is not validated. */
  method?: string;
}

/** One way in which a response differs from the document. */
export interface Mismatch {
  /** What is wrong: the status code, a header, the media type, or the body. */
  part: 'status' | 'header' | 'media-type' | 'body';
  /** In the body, a JSON pointer (empty: the whole body); for a header, its name in lower case; otherwise empty. */
  at: string;
  /** The JSON Schema keyword that is broken, such as `type`; or `status`, `media-type`, `required`, `no-body`, `json`. */
  keyword: string;
  /** A sentence: what was expected and what was received. */
  message: string;
  /** JSON pointer of the keyword or object in the document that is broken. */
  schemaPath: string;
  /** Where the broken fact stands. */
  place: Place;
  /** The broken schema, when it is one. */
  schema: Schema | undefined;
  /** The schema of the required property that is missing. */
  property: Schema | undefined;
}

/** A response that may be described loosely: `any` content is not validated. */
export type ExpectedResponse = Omit<OperationResponse, 'content'> & {
  content: OperationResponse['content'] | 'any';
};

/** The part of an operation that describes a status: the status itself, then its range such as `5XX`, then `default`. */
export function responseFor({ responses }: Operation, status: number): OperationResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return names
    .map((name) => responses.find((response) => response.status === name))
    .find((response) => response !== undefined);
}

/** Every difference between a received response and its description. Unknown headers are fine. Never throws for a response. */
export function validateResponse(expected: ExpectedResponse, received: ReceivedResponse): Mismatch[] {
  return [
    ...expected.headers.flatMap((header) => headerMismatches(header, received)),
    ...bodyMismatches(expected, received),
  ];
}

/** The problems of one value as mismatches; `subject` begins their sentences. */
export function valueMismatches(
  schema: Schema,
  value: unknown,
  subject: string,
  part: Mismatch['part'] = 'body',
): Mismatch[] {
  return validateValue(schema, value).map((problem) => ({
    part,
    at: problem.at,
    keyword: problem.keyword,
    message: `${pathText(problem.at, subject)} ${problem.complaint}`,
    ...brokenFact(problem),
  }));
}

function brokenFact({
  schema,
  missing,
  keyword,
}: Problem): Pick<Mismatch, 'schemaPath' | 'place' | 'schema' | 'property'> {
  const property = missing === undefined ? undefined : schema.properties?.[missing];
  if (property !== undefined) {
    const place = mentionOf(property[schemaPlace]);
    return { schemaPath: place.pointer, place, schema, property };
  }
  const place = schema[schemaPlace];
  return { schemaPath: pointerTo(place.pointer, keyword), place, schema, property };
}

function headerMismatches(header: ResponseHeader, received: ReceivedResponse): Mismatch[] {
  const at = header.name.toLowerCase();
  const sent = headerOf(received, at);
  if (sent === undefined) {
    return header.required
      ? [mismatch('header', at, 'required', `header ${at} is missing`, header.place)]
      : [];
  }
  const isNumber = header.schema.type === 'integer' && /^-?\d+$/.test(sent);
  const value = isNumber ? Number(sent) : sent;
  return valueMismatches(header.schema, value, `header ${at}`, 'header').map((found) => ({ ...found, at }));
}

function bodyMismatches(
  { status, content, place }: ExpectedResponse,
  received: ReceivedResponse,
): Mismatch[] {
  if (content === 'any' || received.method?.toUpperCase() === 'HEAD') return [];
  const { text } = received;
  if (content === null) {
    const isEmpty = text === undefined ? isNothing(received.body) : text === '';
    return isEmpty
      ? []
      : [mismatch('body', '', 'no-body', `a response with ${status} must have no body`, place)];
  }
  const found: Mismatch[] = [];
  const sentType = headerOf(received, 'content-type') ?? 'none';
  if (sentType.split(';')[0]?.trim().toLowerCase() !== content.mediaType) {
    const message = `the media type must be ${content.mediaType}; got ${sentType}`;
    found.push(mismatch('media-type', '', 'media-type', message, content.place));
  }
  const body = text === undefined ? received.body : parseJson(text);
  if (text !== undefined && body === undefined) {
    const message = 'the body must be JSON, and cannot be parsed';
    return [...found, mismatch('body', '', 'json', message, content.place)];
  }
  return [...found, ...valueMismatches(content.schema, body, 'body')];
}

function isNothing(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  return typeof body === 'object' && Object.keys(body).length === 0;
}

function headerOf({ headers }: ReceivedResponse, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return found === undefined || typeof found === 'string' ? found : found.join(', ');
}

function mismatch(
  part: Mismatch['part'],
  at: string,
  keyword: string,
  message: string,
  place: Place,
): Mismatch {
  const schemaPath = place.pointer;
  return { part, at, keyword, message, schemaPath, place, schema: undefined, property: undefined };
}
