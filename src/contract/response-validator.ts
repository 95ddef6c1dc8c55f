import { pointerTo } from '../openapi/json-pointer.js';
import type { Operation, OperationResponse, ResponseHeader } from '../openapi/operation.js';
import type { Violation } from '../openapi/violation.js';
import type { OperationId } from './operation-types.js';
import { operation } from './operations.js';
import type { PlacedMark } from './provenance.js';
import type { Strength } from './relaxed-schema.js';
import { judgeValue } from './schema-judge.js';

/** An answer as a client saw it. */
export interface ReceivedResponse {
  status: number;
  /** In any letter case; a list is joined with commas. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came. When given, `body` is not looked at. */
  text?: string;
  /** The parsed JSON; undefined when there was no body. */
  body?: unknown;
  /** The request's method; the body of an answer to `HEAD` is not judged. */
  method?: string;
}

/** What an answer breaks: `failures` are breaches of seed and documented facts, `questions` of assumed ones. */
export interface Judgement {
  failures: Violation[];
  questions: Violation[];
}

/**
 * Every difference between an answer and the document: status, headers, media type, body. With `default` strength only
 * seed and documented facts count (see `relaxSchema`), and where the status of a success is itself assumed, another 2xx
 * is taken for it. Headers and properties that the document does not know are always fine. Never throws for an answer.
 */
export function validateResponse(
  id: OperationId,
  received: ReceivedResponse,
  strength: Strength = 'default',
): Violation[] {
  const about = operation(id);
  const response = responseFor(about, received.status, strength);
  if (response === undefined) return [unknownStatus(about, received.status)];
  return [
    ...response.headers.flatMap((header) => judgeHeader(header, received, strength)),
    ...judgeBody(response, received, strength),
  ];
}

/** Judges an answer once with each strength. A question is always about something that the document only assumes. */
export function judgeResponse(id: OperationId, received: ReceivedResponse): Judgement {
  const strict = validateResponse(id, received, 'strict');
  if (strict.length === 0) return { failures: [], questions: [] };
  const failures = validateResponse(id, received, 'default');
  const failed = new Set(failures.map(keyOf));
  const questions = strict.filter(
    (violation) => violation.provenance === 'assumed' && !failed.has(keyOf(violation)),
  );
  return { failures, questions };
}

/** The part of the document that speaks about a status: the status itself before its range, such as `5XX`. */
export function responseFor(
  { responses }: Operation,
  status: number,
  strength: Strength = 'strict',
): OperationResponse | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  const declared =
    responses.find((response) => response.status === String(status)) ??
    responses.find((response) => response.status === range);
  if (declared !== undefined || strength === 'strict' || range !== '2XX') return declared;
  return responses.find(
    (response) => response.status.startsWith('2') && response.mark.provenance === 'assumed',
  );
}

function keyOf({ part, at, keyword, schemaPath }: Violation): string {
  return JSON.stringify([part, at, keyword, schemaPath]);
}

function unknownStatus(about: Operation, status: number): Violation {
  const { id, responses, mark } = about;
  const { provenance, source } = responseFor(about, status, 'default')?.mark ?? mark;
  const known = responses.map((response) => response.status).join(', ');
  return {
    part: 'status',
    at: '',
    keyword: 'status',
    message: `the status must be one of ${known} for ${id}; got ${status}`,
    schemaPath: pointerTo(mark.pointer, 'responses'),
    provenance,
    source,
  };
}

function judgeHeader(
  { name, required, schema, mark }: ResponseHeader,
  received: ReceivedResponse,
  strength: Strength,
): Violation[] {
  const at = name.toLowerCase();
  const sent = headerOf(received, at);
  if (sent === undefined) {
    if (!required || isExcused(mark, strength)) return [];
    return [breach('header', at, 'required', `header ${at} is missing`, mark)];
  }
  const isNumber = schema.type === 'integer' && /^-?\d+$/.test(sent);
  return judgeValue(schema, isNumber ? Number(sent) : sent, strength, `header ${at}`, 'header').map(
    (violation) => ({ ...violation, at }),
  );
}

function judgeBody(
  { status, content, mark }: OperationResponse,
  received: ReceivedResponse,
  strength: Strength,
): Violation[] {
  if (received.method?.toUpperCase() === 'HEAD') return [];
  const { text } = received;
  if (content === null) {
    const isEmpty = text === undefined ? isNothing(received.body) : text === '';
    if (isEmpty || isExcused(mark, strength)) return [];
    return [breach('body', '', 'no-body', `an answer with ${status} must have no body`, mark)];
  }
  if (isExcused(content.mark, strength)) return [];
  const sentType = headerOf(received, 'content-type') ?? 'none';
  const violations: Violation[] = [];
  if (sentType.split(';')[0]?.trim().toLowerCase() !== content.mediaType) {
    const message = `the media type must be ${content.mediaType}; got ${sentType}`;
    violations.push(breach('media-type', '', 'media-type', message, content.mark));
  }
  const parsed = text === undefined ? { value: received.body } : parseJson(text);
  if (parsed === undefined) {
    violations.push(breach('body', '', 'json', 'the body must be JSON, and cannot be parsed', content.mark));
    return violations;
  }
  return [...violations, ...judgeValue(content.schema, parsed.value, strength, 'body')];
}

function isExcused(mark: PlacedMark, strength: Strength): boolean {
  return strength === 'default' && mark.provenance === 'assumed';
}

function isNothing(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  return typeof body === 'object' && Object.keys(body).length === 0;
}

function headerOf({ headers }: ReceivedResponse, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return found === undefined || typeof found === 'string' ? found : found.join(', ');
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function breach(
  part: Violation['part'],
  at: string,
  keyword: string,
  message: string,
  { pointer, provenance, source }: PlacedMark,
): Violation {
  return { part, at, keyword, message, schemaPath: pointer, provenance, source };
}
