import fc from 'fast-check';
import type { WireRequest } from './send.js';

/** A request of which each server fills in a token of its own. */
export interface GeneratedRequest extends Omit<WireRequest, 'path'> {
  path: string;
  credentials: 'valid' | 'unknown' | 'missing';
}

const GRADING = 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10';
const target = JSON.stringify({ outcome: 'success', url: 'https://partner.example/hook' });

const knownPath = fc.constantFrom(
  '/health',
  '/v1/account',
  '/v1/gradings',
  '/v1/gradings?limit=2',
  '/v1/gradings?limit=0',
  '/v1/gradings?limit=abc',
  '/v1/gradings?limit=1&limit=2',
  `/v1/gradings/${GRADING}`,
  '/v1/gradings/not-a-uuid',
  '/v1/gradings/a%2Fb',
  '/v1/cards',
  '/v1/cards?graded=raw&__proto__=1',
  '/v1/cards?q=%E0%A4%A&sort=year',
  '/v1/cards?sort=nothing',
  '/v1/cards/999999',
  '/v1/cards/abc',
  '/v1/webhook-targets',
  '/v1/webhook-targets/999999',
  '/v1/webhook-targets/abc',
);

const unknownPath = fc.oneof(
  fc.constantFrom(
    '/v1',
    '/v1/',
    '/v1/cards/',
    '/health/',
    '/Health',
    '//health',
    '/v1/cards/1/images',
    '/v2/cards',
  ),
  fc
    .array(fc.stringMatching(/^[a-z0-9._~!$&'()*+,;=:@-]{1,9}$/), { minLength: 1, maxLength: 4 })
    .map((segments) => `/nothing/${segments.join('/')}`),
);

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD') },
  { weight: 2, arbitrary: fc.constantFrom('OPTIONS', 'PUT', 'PATCH') },
  { weight: 1, arbitrary: fc.constantFrom('TRACE', 'PROPFIND', 'LINK', 'PURGE', 'SEARCH') },
);

const contentType = fc.constantFrom(
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=latin1',
  'APPLICATION/JSON',
  'application/jsonx',
  'application/vnd.api+json',
  'application/json, text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'json',
  '',
);

const body = fc.oneof(
  fc.constantFrom(
    undefined,
    '',
    target,
    `\uFEFF${target}`,
    '{',
    ' ',
    'null',
    '[]',
    '{}',
    '"text"',
    'outcome=success',
    '{"outcome":"maybe","url":"https://partner.example/"}',
    '{"outcome":"success","url":"not a url"}',
    '{"__proto__":{"a":1}}',
    '{"outcome":"success","url":"https://partner.example/","a":[{"__proto__":1}]}',
    '{"\\u005f_proto__":1}',
    '{"constructor":{"prototype":{}}}',
    '{"constructor":1,"outcome":"success","url":"https://partner.example/"}',
    JSON.stringify({ outcome: 'success', padding: 'x'.repeat(1_048_576) }),
  ),
  fc.json(),
);

const headers = fc.record(
  {
    origin: fc.constantFrom('https://app.partner.example', 'null', 'http://localhost:5173'),
    'access-control-request-method': fc.constantFrom('GET', 'DELETE'),
    'access-control-request-headers': fc.constantFrom('authorization', 'authorization, x-own'),
    'content-encoding': fc.constantFrom('identity', 'gzip', 'br'),
    accept: fc.constantFrom('text/html', '*/*'),
    'accept-encoding': fc.constantFrom('gzip', 'identity;q=0'),
    'if-none-match': fc.constant('*'),
    'x-http-method-override': fc.constant('DELETE'),
  },
  { requiredKeys: [] },
);

/** Requests to known and unknown routes, with every kind of method, header and body that the framework judges. */
export const generatedRequest: fc.Arbitrary<GeneratedRequest> = fc
  .record({
    method,
    path: fc.oneof({ weight: 4, arbitrary: knownPath }, { weight: 1, arbitrary: unknownPath }),
    credentials: fc.oneof(
      { weight: 4, arbitrary: fc.constant('valid' as const) },
      { weight: 1, arbitrary: fc.constantFrom('unknown' as const, 'missing' as const) },
    ),
    headers,
    type: contentType,
    body,
    chunked: fc.boolean(),
  })
  .map(({ type, body: sent, chunked, headers: more, ...request }) => ({
    ...request,
    headers: type === undefined ? more : { ...more, 'content-type': type },
    body: sent,
    chunked: chunked && sent !== undefined,
  }));
