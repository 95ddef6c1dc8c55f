import { createHash } from 'node:crypto';
import { isObject, show } from '../src/suite/client/json.js';
import { bearerOf, changeBody, refuseWith, wrap } from '../src/suite/deviations/hooks.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const secretNames = /token|hash|secret|password|(^|_)api_?key(s)?$/i;

function* secretFields(value: unknown, path = ''): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* secretFields(item, `${path}[]`);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (secretNames.test(name) && typeof inner === 'string') yield `${path}.${name}`;
    yield* secretFields(inner, `${path}.${name}`);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export default defineRules('account', [
  {
    id: 'ACCT-001',
    title: 'reads the account of a key as a JSON object',
    provenance: 'seed',
    source: '§4',
    sentence: '`GET /v1/account`: it exists and needs a key.',
    severity: 'major',
    check: async (t) => {
      t.check.object(await t.call('getAccount'));
    },
    deviations: [
      {
        title: 'there is no account route',
        start: () => wrap('getAccount', () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'ACCT-002',
    title: 'returns id, email, name, role, user_id and created_at of the account',
    provenance: 'assumed',
    source: '§4',
    sentence:
      'Its body is not published. We answer 200 with `{ id, email, name, role, user_id, created_at }`.',
    severity: 'minor',
    check: async (t) => {
      const response = await t.call('getAccount');
      const body = t.check.object(response);
      for (const name of ['id', 'user_id']) t.check.integer(body, name, response);
      for (const name of ['email', 'name', 'role', 'created_at']) t.check.text(body, name, response);
    },
    deviations: [
      {
        title: 'the account has no email',
        start: () => changeBody('getAccount', ({ email: _email, ...rest }) => rest),
      },
    ],
  },

  {
    id: 'ACCT-003',
    title: 'reports the partner role for an account that can use the API',
    provenance: 'assumed',
    source: '§2, §4',
    sentence: 'The linked dashboard account must have role `partner` and a valid `user_id`.',
    severity: 'minor',
    check: async (t) => {
      const response = await t.call('getAccount');
      t.check.equal(t.check.object(response).role, 'partner', 'The account is no partner', response);
    },
    deviations: [
      {
        title: 'the role is reported as admin',
        start: () => changeBody('getAccount', (body) => ({ ...body, role: 'admin' })),
      },
    ],
  },

  {
    id: 'ACCT-004',
    title: 'shows no token and no hash in the account, under any name',
    provenance: 'assumed',
    source: '§4',
    sentence: 'It never holds a token or a hash.',
    severity: 'critical',
    check: async (t) => {
      const response = await t.call('getAccount');
      const found = [...secretFields(t.check.object(response))];
      t.check.equal(found, [], `The account has fields for secrets: ${show(found)}`, response);
      t.check.that(
        !/"[0-9a-f]{64}"/i.test(response.text),
        'The account holds something that looks like a SHA-256',
        'no hash',
        'a hash',
        response,
      );
    },
    deviations: [
      {
        title: "the row of the key is spread into the account's response",
        start: () =>
          changeBody('getAccount', (body, request) => ({
            ...body,
            api_key: { token_hash: sha256(bearerOf(request) ?? '') },
          })),
      },
    ],
  },
]);
