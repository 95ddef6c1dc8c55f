import type { IncomingRequest, OutgoingResponse } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';
import { isObject, namesOf } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';

import {
  changeRefusal,
  jsonOf,
  needsKey,
  operationOf,
  refuseWith,
  reply,
  withJson,
  wrap,
} from '../src/suite/deviations/hooks.js';

import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

/** The fields that a validation error complains about. */
function fieldsOf(t: RuleContext, response: Exchange): string[] {
  t.check.error(response, 400, 'validation_error');
  const details = t.check.objectAt(t.check.object(response, 400), 'details', response);
  return namesOf(t.check.objectAt(details, 'fieldErrors', response));
}

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
    title: 'responds to no request of the run with a server error',
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
    title: 'includes the details in a validation error: fieldErrors and formErrors',
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
    title: "returns the framework's 404 for an unknown route",
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
        title: 'an unknown route gets a response in the application shape',
        start: () => changeRefusal(isUnknownRoute, 404, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'ERR-006',
    title: "returns the framework's 404 for a wrong method on a known path",
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
]);
