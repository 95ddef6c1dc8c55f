import type { IncomingRequest, OutgoingResponse } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';
import { isObject, namesOf } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { sendRaw } from '../src/suite/client/raw.js';
import {
  changeRefusal,
  changeRequest,
  changeResponse,
  jsonOf,
  needsKey,
  operationOf,
  refuseWith,
  reply,
  withJson,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { listTargets } from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const url = 'https://partner.example/hooks/chck';

/** The fields that a validation error complains about. */
function fieldsOf(t: RuleContext, response: Exchange): string[] {
  t.check.error(response, 400, 'validation_error');
  const details = t.check.objectAt(t.check.object(response, 400), 'details', response);
  return namesOf(t.check.objectAt(details, 'fieldErrors', response));
}

async function createsNothing(t: RuleContext, attempt: () => Promise<Exchange>): Promise<Exchange> {
  const { token } = await t.accounts.writable();
  const before = (await listTargets(t, token)).length;
  const response = await attempt();
  t.check.equal((await listTargets(t, token)).length, before, 'A refused body created a target', response);
  return response;
}

async function postTarget(t: RuleContext, type: string, body: string): Promise<Exchange> {
  const { token } = await t.accounts.writable();
  return t.send('POST', '/v1/webhook-targets', { token, headers: { 'content-type': type }, body });
}

const malformed = `{"outcome":"success","url":"${url}"`;

const isApi = ({ path }: IncomingRequest): boolean => path.startsWith('/v1') || path === '/health';

const isUnknownRoute = (request: IncomingRequest): boolean => isApi(request) && operationOf(request) === null;

const changeDetails = (change: (fieldErrors: Record<string, unknown>) => Record<string, unknown>) =>
  changeRefusal(needsKey, 400, (response) => {
    const body = jsonOf(response);
    const details = isObject(body.details) ? body.details : {};
    const fieldErrors = isObject(details.fieldErrors) ? details.fieldErrors : {};
    return withJson(response, { ...body, details: { ...details, fieldErrors: change(fieldErrors) } });
  });

const serverError = (): OutgoingResponse =>
  reply(500, { statusCode: 500, error: 'Internal Server Error', message: 'syntax error at or near "\'"' });

export default defineRules('errors', [
  {
    id: 'ERR-001',
    title: 'answers no request of the run with a server error',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`; unknown → 404 `not_found`.',
    severity: 'critical',
    check: async (t) => {
      for (const id of ["%00' OR 1=1 --"]) {
        await t.call('getGrading', { id });
        await t.call('getCard', { id });
      }
      for (const q of ["'; DROP TABLE cards; --🃏\\", 'x'.repeat(2000)])
        await t.call('listCards', { query: { q } });
      for (const cursor of ['0000-00-00T00:00:00Z', '9999-12-31T23:59:59.999Z'])
        await t.call('listGradings', { query: { cursor } });
    },
    deviations: [
      {
        title: 'an apostrophe in a search breaks the query',
        start: () =>
          wrap('listCards', (request, next) =>
            request.query.get('q')?.includes("'") ? serverError() : next(request),
          ),
      },
    ],
  },

  {
    id: 'ERR-002',
    title: 'gives a validation error its details: fieldErrors and formErrors',
    provenance: 'documented',
    source: '§3',
    sentence:
      '`validation_error` also has `details: { "fieldErrors": { <field>: [messages] }, "formErrors": [messages] }`.',
    severity: 'major',
    check: async (t) => {
      const responses = [
        await t.call('listGradings', { query: { limit: 0 } }),
        await t.call('listCards', { query: { sort: 'price' } }),
        await t.call('getGrading', { id: 'not-a-uuid' }),
      ];
      for (const response of responses) {
        t.check.error(response, 400, 'validation_error');
        const details = t.check.objectAt(t.check.object(response, 400), 'details', response);
        const fieldErrors = t.check.objectAt(details, 'fieldErrors', response);
        const lists = [...Object.values(fieldErrors), details.formErrors];
        const texts = lists.every(
          (list) => Array.isArray(list) && list.every((text) => typeof text === 'string'),
        );
        t.check.that(texts, '`details` has not the flattened form', 'lists of messages', details, response);
        const messages = lists.flat();
        t.check.that(messages.length > 0, '`details` says nothing', 'a message', details, response);
      }
    },
    deviations: [
      {
        title: 'a validation error has no details',
        start: () =>
          changeRefusal(needsKey, 400, (response) => {
            const { details: _details, ...rest } = jsonOf(response);
            return withJson(response, rest);
          }),
      },
    ],
  },

  {
    id: 'ERR-003',
    title: 'names the offending parameter in fieldErrors',
    provenance: 'assumed',
    source: '§3',
    sentence:
      'In `fieldErrors` a parameter has the name that the path or query gives it (`id`, `user_card_id`, `limit`, …).',
    severity: 'minor',
    check: async (t) => {
      const calls: [string, () => Promise<Exchange>][] = [
        ['limit', () => t.call('listGradings', { query: { limit: 101 } })],
        ['cursor', () => t.call('listCards', { query: { cursor: 'yesterday' } })],
        ['sort', () => t.call('listCards', { query: { sort: 'price' } })],
        ['id', () => t.call('getGrading', { id: 'not-a-uuid' })],
        ['user_card_id', () => t.call('getCard', { id: 'abc' })],
      ];
      for (const [name, request] of calls) {
        const response = await request();
        t.check.equal(fieldsOf(t, response), [name], 'fieldErrors does not name the parameter', response);
      }
    },
    deviations: [
      {
        title: 'every wrong parameter is called "query"',
        start: () => changeDetails((fields) => ({ query: Object.values(fields).flat() })),
      },
    ],
  },

  {
    id: 'ERR-004',
    title: 'names every offending parameter of a request',
    provenance: 'assumed',
    source: '§3',
    sentence: '`details: { "fieldErrors": { <field>: [messages] } }` (Zod\'s flattened form).',
    severity: 'minor',
    check: async (t) => {
      const response = await t.call('listCards', { query: { limit: 0, sort: 'price', graded: 'maybe' } });
      const expected = ['graded', 'limit', 'sort'];
      t.check.equal(fieldsOf(t, response), expected, 'Not every wrong parameter is named', response);
    },
    deviations: [
      {
        title: 'validation stops at the first wrong parameter',
        start: () => changeDetails((fields) => Object.fromEntries(Object.entries(fields).slice(0, 1))),
      },
    ],
  },

  {
    id: 'ERR-005',
    title: "answers an unknown route with the framework's 404",
    provenance: 'assumed',
    source: '§3',
    sentence:
      'Unknown route → 404 `{"message":"Route GET:/x not found","error":"Not Found","statusCode":404}`.',
    severity: 'minor',
    check: async (t) => {
      for (const path of ['/no-such-route', `/v1/gradings/${unknownUuid}/images`]) {
        const response = await t.send('GET', path);
        isFrameworkError(t, response, 404);
        const expected = `Route GET:${path} not found`;
        const message = isObject(response.body) ? response.body.message : undefined;
        t.check.equal(message, expected, "The message of an unknown route is not the framework's", response);
      }
    },
    deviations: [
      {
        title: 'an unknown route answers in the application shape',
        start: () => changeRefusal(isUnknownRoute, 404, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'ERR-006',
    title: "answers a wrong method on a known path with the framework's 404",
    provenance: 'assumed',
    source: '§3',
    sentence: 'A wrong method on a known path is also this 404.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      isFrameworkError(t, await t.send('PUT', '/v1/account'), 404);
      isFrameworkError(t, await t.send('DELETE', '/v1/gradings'), 404);
    },
    deviations: [
      {
        title: 'a wrong method is 405',
        start: () =>
          changeRefusal(
            (request) => isUnknownRoute(request) && request.method !== 'GET',
            404,
            () => reply(405, { statusCode: 405, error: 'Method Not Allowed', message: 'Not allowed' }),
          ),
      },
    ],
  },

  {
    id: 'ERR-007',
    title: 'refuses malformed JSON with 400 and creates nothing',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Malformed JSON or a wrong content type: 400 in either shape is fine by default.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const response = await createsNothing(t, () => postTarget(t, 'application/json', malformed));
      t.check.status(response, 400);
    },
    deviations: [
      {
        title: 'malformed JSON is 422',
        start: () =>
          changeRefusal('createWebhookTarget', 400, (response) =>
            jsonOf(response).statusCode === 400 ? { ...response, status: 422 } : response,
          ),
      },
    ],
  },

  {
    id: 'ERR-008',
    title: "refuses malformed JSON in the framework's shape",
    provenance: 'assumed',
    source: '§3',
    sentence: 'Malformed JSON → 400, in the framework shape.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      isFrameworkError(t, await postTarget(t, 'application/json', malformed), 400);
    },
    deviations: [
      {
        title: 'malformed JSON is a validation error',
        start: () =>
          changeRefusal('createWebhookTarget', 400, () =>
            reply(400, { error: 'validation_error', details: { fieldErrors: {}, formErrors: ['Not JSON'] } }),
          ),
      },
    ],
  },

  {
    id: 'ERR-009',
    title: 'refuses a body of another content type and creates nothing',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Malformed JSON or a wrong content type: 400 in either shape is fine by default.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const form = `outcome=success&url=${encodeURIComponent(url)}`;
      const type = 'application/x-www-form-urlencoded';
      const response = await createsNothing(t, () => postTarget(t, type, form));
      t.check.status(response, 400, 415);
    },
    deviations: [
      {
        title: 'a form is taken as well',
        start: () =>
          changeRequest('createWebhookTarget', (request) => {
            if (!request.headers['content-type']?.includes('urlencoded')) return;
            const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
            request.headers['content-type'] = 'application/json';
            request.body = Buffer.from(JSON.stringify(form));
          }),
      },
    ],
  },

  {
    id: 'ERR-010',
    title: "refuses a wrong content type with 415 and a body over 1 MiB with 413, in the framework's shape",
    provenance: 'assumed',
    source: '§3',
    sentence: 'Wrong content type → 415, body over 1 MiB → 413, all in the framework shape.',
    severity: 'minor',
    needs: ['write'],
    check: async (t) => {
      isFrameworkError(t, await postTarget(t, 'text/plain', `{"outcome":"success","url":"${url}"}`), 415);
      const large = JSON.stringify({ outcome: 'success', url, note: 'x'.repeat(1024 * 1024) });
      isFrameworkError(t, await postTarget(t, 'application/json', large), 413);
    },
    deviations: [
      {
        title: 'a body that is too large is 400',
        start: () =>
          changeResponse('createWebhookTarget', (response) =>
            response.status === 413 ? { ...response, status: 400 } : response,
          ),
      },
    ],
  },

  {
    id: 'ERR-011',
    title: 'ignores unknown query parameters',
    provenance: 'assumed',
    source: '§3',
    sentence: 'Unknown query parameters are ignored.',
    severity: 'minor',
    check: async (t) => {
      for (const operation of ['listGradings', 'getAccount'] as const)
        t.check.status(await t.call(operation, { query: { no_such_parameter: 'x' } }), 200);
    },
    deviations: [
      {
        title: 'unknown query parameters are refused',
        start: () =>
          wrap('listGradings', (request, next) =>
            request.query.has('no_such_parameter') ? refuseWith(400, 'validation_error') : next(request),
          ),
      },
    ],
  },

  {
    id: 'ERR-012',
    title: 'answers HEAD as GET without a body',
    provenance: 'assumed',
    source: '§10',
    sentence: '`HEAD` answers as `GET` without a body.',
    severity: 'minor',
    check: async (t) => {
      for (const path of ['/v1/gradings']) {
        const [head, get] = [await t.send('HEAD', path), await t.send('GET', path)];
        t.check.status(head, get.status);
        t.check.equal(head.bytes.length, 0, 'The answer to HEAD has a body', head);
        t.check.equal(
          head.headers['content-type'],
          get.headers['content-type'],
          'HEAD has another type',
          head,
        );
      }
    },
    deviations: [
      {
        title: 'HEAD is not routed',
        start: () =>
          wrap(
            ({ method }) => method === 'HEAD',
            () => reply(404),
          ),
      },
    ],
  },

  {
    id: 'ERR-013',
    title: 'answers odd bytes on the wire without a server error, and goes on serving',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
    check: async (t) => {
      const { token } = await t.accounts.main();
      const { host, pathname } = new URL(t.config.baseUrl);
      const base = pathname.replace(/\/$/, '');
      const common = Object.entries({
        host,
        authorization: `Bearer ${token}`,
        ...t.config.headers,
        connection: 'close',
      });
      const targets = ['/v1/cards/%zz', '/v1/cards?q=%00', '/v1/gradings/..%2f..%2fetc%2fpasswd'];
      const requests = targets.map((path) => ({ path, more: '' }));
      requests.push({ path: '/v1/account', more: 'authorization: Bearer second\r\n' });
      for (const { path, more } of requests) {
        const headers = common.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        const head = `GET ${base}${path} HTTP/1.1\r\n${headers}${more}\r\n`;
        t.client.requests += 1;
        const { status } = await sendRaw(t.config.baseUrl, head, t.config.timeout);
        t.check.that(status < 500, `GET ${path} on the wire fails`, 'no server error', `${status}`);
      }
      t.check.status(await t.call('getHealth', { token: null, fresh: true }), 200);
    },
    deviations: [
      {
        title: 'a NUL in a search breaks the query',
        start: () =>
          wrap('listCards', (request, next) =>
            request.query.get('q')?.includes('\0') ? serverError() : next(request),
          ),
      },
    ],
  },
]);
