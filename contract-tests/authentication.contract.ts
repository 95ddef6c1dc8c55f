import { authentication } from './rules/authentication.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { onEveryOperation } from '../src/suite/client/credentials.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject } from '../src/suite/client/json.js';
import { unknownToken, unknownUuid } from '../src/suite/client/known-values.js';

/** The credential states that are neither a bearer token nor nothing at all. */
const otherCredentials = (token: string): [string, string, string] => [
  `Basic ${Buffer.from(`partner:${token}`).toString('base64')}`,
  'Bearer',
  token,
];

const codeOf = (answer: Exchange): unknown => (isObject(answer.body) ? answer.body.error : undefined);

/** A token that differs from a valid one in letter case only. */
function otherCase(token: string): string {
  const at = token.split('').findLastIndex((letter) => /[a-z]/i.test(letter));
  const letter = token.charAt(at);
  const turned = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return token.slice(0, at) + turned + token.slice(at + 1);
}

async function mainToken(t: RuleContext): Promise<string> {
  return (await t.accounts.main()).token;
}

export default area(authentication, {
  'AUTH-001': async (t) => {
    await onEveryOperation(t, { token: null }, (answer) => t.check.error(answer, 401, 'missing_credentials'));
  },

  'AUTH-002': async (t) => {
    await onEveryOperation(t, { token: unknownToken }, (answer) =>
      t.check.error(answer, 401, 'invalid_credentials'),
    );
  },

  'AUTH-003': async (t) => {
    const token = await t.accounts.revokedToken();
    await onEveryOperation(t, { token }, (answer) => t.check.error(answer, 401, 'invalid_credentials'));
  },

  'AUTH-004': async (t) => {
    const token = await t.accounts.unusableToken();
    await onEveryOperation(t, { token }, (answer) => t.check.error(answer, 403, 'key_not_usable'));
  },

  'AUTH-005': async (t) => {
    await onEveryOperation(t, { token: 'not-a-chck-token' }, (answer) =>
      t.check.error(answer, 401, 'invalid_credentials'),
    );
  },

  'AUTH-006': async (t) => {
    const token = await mainToken(t);
    for (const scheme of ['bearer', 'BEARER'])
      t.check.status(await t.call('listGradings', { authorization: `${scheme} ${token}` }), 200);
  },

  'AUTH-007': async (t) => {
    const [basic, bare, withoutScheme] = otherCredentials(await mainToken(t));
    for (const authorization of [basic, bare])
      await onEveryOperation(t, { authorization }, (answer) => t.check.status(answer, 401));
    t.check.status(await t.call('getAccount', { authorization: withoutScheme }), 401);
  },

  'AUTH-008': async (t) => {
    for (const authorization of otherCredentials(await mainToken(t)))
      t.check.error(await t.call('getAccount', { authorization }), 401, 'missing_credentials');
  },

  'AUTH-009': async (t) => {
    t.check.status(await t.call('listCards', { token: unknownToken, query: { limit: 0 } }), 401);
    t.check.status(await t.call('getGrading', { token: null, id: 'not-a-uuid' }), 401);
    t.check.status(await t.call('getGrading', { token: null, id: unknownUuid }), 401);
  },

  'AUTH-010': async (t) => {
    const expected = { missing_credentials: 'invalid_request', invalid_credentials: 'invalid_token' };
    const answers = [
      await t.call('getAccount', { token: null }),
      await t.call('getAccount', { token: unknownToken }),
    ];
    for (const answer of answers) {
      const challenge = answer.headers['www-authenticate'];
      if (challenge === undefined) continue;
      t.check.that(
        /^bearer\b/i.test(challenge),
        'The challenge of a 401 is not for the bearer scheme',
        'Bearer …',
        challenge,
        answer,
      );
      const error = /error="?([a-z_]+)/i.exec(challenge)?.[1];
      const code = codeOf(answer);
      if (error === undefined || (code !== 'missing_credentials' && code !== 'invalid_credentials')) continue;
      t.check.equal(error, expected[code], `The challenge of ${code} names another error`, answer);
    }
  },

  'AUTH-011': async (t) => {
    const token = await mainToken(t);
    const last = token.endsWith('A') ? 'B' : 'A';
    const near = [token.slice(0, -1) + last, token.slice(0, 12), otherCase(token)];
    for (const wrong of near)
      t.check.error(await t.call('getAccount', { token: wrong }), 401, 'invalid_credentials');
  },

  'AUTH-012': async (t) => {
    const token = await mainToken(t);
    for (const name of ['token', 'access_token'])
      t.check.status(await t.call('getAccount', { token: null, query: { [name]: token } }), 401);
    t.check.status(await t.call('getAccount', { token: null, headers: { 'x-api-key': token } }), 401);
  },

  'AUTH-013': async (t) => {
    t.check.status(await t.send('GET', '/v1/no-such-route', { token: null }), 401);
    t.check.status(await t.send('GET', '/v1/no-such-route', { token: unknownToken }), 401);
  },
});
