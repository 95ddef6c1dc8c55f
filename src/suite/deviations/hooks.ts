import type {
  DeviationHooks,
  IncomingRequest,
  OutgoingAttempt,
  OutgoingResponse,
} from '../../http/deviation.js';
import type { AttemptResult } from '../../store/attempts.js';
import { isObject, type JsonObject, parseJson } from '../client/json.js';
import { type OperationId, operationAt } from '../client/operations.js';

/** The answers that a deviation is about: an operation, several, or whatever a condition says. */
export type Match = OperationId | readonly OperationId[] | ((call: IncomingRequest) => boolean);
export type Next = (call: IncomingRequest) => Promise<OutgoingResponse>;

export const operationOf = (call: IncomingRequest): OperationId | null => operationAt(call.method, call.path);

function matches(match: Match, call: IncomingRequest): boolean {
  if (typeof match === 'function') return match(call);
  const operation = operationOf(call);
  return operation !== null && (typeof match === 'string' ? match === operation : match.includes(operation));
}

/** Any call of the API that needs a key. */
export const guarded = (call: IncomingRequest): boolean => call.path.startsWith('/v1');

export function jsonOf({ body }: { body: Buffer }): JsonObject {
  const value = parseJson(body.toString('utf8'));
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function withJson(answer: OutgoingResponse, value: unknown): OutgoingResponse {
  return { ...answer, body: Buffer.from(JSON.stringify(value)) };
}

/** An answer of the service's own making. */
export function reply(status: number, value?: unknown): OutgoingResponse {
  if (value === undefined) return { status, headers: {}, body: Buffer.alloc(0) };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}

export const refusal = (status: number, code: string): OutgoingResponse => reply(status, { error: code });

export const errorOf = (answer: OutgoingResponse): unknown => jsonOf(answer).error;

/** Stands around the calls that match. */
export function around(
  match: Match,
  change: (call: IncomingRequest, next: Next) => OutgoingResponse | Promise<OutgoingResponse>,
): DeviationHooks {
  return { respond: async (call, next) => (matches(match, call) ? change(call, next) : next(call)) };
}

/** Changes answers. */
export function answers(
  match: Match,
  change: (
    answer: OutgoingResponse,
    call: IncomingRequest,
    next: Next,
  ) => OutgoingResponse | Promise<OutgoingResponse>,
): DeviationHooks {
  return around(match, async (call, next) => change(await next(call), call, next));
}

/** Changes the JSON of good answers. */
export function bodies(
  match: Match,
  change: (body: JsonObject, call: IncomingRequest, next: Next) => unknown,
): DeviationHooks {
  return answers(match, async (answer, call, next) =>
    answer.status < 300 ? withJson(answer, await change(jsonOf(answer), call, next)) : answer,
  );
}

/** Changes each item of a list's good answers. */
export function items(
  match: Match,
  name: 'gradings' | 'cards' | 'webhook_targets',
  change: (item: JsonObject) => JsonObject,
): DeviationHooks {
  return bodies(match, (body) => ({ ...body, [name]: listOf(body[name]).map(change) }));
}

/** Changes the grade of grading details that have one. */
export function grades(change: (grade: JsonObject) => JsonObject | null): DeviationHooks {
  return bodies('getGrading', (body) =>
    isObject(body.user_card_grade) ? { ...body, user_card_grade: change(body.user_card_grade) } : body,
  );
}

/** Refuses in another way wherever the service refuses with a status. */
export function refusals(
  match: Match,
  status: number,
  change: (answer: OutgoingResponse, call: IncomingRequest) => OutgoingResponse,
): DeviationHooks {
  return answers(match, (answer, call) => (answer.status === status ? change(answer, call) : answer));
}

/** Understands requests otherwise than they were meant. */
export function requests(match: Match, change: (call: IncomingRequest) => void): DeviationHooks {
  return around(match, (call, next) => {
    const copy = { ...call, query: new URLSearchParams(call.query), headers: { ...call.headers } };
    change(copy);
    return next(copy);
  });
}

/** Takes one query parameter otherwise; null drops it. */
export function parameter(
  match: Match,
  name: string,
  change: (value: string | null, query: URLSearchParams) => string | null,
): DeviationHooks {
  return requests(match, ({ query }) => {
    const value = change(query.get(name), query);
    if (value === null) query.delete(name);
    else query.set(name, value);
  });
}

/** Sets headers on the answers that match; null takes one away. */
export function headers(match: Match, change: Record<string, string | null>): DeviationHooks {
  return answers(match, (answer) => {
    const kept = Object.entries({ ...answer.headers, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    return { ...answer, headers: Object.fromEntries(kept) };
  });
}

export const good: AttemptResult = {
  durationMs: 1,
  responseStatus: 200,
  responseHeaders: {},
  responseBody: '',
  failure: null,
  failureDetail: null,
};

export const bad: AttemptResult = { ...good, responseStatus: 500, failure: 'status' };

/** Changes what is sent. */
export function sends(change: (attempt: OutgoingAttempt) => OutgoingAttempt): DeviationHooks {
  return { send: (attempt, next) => next(change(attempt)) };
}

/** Takes the result of an attempt for another. */
export function results(
  change: (result: AttemptResult, attempt: OutgoingAttempt) => AttemptResult | Promise<AttemptResult>,
): DeviationHooks {
  return { send: async (attempt, next) => change(await next(attempt), attempt) };
}

export function sessionOf({ body }: OutgoingAttempt): string {
  const value = parseJson(body);
  return isObject(value) ? String(value.grading_session_id) : '';
}

export function bearerOf(call: IncomingRequest): string | null {
  return /^bearer +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? null;
}

/** What happens on the mock's control surface, as far as deviations need it: which token belongs to which account. */
export function watchControl(memory: { accounts: Map<string, string> }): DeviationHooks {
  return answers(
    ({ path }) => path.startsWith('/_mock'),
    (answer, call) => {
      const made = jsonOf(answer);
      const account = isObject(made.account) ? made.account.id : made.accountId;
      if (call.method === 'POST' && typeof made.token === 'string')
        memory.accounts.set(made.token, String(account));
      return answer;
    },
  );
}

/** Several hooks as one; the first stands outermost. */
export function together(...all: DeviationHooks[]): DeviationHooks {
  const respond = all.reduceRight<Exclude<DeviationHooks['respond'], undefined>>(
    (inner, { respond: outer }) =>
      outer === undefined ? inner : (call, next) => outer(call, (each) => inner(each, next)),
    (call, next) => next(call),
  );
  const send = all.reduceRight<Exclude<DeviationHooks['send'], undefined>>(
    (inner, { send: outer }) =>
      outer === undefined ? inner : (attempt, next) => outer(attempt, (each) => inner(each, next)),
    (attempt, next) => next(attempt),
  );
  return { respond, send };
}
