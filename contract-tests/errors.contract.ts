import { errors } from './rules/errors.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';
import { isObject, namesOf } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { sendRaw } from '../src/suite/client/raw.js';
import { listTargets } from '../src/suite/receiver/targets.js';

const url = 'https://partner.example/hooks/chck';

/** The fields that a validation error complains about. */
function fieldsOf(t: RuleContext, answer: Exchange): string[] {
  t.check.error(answer, 400, 'validation_error');
  const details = t.check.objectAt(t.check.object(answer, 400), 'details', answer);
  return namesOf(t.check.objectAt(details, 'fieldErrors', answer));
}

async function createsNothing(t: RuleContext, attempt: () => Promise<Exchange>): Promise<Exchange> {
  const { token } = await t.accounts.writable();
  const before = (await listTargets(t, token)).length;
  const answer = await attempt();
  t.check.equal((await listTargets(t, token)).length, before, 'A refused body created a target', answer);
  return answer;
}

async function postTarget(t: RuleContext, type: string, body: string): Promise<Exchange> {
  const { token } = await t.accounts.writable();
  return t.send('POST', '/v1/webhook-targets', { token, headers: { 'content-type': type }, body });
}

const malformed = `{"outcome":"success","url":"${url}"`;

export default area(errors, {
  'ERR-001': async (t) => {
    for (const id of ["%00' OR 1=1 --"]) {
      await t.call('getGrading', { id });
      await t.call('getCard', { id });
    }
    for (const q of ["'; DROP TABLE cards; --🃏\\", 'x'.repeat(2000)])
      await t.call('listCards', { query: { q } });
    for (const cursor of ['0000-00-00T00:00:00Z', '9999-12-31T23:59:59.999Z'])
      await t.call('listGradings', { query: { cursor } });
  },

  'ERR-002': async (t) => {
    const answers = [
      await t.call('listGradings', { query: { limit: 0 } }),
      await t.call('listCards', { query: { sort: 'price' } }),
      await t.call('getGrading', { id: 'not-a-uuid' }),
    ];
    for (const answer of answers) {
      t.check.error(answer, 400, 'validation_error');
      const details = t.check.objectAt(t.check.object(answer, 400), 'details', answer);
      const fieldErrors = t.check.objectAt(details, 'fieldErrors', answer);
      const lists = [...Object.values(fieldErrors), details.formErrors];
      const texts = lists.every(
        (list) => Array.isArray(list) && list.every((text) => typeof text === 'string'),
      );
      t.check.that(texts, '`details` has not the flattened form', 'lists of messages', details, answer);
      const messages = lists.flat();
      t.check.that(messages.length > 0, '`details` says nothing', 'a message', details, answer);
    }
  },

  'ERR-003': async (t) => {
    const calls: [string, () => Promise<Exchange>][] = [
      ['limit', () => t.call('listGradings', { query: { limit: 101 } })],
      ['cursor', () => t.call('listCards', { query: { cursor: 'yesterday' } })],
      ['sort', () => t.call('listCards', { query: { sort: 'price' } })],
      ['id', () => t.call('getGrading', { id: 'not-a-uuid' })],
      ['user_card_id', () => t.call('getCard', { id: 'abc' })],
    ];
    for (const [name, call] of calls) {
      const answer = await call();
      t.check.equal(fieldsOf(t, answer), [name], 'fieldErrors does not name the parameter', answer);
    }
  },

  'ERR-004': async (t) => {
    const answer = await t.call('listCards', { query: { limit: 0, sort: 'price', graded: 'maybe' } });
    const expected = ['graded', 'limit', 'sort'];
    t.check.equal(fieldsOf(t, answer), expected, 'Not every wrong parameter is named', answer);
  },

  'ERR-005': async (t) => {
    for (const path of ['/no-such-route', `/v1/gradings/${unknownUuid}/images`]) {
      const answer = await t.send('GET', path);
      isFrameworkError(t, answer, 404);
      const expected = `Route GET:${path} not found`;
      const message = isObject(answer.body) ? answer.body.message : undefined;
      t.check.equal(message, expected, "The message of an unknown route is not the framework's", answer);
    }
  },

  'ERR-006': async (t) => {
    isFrameworkError(t, await t.send('PUT', '/v1/account'), 404);
    isFrameworkError(t, await t.send('DELETE', '/v1/gradings'), 404);
  },

  'ERR-007': async (t) => {
    const answer = await createsNothing(t, () => postTarget(t, 'application/json', malformed));
    t.check.status(answer, 400);
  },

  'ERR-008': async (t) => {
    isFrameworkError(t, await postTarget(t, 'application/json', malformed), 400);
  },

  'ERR-009': async (t) => {
    const form = `outcome=success&url=${encodeURIComponent(url)}`;
    const type = 'application/x-www-form-urlencoded';
    const answer = await createsNothing(t, () => postTarget(t, type, form));
    t.check.status(answer, 400, 415);
  },

  'ERR-010': async (t) => {
    isFrameworkError(t, await postTarget(t, 'text/plain', `{"outcome":"success","url":"${url}"}`), 415);
    const large = JSON.stringify({ outcome: 'success', url, note: 'x'.repeat(1024 * 1024) });
    isFrameworkError(t, await postTarget(t, 'application/json', large), 413);
  },

  'ERR-011': async (t) => {
    for (const operation of ['listGradings', 'getAccount'] as const)
      t.check.status(await t.call(operation, { query: { no_such_parameter: 'x' } }), 200);
  },

  'ERR-012': async (t) => {
    for (const path of ['/v1/gradings']) {
      const [head, get] = [await t.send('HEAD', path), await t.send('GET', path)];
      t.check.status(head, get.status);
      t.check.equal(head.bytes.length, 0, 'The answer to HEAD has a body', head);
      t.check.equal(head.headers['content-type'], get.headers['content-type'], 'HEAD has another type', head);
    }
  },

  'ERR-013': async (t) => {
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
});
