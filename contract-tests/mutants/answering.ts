import type { IncomingRequest, OutgoingResponse } from '../../src/http/deviation.js';
import { errors } from '../rules/errors.js';
import { limitsAndCors } from '../rules/limits-and-cors.js';
import { presignedUrls } from '../rules/presigned-urls.js';
import { isObject } from '../../src/suite/client/json.js';
import { deviationsOf } from './deviations-of.js';
import {
  answers,
  around,
  bearerOf,
  bodies,
  guarded,
  headers,
  jsonOf,
  operationOf,
  refusal,
  refusals,
  reply,
  requests,
  withJson,
} from '../../src/suite/deviations/hooks.js';

const isImage = ({ query }: IncomingRequest): boolean => query.has('X-Amz-Signature');
const isApi = ({ path }: IncomingRequest): boolean => path.startsWith('/v1') || path === '/health';
const isUnknownRoute = (call: IncomingRequest): boolean => isApi(call) && operationOf(call) === null;

/** Breaks the signature of every link in a text. */
const unsigned = (answer: OutgoingResponse): OutgoingResponse => ({
  ...answer,
  body: Buffer.from(answer.body.toString('utf8').replace(/X-Amz-Signature=[0-9a-f]/g, 'X-Amz-Signature=x')),
});

/** Remembers images by path and gives them again where the store refuses with a code. */
function forgiving(code: string) {
  const kept = new Map<string, OutgoingResponse>();
  return answers(isImage, (answer, call) => {
    if (answer.status === 200) kept.set(call.path, answer);
    const refused = answer.body.toString('utf8').includes(code);
    return refused ? (kept.get(call.path) ?? { ...answer, status: 200 }) : answer;
  });
}

const changeDetails = (change: (fieldErrors: Record<string, unknown>) => Record<string, unknown>) =>
  refusals(guarded, 400, (answer) => {
    const body = jsonOf(answer);
    const details = isObject(body.details) ? body.details : {};
    const fieldErrors = isObject(details.fieldErrors) ? details.fieldErrors : {};
    return withJson(answer, { ...body, details: { ...details, fieldErrors: change(fieldErrors) } });
  });

const serverError = (): OutgoingResponse =>
  reply(500, { statusCode: 500, error: 'Internal Server Error', message: 'syntax error at or near "\'"' });

export const answeringDeviations = [
  ...deviationsOf(presignedUrls, {
    'IMG-001': [
      ['links in the list of cards are signed with an old key', () => answers('listCards', unsigned)],
    ],
    'IMG-002': [['links in a grade are signed with an old key', () => answers('getGrading', unsigned)]],
    'IMG-003': [['signatures are not compared', () => forgiving('SignatureDoesNotMatch')]],
    'IMG-004': [['links never expire', () => forgiving('AccessDenied')]],
    'IMG-005': [
      [
        'links are cached with the answer that holds them',
        () => {
          const kept = new Map<string, OutgoingResponse>();
          return around('listCards', async (call, next) => {
            const key = `${bearerOf(call)} ${call.query}`;
            const answer = kept.get(key) ?? (await next(call));
            kept.set(key, answer);
            return answer;
          });
        },
      ],
    ],
    'IMG-006': [
      [
        'links live for an hour',
        () =>
          answers('listCards', (answer) => ({
            ...answer,
            body: Buffer.from(
              answer.body.toString('utf8').replaceAll('X-Amz-Expires=300', 'X-Amz-Expires=3600'),
            ),
          })),
      ],
    ],
    'IMG-007': [
      ['a refused link answers in JSON', () => refusals(isImage, 403, () => refusal(403, 'access_denied'))],
    ],
    'IMG-008': [
      [
        'card detail links images by path alone',
        () =>
          bodies('getCard', (body) => ({
            ...body,
            images: { ...(isObject(body.images) ? body.images : {}), front: '/images/front.png' },
          })),
      ],
    ],
  }),
  ...deviationsOf(errors, {
    'ERR-001': [
      [
        'an apostrophe in a search breaks the query',
        () =>
          around('listCards', (call, next) =>
            call.query.get('q')?.includes("'") ? serverError() : next(call),
          ),
      ],
    ],
    'ERR-002': [
      [
        'a validation error has no details',
        () =>
          refusals(guarded, 400, (answer) => {
            const { details: _details, ...rest } = jsonOf(answer);
            return withJson(answer, rest);
          }),
      ],
    ],
    'ERR-003': [
      [
        'every wrong parameter is called "query"',
        () => changeDetails((fields) => ({ query: Object.values(fields).flat() })),
      ],
    ],
    'ERR-004': [
      [
        'validation stops at the first wrong parameter',
        () => changeDetails((fields) => Object.fromEntries(Object.entries(fields).slice(0, 1))),
      ],
    ],
    'ERR-005': [
      [
        'an unknown route answers in the application shape',
        () => refusals(isUnknownRoute, 404, () => refusal(404, 'not_found')),
      ],
    ],
    'ERR-006': [
      [
        'a wrong method is 405',
        () =>
          refusals(
            (call) => isUnknownRoute(call) && call.method !== 'GET',
            404,
            () => reply(405, { statusCode: 405, error: 'Method Not Allowed', message: 'Not allowed' }),
          ),
      ],
    ],
    'ERR-007': [
      [
        'malformed JSON is 422',
        () =>
          refusals('createWebhookTarget', 400, (answer) =>
            jsonOf(answer).statusCode === 400 ? { ...answer, status: 422 } : answer,
          ),
      ],
    ],
    'ERR-008': [
      [
        'malformed JSON is a validation error',
        () =>
          refusals('createWebhookTarget', 400, () =>
            reply(400, { error: 'validation_error', details: { fieldErrors: {}, formErrors: ['Not JSON'] } }),
          ),
      ],
    ],
    'ERR-009': [
      [
        'a form is taken as well',
        () =>
          requests('createWebhookTarget', (call) => {
            if (!call.headers['content-type']?.includes('urlencoded')) return;
            const form = Object.fromEntries(new URLSearchParams(call.body.toString('utf8')));
            call.headers['content-type'] = 'application/json';
            call.body = Buffer.from(JSON.stringify(form));
          }),
      ],
    ],
    'ERR-010': [
      [
        'a body that is too large is 400',
        () =>
          answers('createWebhookTarget', (answer) =>
            answer.status === 413 ? { ...answer, status: 400 } : answer,
          ),
      ],
    ],
    'ERR-011': [
      [
        'unknown query parameters are refused',
        () =>
          around('listGradings', (call, next) =>
            call.query.has('no_such_parameter') ? refusal(400, 'validation_error') : next(call),
          ),
      ],
    ],
    'ERR-012': [
      [
        'HEAD is not routed',
        () =>
          around(
            ({ method }) => method === 'HEAD',
            () => reply(404),
          ),
      ],
    ],
    'ERR-013': [
      [
        'a NUL in a search breaks the query',
        () =>
          around('listCards', (call, next) =>
            call.query.get('q')?.includes('\0') ? serverError() : next(call),
          ),
      ],
    ],
  }),
  ...deviationsOf(limitsAndCors, {
    'LIMIT-001': [
      [
        'five calls a minute are enough, and more are refused in the application shape',
        () => {
          let calls = 0;
          return around('getHealth', (call, next) => {
            calls += 1;
            return calls > 5 ? refusal(429, 'too_many_requests') : next(call);
          });
        },
      ],
    ],
    'LIMIT-002': [
      [
        'refusals do not tell the limit',
        () =>
          refusals(guarded, 401, (answer) => {
            const { 'x-ratelimit-limit': _limit, ...rest } = answer.headers;
            return { ...answer, headers: rest };
          }),
      ],
    ],
    'LIMIT-003': [
      ['the remaining requests never fall', () => headers(isApi, { 'x-ratelimit-remaining': '600' })],
    ],
    'LIMIT-004': [
      [
        'preflights count against the limit',
        () => {
          let preflights = 0;
          return answers(isApi, (answer, call) => {
            if (call.method === 'OPTIONS') preflights += 1;
            const left = Number(answer.headers['x-ratelimit-remaining'] ?? 0) - preflights;
            return { ...answer, headers: { ...answer.headers, 'x-ratelimit-remaining': String(left) } };
          });
        },
      ],
    ],
    'CORS-001': [
      [
        'only one origin is allowed, whoever asks',
        () => headers(guarded, { 'access-control-allow-origin': 'https://app.chck.ai' }),
      ],
    ],
    'CORS-002': [
      [
        'credentials are allowed across origins',
        () => headers(guarded, { 'access-control-allow-credentials': 'true' }),
      ],
      ['a session cookie is set', () => headers(guarded, { 'set-cookie': 'sid=1; HttpOnly' })],
    ],
    'CORS-003': [
      [
        'preflights are not routed',
        () =>
          around(
            ({ method }) => method === 'OPTIONS',
            () => refusal(404, 'not_found'),
          ),
      ],
    ],
    'CORS-004': [
      [
        'refusals bear no CORS header',
        () =>
          refusals(guarded, 401, (answer) => {
            const { 'access-control-allow-origin': _origin, ...rest } = answer.headers;
            return { ...answer, headers: rest };
          }),
      ],
    ],
  }),
];
