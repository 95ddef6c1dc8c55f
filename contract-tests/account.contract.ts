import { account } from './rules/account.js';
import { area } from '../src/suite/rules/define-rule.js';
import { isObject, show } from '../src/suite/client/json.js';

const secretNames = /token|hash|secret|password|(^|_)api_?key(s)?$/i;

function* secretFields(value: unknown, path = ''): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* secretFields(item, `${path}[]`);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (secretNames.test(name) && typeof inner === 'string') yield `${path}.${name}`;
    yield* secretFields(inner, `${path}.${name}`);
  }
}

export default area(account, {
  'ACCT-001': async (t) => {
    t.check.object(await t.call('getAccount'));
  },

  'ACCT-002': async (t) => {
    const answer = await t.call('getAccount');
    const body = t.check.object(answer);
    for (const name of ['id', 'user_id']) t.check.integer(body, name, answer);
    for (const name of ['email', 'name', 'role', 'created_at']) t.check.text(body, name, answer);
  },

  'ACCT-003': async (t) => {
    const answer = await t.call('getAccount');
    t.check.equal(t.check.object(answer).role, 'partner', 'The account is no partner', answer);
  },

  'ACCT-004': async (t) => {
    const answer = await t.call('getAccount');
    const found = [...secretFields(t.check.object(answer))];
    t.check.equal(found, [], `The account has fields for secrets: ${show(found)}`, answer);
    t.check.that(
      !/"[0-9a-f]{64}"/i.test(answer.text),
      'The account holds something that looks like a SHA-256',
      'no hash',
      'a hash',
      answer,
    );
  },
});
