import { randomUUID } from 'node:crypto';
import { copyOf, type Intercept } from './faults/fault.js';
import type { Call, Reply } from './http.js';

/** What a conforming service may do otherwise: each changes responses in a way that no published sentence forbids. */
const headers =
  (extra: Record<string, string>): Intercept =>
  (call, next) => {
    const reply = next(call);
    return { ...reply, headers: { ...reply.headers, ...extra } };
  };
let sequence = 0;
const counted =
  (name: string, prefix: string): Intercept =>
  (call, next) => {
    sequence += 1;
    const reply = next(call);
    return { ...reply, headers: { ...reply.headers, [name]: `${prefix}${sequence}` } };
  };
const onError =
  (change: (reply: Reply) => Reply): Intercept =>
  (call, next) => {
    const reply = next(call);
    return reply.status >= 400 && reply.body !== undefined ? change(reply) : reply;
  };
const onSuccess =
  (change: (body: Record<string, unknown>, call: Call) => unknown): Intercept =>
  (call, next) => {
    const reply = next(call);
    const isObject = reply.status < 300 && reply.body !== undefined;
    return isObject ? { ...reply, body: change(copyOf(reply), call) } : reply;
  };
const errorWith = (more: () => object): Intercept =>
  onError((reply) => ({ ...reply, body: { ...copyOf(reply), ...more() } }));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const eachObject = (
  value: unknown,
  change: (item: Record<string, unknown>) => Record<string, unknown>,
): unknown => {
  if (Array.isArray(value)) return value.map((item) => eachObject(item, change));
  if (!isRecord(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, each]) => [key, eachObject(each, change)])),
  );
};
const reversed = (item: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).toReversed());
const type =
  (text: string): Intercept =>
  (call, next) => {
    const reply = next(call);
    if (reply.body === undefined) return reply;
    return { ...reply, body: undefined, raw: { type: text, bytes: Buffer.from(JSON.stringify(reply.body)) } };
  };
const when =
  (applies: (call: Call) => boolean, change: Intercept): Intercept =>
  (call, next, state) =>
    applies(call) ? change(call, next, state) : next(call);
const isList = ({ path }: Call): boolean => path === '/v1/cards' || path === '/v1/gradings';
const wordy = { fieldErrors: {}, formErrors: [] };

export const conforming: Record<string, Intercept> = {
  'a request id in a header': counted('x-request-id', 'req-'),
  'an ETag that differs each time': counted('etag', 'W/"'),
  'server-timing': counted('server-timing', 'db;dur='),
  'a trace id': counted('traceparent', '00-'),
  'an age': counted('age', ''),
  'a name of the server': headers({ server: 'nginx/1.25' }),
  'a proxy in between': headers({ via: '1.1 vegur', 'x-cache': 'Miss from cloudfront' }),
  'no-store': headers({ 'cache-control': 'no-store, private' }),
  'strict transport security': headers({ 'strict-transport-security': 'max-age=31536000' }),
  'security headers': headers({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' }),
  'a content security policy': headers({ 'content-security-policy': "default-src 'none'" }),
  vary: headers({ vary: 'Origin, Accept-Encoding' }),
  'a clock that is five minutes late': headers({ date: new Date(Date.now() - 300_000).toUTCString() }),
  'exposed headers': headers({ 'access-control-expose-headers': 'x-ratelimit-remaining' }),
  'a link to the documentation': headers({ link: '<https://docs.example>; rel="help"' }),
  'an alternative service': headers({ 'alt-svc': 'h3=":443"; ma=86400' }),
  'a content language': headers({ 'content-language': 'en' }),
  'rate limit headers of the draft': headers({
    ratelimit: '"default";r=50;t=30',
    'ratelimit-policy': '"default";q=100;w=60',
  }),
  'a larger rate limit in headers': headers({ 'x-ratelimit-limit': '6000' }),
  'deprecation headers': headers({ sunset: 'Wed, 11 Nov 2099 23:59:59 GMT' }),
  'an upper-case charset': type('application/json; charset=UTF-8'),
  'no charset': type('application/json'),
  'a request id in errors': errorWith(() => ({ request_id: randomUUID() })),
  'a time in errors': errorWith(() => ({ timestamp: new Date().toISOString() })),
  'a message in errors': errorWith(() => ({ message: 'See https://docs.example/errors' })),
  'a link in errors': errorWith(() => ({ documentation_url: 'https://docs.example/errors' })),
  'form errors beside field errors': onError((reply) => {
    const body = copyOf(reply);
    const details = isRecord(body.details)
      ? { ...wordy, ...body.details, formErrors: ['The request is invalid'] }
      : undefined;
    return { ...reply, body: details === undefined ? body : { ...body, details } };
  }),
  'several messages for a field': onError((reply) => {
    const body = copyOf(reply);
    if (!isRecord(body.details) || !isRecord(body.details.fieldErrors)) return reply;
    const fieldErrors = Object.fromEntries(
      Object.keys(body.details.fieldErrors).map((name) => [name, ['One', 'Two']]),
    );
    return { ...reply, body: { ...body, details: { ...body.details, fieldErrors } } };
  }),
  'properties in another order': onSuccess((body) => eachObject(body, reversed)),
  'a count beside a list': when(
    isList,
    onSuccess((body) => ({ ...body, count: 3 })),
  ),
  'the limit beside a list': when(
    isList,
    onSuccess((body, { query }) => ({ ...body, limit: Number(query.get('limit') ?? 25) })),
  ),
  'a request id in bodies': when(
    ({ path }) => path.startsWith('/v1'),
    onSuccess((body) => ({ ...body, request_id: randomUUID() })),
  ),
  'more in /health': when(
    ({ path }) => path === '/health',
    onSuccess((body) => ({ ...body, uptime: process.uptime(), version: '2.3.1' })),
  ),
  'escaped letters in JSON': (call, next) => {
    const reply = next(call);
    if (reply.body === undefined) return reply;
    const text = JSON.stringify(reply.body).replaceAll('/', '\\/').replaceAll('é', '\\u00e9');
    return {
      ...reply,
      body: undefined,
      raw: { type: 'application/json; charset=utf-8', bytes: Buffer.from(text) },
    };
  },
  'indented JSON': (call, next) => {
    const reply = next(call);
    if (reply.body === undefined) return reply;
    const bytes = Buffer.from(`${JSON.stringify(reply.body, null, 2)}\n`);
    return { ...reply, body: undefined, raw: { type: 'application/json; charset=utf-8', bytes } };
  },
  'a clock that is five minutes early': headers({ date: new Date(Date.now() + 300_000).toUTCString() }),
};
