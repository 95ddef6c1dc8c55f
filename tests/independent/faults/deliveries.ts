import type { Fault, FaultSource, Intercept, WebhookFault } from './fault.js';

const good = (status: number | null): boolean => status !== null && status >= 200 && status < 300;
const taken = (...wrong: number[]): WebhookFault => ({
  isSuccess: (status) => good(status) || wrong.includes(status ?? 0),
});
const refused = (...wrong: number[]): WebhookFault => ({
  isSuccess: (status) => good(status) && !wrong.includes(status ?? 0),
});

const webhooks: Record<string, WebhookFault> = {
  ...Object.fromEntries(
    [301, 302, 304, 307, 400, 401, 403, 404, 409, 410, 418, 422, 429, 500, 502, 503, 504].map((status) => [
      `${status} is a success`,
      taken(status),
    ]),
  ),
  ...Object.fromEntries(
    [200, 201, 202, 203, 204, 205, 206, 226, 299].map((status) => [
      `${status} is a failure`,
      refused(status),
    ]),
  ),
  'a refused connection is given up': { isSuccess: (status) => status === null || good(status) },
  ...Object.fromEntries(
    [2, 3, 5, 8].map((most) => [
      `given up after ${most} attempts`,
      { isSuccess: (status: number | null, attempts: number) => good(status) || attempts >= most },
    ]),
  ),
  'the outcome is the other one': {
    payload: (payload) => ({ ...payload, outcome: payload.outcome === 'success' ? 'failure' : 'success' }),
  },
  'the outcome is completed': { payload: (payload) => ({ ...payload, outcome: 'completed' }) },
  'the outcome is left out': { payload: ({ grading_session_id }) => ({ grading_session_id }) },
  'the id is left out': { payload: ({ outcome }) => ({ outcome }) },
  'the id is camelCase': {
    payload: ({ grading_session_id, outcome }) => ({ gradingSessionId: grading_session_id, outcome }),
  },
  'the id is a number': { payload: (payload) => ({ ...payload, grading_session_id: 12 }) },
  'the id is of the first grading': {
    payload: (payload, { gradings }) => ({ ...payload, grading_session_id: gradings[0]?.id ?? '' }),
  },
  'the id is in upper case': {
    payload: (payload) => ({ ...payload, grading_session_id: payload.grading_session_id?.toUpperCase() }),
  },
  'the payload is in an envelope': { payload: (payload) => ({ event: 'grading.completed', data: payload }) },
  'the payload is a list': { payload: (payload) => [payload] },
  'only the first target is served': { targets: (targets) => targets.slice(0, 1) },
  'only the last target is served': { targets: (targets) => targets.slice(-1) },
  'every target is served twice': { targets: (targets) => [...targets, ...targets] },
  'no target is served': { targets: () => [] },
  'the query of a target is lost': { url: (url) => url.replace(/\?.*/, '') },
  'the path of a target is lost': { url: (url) => new URL(url).origin },
  'a delivery is a PUT': { method: 'PUT' },
  'a delivery is a GET': { method: 'GET' },
  'a delivery is a form': { type: 'application/x-www-form-urlencoded' },
  'a delivery is text': { type: 'text/plain' },
};

export const webhookFaults: FaultSource[] = Object.entries(webhooks).map(([id, fault]) => {
  const made: Fault = {
    id: `webhooks: ${id}`,
    areas: ['webhook-deliveries', 'webhook-retries'],
    webhooks: fault,
  };
  return { id: made.id, start: () => made };
});

const isImage = (path: string): boolean => path.startsWith('/store/');
const images: Record<string, Intercept> = {
  'an image is HTML': (call, next) => {
    const reply = next(call);
    return isImage(call.path) && reply.status === 200
      ? { status: 200, raw: { type: 'image/png', bytes: Buffer.from('<html></html>') } }
      : reply;
  },
  'an image is empty': (call, next) => {
    const reply = next(call);
    return isImage(call.path) && reply.status === 200
      ? { status: 200, raw: { type: 'image/png', bytes: Buffer.alloc(0) } }
      : reply;
  },
  'an image is cut in half': (call, next) => {
    const reply = next(call);
    return isImage(call.path) && reply.raw !== undefined
      ? { ...reply, raw: { ...reply.raw, bytes: reply.raw.bytes.subarray(0, reply.raw.bytes.length / 2) } }
      : reply;
  },
  'a link is not found': (call, next) => (isImage(call.path) ? { status: 404 } : next(call)),
  'a link works without its signature': (call, next) =>
    isImage(call.path) && next(call).status === 403 ? { status: 200 } : next(call),
  ...Object.fromEntries(
    ['slab-front', 'slab-back', 'damage-front', 'damage-back', 'front', 'back', 'slab'].map(
      (name) =>
        [
          `the ${name} image is not found`,
          (call, next) =>
            isImage(call.path) && call.path.endsWith(`/${name}.png`) ? { status: 404 } : next(call),
        ] satisfies [string, Intercept],
    ),
  ),
};

const limits: Record<string, Intercept> = {
  ...Object.fromEntries(
    [10, 60, 300, 500, Number.POSITIVE_INFINITY].map(
      (limit) =>
        [
          `${limit} requests a minute are served`,
          (call, next, state) => {
            state.limit = limit;
            return next(call);
          },
        ] satisfies [string, Intercept],
    ),
  ),
  "429 has the application's shape": (call, next) => {
    const reply = next(call);
    return reply.status === 429 ? { ...reply, body: { error: 'rate_limited' } } : reply;
  },
  '429 is 503': (call, next) => {
    const reply = next(call);
    return reply.status === 429 ? { ...reply, status: 503 } : reply;
  },
};

const named = (prefix: string, areas: string[], all: Record<string, Intercept>): FaultSource[] =>
  Object.entries(all).map(([id, intercept]) => {
    const made: Fault = { id: `${prefix}: ${id}`, areas, intercept };
    return { id: made.id, start: () => made };
  });

export const imageFaults = named('links', ['presigned-urls', 'card-detail', 'grades'], images);
export const limitFaults = named('rate limit', ['rate-limit'], limits);
