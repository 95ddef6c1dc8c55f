import type { OutgoingResponse } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';

import { sendRaw } from '../src/suite/client/raw.js';
import {
  changeRefusal,
  changeRequest,
  changeResponse,
  jsonOf,
  reply,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { listTargets } from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const url = 'https://partner.example/hooks/chck';

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

const serverError = (): OutgoingResponse =>
  reply(500, { statusCode: 500, error: 'Internal Server Error', message: 'syntax error at or near "\'"' });

export default defineRules('unusual-requests', [
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
        title: 'a form is accepted as well',
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
    id: 'ERR-012',
    title: 'responds to HEAD as to GET, without a body',
    provenance: 'assumed',
    source: '§10',
    sentence: '`HEAD` answers as `GET` without a body.',
    severity: 'minor',
    check: async (t) => {
      for (const path of ['/v1/gradings']) {
        const [head, get] = [await t.send('HEAD', path), await t.send('GET', path)];
        t.check.status(head, get.status);
        t.check.equal(head.bytes.length, 0, 'The response to HEAD has a body', head);
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
    title: 'handles malformed bytes on the wire without a server error, and keeps serving',
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
