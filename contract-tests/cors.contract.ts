import { callable, wellFormed } from '../src/suite/client/credentials.js';
import type { Exchange } from '../src/suite/client/exchange.js';

import { unknownUuid } from '../src/suite/client/known-values.js';
import { changeHeaders, changeRefusal, needsKey, refuseWith, wrap } from '../src/suite/deviations/hooks.js';

import { defineRules } from '../src/suite/rules/define-rule.js';

const origin = 'https://app.partner.example';

export default defineRules('cors', [
  {
    id: 'CORS-001',
    title: 'reflects the origin of a request',
    provenance: 'documented',
    source: '§3',
    sentence: "CORS is permissive: `Access-Control-Allow-Origin` reflects the request's `Origin`.",
    severity: 'major',
    check: async (t) => {
      const reflects = (response: Exchange, from: string): void =>
        t.check.equal(
          response.headers['access-control-allow-origin'],
          from,
          'Access-Control-Allow-Origin does not reflect the origin',
          response,
        );
      for (const from of [origin, 'http://localhost:5173'])
        for (const operation of callable(t)) {
          // Served or refused: both are read by whoever called.
          const call = { ...wellFormed(operation), headers: { origin: from } };
          if (operation !== 'createWebhookTarget') reflects(await t.call(operation, call), from);
          reflects(await t.call(operation, { ...call, token: null }), from);
        }
      reflects(await t.call('listCards', { query: { limit: 0 }, headers: { origin } }), origin);
      if (!t.config.readOnly) {
        const { token } = await t.accounts.writable();
        const call = { ...wellFormed('createWebhookTarget'), token, headers: { origin } };
        const made = await t.call('createWebhookTarget', call);
        reflects(made, origin);
        const id = t.check.integer(t.check.object(made, 201, 200), 'id', made);
        reflects(await t.call('deleteWebhookTarget', { token, id, headers: { origin } }), origin);
      }
      const [grading] = t.check.items(await t.call('listGradings'), 'gradings');
      const [card] = t.check.items(await t.call('listCards'), 'cards');
      if (grading !== undefined)
        reflects(await t.call('getGrading', { id: String(grading.id), headers: { origin } }), origin);
      if (card !== undefined)
        reflects(await t.call('getCard', { id: String(card.user_card_id), headers: { origin } }), origin);
    },
    deviations: [
      {
        title: 'only one origin is allowed, whoever asks',
        start: () => changeHeaders(needsKey, { 'access-control-allow-origin': 'https://app.chck.ai' }),
      },
    ],
  },

  {
    id: 'CORS-002',
    title: 'uses no cookies and allows no credentials',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'No cookies; `Access-Control-Allow-Credentials` is never sent.',
    severity: 'major',
    check: async (t) => {
      for (const token of [undefined, null]) {
        const request = token === undefined ? {} : { token };
        const response = await t.call('getAccount', { ...request, headers: { origin } });
        const allowed = response.headers['access-control-allow-credentials'];
        t.check.equal(allowed, undefined, 'Credentials are allowed across origins', response);
      }
    },
    deviations: [
      {
        title: 'credentials are allowed across origins',
        start: () => changeHeaders(needsKey, { 'access-control-allow-credentials': 'true' }),
      },
      {
        title: 'a session cookie is set',
        start: () => changeHeaders(needsKey, { 'set-cookie': 'sid=1; HttpOnly' }),
      },
    ],
  },

  {
    id: 'CORS-003',
    title: 'returns 204 for a preflight, with the origin and the Authorization header allowed',
    provenance: 'assumed',
    source: '§3',
    sentence: 'Preflight `OPTIONS` → 204.',
    severity: 'minor',
    check: async (t) => {
      const response = await t.send('OPTIONS', '/v1/cards', {
        token: null,
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      t.check.status(response, 204);
      const { headers } = response;
      t.check.equal(
        headers['access-control-allow-origin'],
        origin,
        'A preflight does not allow the origin',
        response,
      );
      const names = (headers['access-control-allow-headers'] ?? '').toLowerCase();
      t.check.that(
        /authorization|\*/.test(names),
        'A preflight does not allow Authorization',
        'authorization',
        names,
        response,
      );
    },
    deviations: [
      {
        title: 'preflights are not routed',
        start: () =>
          wrap(
            ({ method }) => method === 'OPTIONS',
            () => refuseWith(404, 'not_found'),
          ),
      },
    ],
  },

  {
    id: 'CORS-004',
    title: 'sends no CORS header without an origin, and reflects it on /health and on refusals too',
    provenance: 'assumed',
    source: '§10',
    sentence: 'Without an `Origin` there is no `Access-Control-Allow-Origin`. CORS on `/health` too.',
    severity: 'minor',
    check: async (t) => {
      const allowed = async (request: Promise<Exchange>): Promise<unknown> =>
        (await request).headers['access-control-allow-origin'];
      const message = 'Access-Control-Allow-Origin is not what the request asks for';
      t.check.equal(await allowed(t.call('getAccount')), undefined, message);
      t.check.equal(
        await allowed(t.call('getHealth', { token: null, headers: { origin } })),
        origin,
        message,
      );
      t.check.equal(
        await allowed(t.call('getAccount', { token: null, headers: { origin } })),
        origin,
        message,
      );
      const unknown = t.call('getGrading', { id: unknownUuid, headers: { origin } });
      t.check.equal(await allowed(unknown), origin, message);
    },
    deviations: [
      {
        title: 'refusals bear no CORS header',
        start: () =>
          changeRefusal(needsKey, 401, (response) => {
            const { 'access-control-allow-origin': _origin, ...rest } = response.headers;
            return { ...response, headers: rest };
          }),
      },
    ],
  },
]);
