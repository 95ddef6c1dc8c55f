import type {
  DeviationHooks,
  IncomingRequest,
  OutgoingAttempt,
  OutgoingResponse,
} from '../../http/deviation.js';
import type { AttemptResult } from '../../store/attempts.js';
import { isObject, type JsonObject, parseJson } from '../client/json.js';
import { type OperationId, operationAt } from '../client/operations.js';

/** The responses that a deviation changes: an operation, several, or whatever a condition says. */
export type Match = OperationId | readonly OperationId[] | ((request: IncomingRequest) => boolean);
export type Next = (request: IncomingRequest) => Promise<OutgoingResponse>;

export const operationOf = (request: IncomingRequest): OperationId | null =>
  operationAt(request.method, request.path);

function matches(match: Match, request: IncomingRequest): boolean {
  if (typeof match === 'function') return match(request);
  const operation = operationOf(request);
  return operation !== null && (typeof match === 'string' ? match === operation : match.includes(operation));
}

/** Any call of the API that needs a key. */
export const needsKey = (request: IncomingRequest): boolean => request.path.startsWith('/v1');

export function jsonOf({ body }: { body: Buffer }): JsonObject {
  const value = parseJson(body.toString('utf8'));
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function withJson(response: OutgoingResponse, value: unknown): OutgoingResponse {
  return { ...response, body: Buffer.from(JSON.stringify(value)) };
}

/** A response that replaces the service's own. */
export function reply(status: number, value?: unknown): OutgoingResponse {
  if (value === undefined) return { status, headers: {}, body: Buffer.alloc(0) };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}

export const refuseWith = (status: number, code: string): OutgoingResponse => reply(status, { error: code });

export const errorOf = (response: OutgoingResponse): unknown => jsonOf(response).error;

/** Stands around the calls that match. */
export function wrap(
  match: Match,
  change: (request: IncomingRequest, next: Next) => OutgoingResponse | Promise<OutgoingResponse>,
): DeviationHooks {
  return {
    respond: async (request, next) => (matches(match, request) ? change(request, next) : next(request)),
  };
}

/** Changes responses. */
export function changeResponse(
  match: Match,
  change: (
    response: OutgoingResponse,
    request: IncomingRequest,
    next: Next,
  ) => OutgoingResponse | Promise<OutgoingResponse>,
): DeviationHooks {
  return wrap(match, async (request, next) => change(await next(request), request, next));
}

/** Changes the JSON of successful responses. */
export function changeBody(
  match: Match,
  change: (body: JsonObject, request: IncomingRequest, next: Next) => unknown,
): DeviationHooks {
  return changeResponse(match, async (response, request, next) =>
    response.status < 300 ? withJson(response, await change(jsonOf(response), request, next)) : response,
  );
}

/** Changes each item of the successful responses of a list. */
export function changeItems(
  match: Match,
  name: 'gradings' | 'cards' | 'webhook_targets',
  change: (item: JsonObject) => JsonObject,
): DeviationHooks {
  return changeBody(match, (body) => ({ ...body, [name]: listOf(body[name]).map(change) }));
}

/** Changes the grade of grading details that have one. */
export function changeGrade(change: (grade: JsonObject) => JsonObject | null): DeviationHooks {
  return changeBody('getGrading', (body) =>
    isObject(body.user_card_grade) ? { ...body, user_card_grade: change(body.user_card_grade) } : body,
  );
}

/** Refuses in another way wherever the service refuses with a status. */
export function changeRefusal(
  match: Match,
  status: number,
  change: (response: OutgoingResponse, request: IncomingRequest) => OutgoingResponse,
): DeviationHooks {
  return changeResponse(match, (response, request) =>
    response.status === status ? change(response, request) : response,
  );
}

/** Understands requests otherwise than they were meant. */
export function changeRequest(match: Match, change: (request: IncomingRequest) => void): DeviationHooks {
  return wrap(match, (request, next) => {
    const copy = { ...request, query: new URLSearchParams(request.query), headers: { ...request.headers } };
    change(copy);
    return next(copy);
  });
}

/** Takes one query parameter otherwise; null drops it. */
export function changeParameter(
  match: Match,
  name: string,
  change: (value: string | null, query: URLSearchParams) => string | null,
): DeviationHooks {
  return changeRequest(match, ({ query }) => {
    const value = change(query.get(name), query);
    if (value === null) query.delete(name);
    else query.set(name, value);
  });
}

/** Sets headers on the matching responses; null removes one. */
export function changeHeaders(match: Match, change: Record<string, string | null>): DeviationHooks {
  return changeResponse(match, (response) => {
    const kept = Object.entries({ ...response.headers, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    return { ...response, headers: Object.fromEntries(kept) };
  });
}

export const deliveredResult: AttemptResult = {
  durationMs: 1,
  responseStatus: 200,
  responseHeaders: {},
  responseBody: '',
  failure: null,
  failureDetail: null,
};

export const failedResult: AttemptResult = { ...deliveredResult, responseStatus: 500, failure: 'status' };

/** Changes what is sent. */
export function changeAttempt(change: (attempt: OutgoingAttempt) => OutgoingAttempt): DeviationHooks {
  return { send: (attempt, next) => next(change(attempt)) };
}

/** Takes the result of an attempt for another. */
export function changeResult(
  change: (result: AttemptResult, attempt: OutgoingAttempt) => AttemptResult | Promise<AttemptResult>,
): DeviationHooks {
  return { send: async (attempt, next) => change(await next(attempt), attempt) };
}

export function gradingIdOf({ body }: OutgoingAttempt): string {
  const value = parseJson(body);
  return isObject(value) ? String(value.grading_session_id) : '';
}

export function bearerOf(request: IncomingRequest): string | null {
  return /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** What happens on the mock's control surface, as far as deviations need it: which token belongs to which account. */
export function watchControl(memory: { accounts: Map<string, string> }): DeviationHooks {
  return changeResponse(
    ({ path }) => path.startsWith('/_mock'),
    (response, request) => {
      const made = jsonOf(response);
      const account = isObject(made.account) ? made.account.id : made.accountId;
      if (request.method === 'POST' && typeof made.token === 'string')
        memory.accounts.set(made.token, String(account));
      return response;
    },
  );
}

/** Combines hooks into one; the first is the outermost. */
export function combine(...all: DeviationHooks[]): DeviationHooks {
  const respond = all.reduceRight<Exclude<DeviationHooks['respond'], undefined>>(
    (inner, { respond: outer }) =>
      outer === undefined ? inner : (request, next) => outer(request, (each) => inner(each, next)),
    (request, next) => next(request),
  );
  const send = all.reduceRight<Exclude<DeviationHooks['send'], undefined>>(
    (inner, { send: outer }) =>
      outer === undefined ? inner : (attempt, next) => outer(attempt, (each) => inner(each, next)),
    (attempt, next) => next(attempt),
  );
  return { respond, send };
}
