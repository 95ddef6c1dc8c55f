import type { OutgoingResponse } from '../src/http/deviation.js';
import { callable, onEveryOperation, wellFormed } from '../src/suite/client/credentials.js';
import { type Exchange, sha256 } from '../src/suite/client/exchange.js';
import { isObject } from '../src/suite/client/json.js';
import { unknownToken, unknownUuid } from '../src/suite/client/known-values.js';
import {
  bearerOf,
  changeRefusal,
  changeRequest,
  combine,
  errorOf,
  needsKey,
  operationOf,
  refuseWith,
  reply,
  watchControl,
  wrap,
} from '../src/suite/deviations/hooks.js';
import type { CallOptions, RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

/** The credential states that are neither a bearer token nor nothing at all. */
const otherCredentials = (token: string): [string, string, string] => [
  `Basic ${Buffer.from(`partner:${token}`).toString('base64')}`,
  'Bearer',
  token,
];

const codeOf = (response: Exchange): unknown => (isObject(response.body) ? response.body.error : undefined);

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

const memory = () => ({ accounts: new Map<string, string>() });

const isInvalid = (response: OutgoingResponse): boolean => errorOf(response) === 'invalid_credentials';

/** Ways to send a usable token, or what is left of one, that are not `Authorization: Bearer <token>`. */
function otherWaysIn(token: string): CallOptions[] {
  const headers = [{ 'x-api-key': token }, { cookie: `token=${token}` }, { 'x-access-token': token }];
  const authorizations = [
    `Token ${token}`,
    `ApiKey ${token}`,
    token,
    `Bearer ${token}x`,
    `Bearer ${sha256(token)}`,
  ];
  return [
    ...['token', 'access_token', 'api_key'].map((name) => ({ query: { [name]: token } })),
    ...headers.map((each) => ({ headers: each })),
    ...authorizations.map((authorization) => ({ authorization })),
  ];
}

export default defineRules('authentication', [
  {
    id: 'AUTH-001',
    title: 'refuses every operation without credentials as missing_credentials',
    provenance: 'documented',
    source: '§2',
    sentence: 'No bearer token → 401 `{"error":"missing_credentials"}`.',
    severity: 'critical',
    check: async (t) => {
      await onEveryOperation(t, { token: null }, (response) =>
        t.check.error(response, 401, 'missing_credentials'),
      );
    },
    deviations: [
      {
        title: 'one route was left out of authentication',
        start: () => changeRefusal('listWebhookTargets', 401, () => reply(200, { webhook_targets: [] })),
      },
    ],
  },

  {
    id: 'AUTH-002',
    title: 'refuses an unknown token on every operation as invalid_credentials',
    provenance: 'seed',
    source: '§2',
    sentence: 'Unknown, malformed or revoked token → 401 `{"error":"invalid_credentials"}`.',
    severity: 'critical',
    check: async (t) => {
      await onEveryOperation(t, { token: unknownToken }, (response) =>
        t.check.error(response, 401, 'invalid_credentials'),
      );
    },
    deviations: [
      {
        title: 'an unknown token gets 403',
        start: () =>
          changeRefusal(needsKey, 401, (response) =>
            isInvalid(response) ? refuseWith(403, 'forbidden') : response,
          ),
      },
    ],
  },

  {
    id: 'AUTH-003',
    title: 'refuses a revoked token on every operation as invalid_credentials',
    provenance: 'seed',
    source: '§1, §2',
    sentence: 'Revoke sets `revoked_at`; from that moment the key gets 401 `invalid_credentials`.',
    severity: 'critical',
    needs: ['revokedToken'],
    check: async (t) => {
      const token = await t.accounts.revokedToken();
      await onEveryOperation(t, { token }, (response) => t.check.error(response, 401, 'invalid_credentials'));
    },
    deviations: [
      {
        title: 'one route looks keys up without revoked_at',
        start: () => {
          const seen = memory();
          return combine(
            watchControl(seen),
            changeRefusal('deleteWebhookTarget', 401, (response, request) =>
              seen.accounts.has(bearerOf(request) ?? '') ? refuseWith(404, 'not_found') : response,
            ),
          );
        },
      },
    ],
  },

  {
    id: 'AUTH-004',
    title: 'refuses the key of an unusable account on every operation as key_not_usable',
    provenance: 'documented',
    source: '§2',
    sentence: 'Key whose account is not a partner with a user → 403 `{"error":"key_not_usable"}`.',
    severity: 'critical',
    needs: ['unusableToken'],
    check: async (t) => {
      const token = await t.accounts.unusableToken();
      await onEveryOperation(t, { token }, (response) => t.check.error(response, 403, 'key_not_usable'));
    },
    deviations: [
      {
        title: 'an unusable account gets invalid_credentials',
        start: () => changeRefusal(needsKey, 403, () => refuseWith(401, 'invalid_credentials')),
      },
    ],
  },

  {
    id: 'AUTH-005',
    title: 'refuses a malformed token on every operation as invalid_credentials',
    provenance: 'documented',
    source: '§2',
    sentence: 'Unknown, malformed or revoked token → 401 `{"error":"invalid_credentials"}`.',
    severity: 'major',
    check: async (t) => {
      await onEveryOperation(t, { token: 'not-a-chck-token' }, (response) =>
        t.check.error(response, 401, 'invalid_credentials'),
      );
    },
    deviations: [
      {
        title: 'a malformed token counts as missing',
        start: () =>
          changeRefusal(needsKey, 401, (response, request) =>
            bearerOf(request)?.startsWith('shbx_') === false
              ? refuseWith(401, 'missing_credentials')
              : response,
          ),
      },
    ],
  },

  {
    id: 'AUTH-006',
    title: 'accepts the bearer scheme in any letter case',
    provenance: 'documented',
    source: '§2',
    sentence: 'Every `/v1/*` path needs `Authorization: Bearer <token>`; the scheme is case-insensitive.',
    severity: 'major',
    check: async (t) => {
      const token = await mainToken(t);
      for (const scheme of ['bearer', 'BEARER'])
        t.check.status(await t.call('listGradings', { authorization: `${scheme} ${token}` }), 200);
    },
    deviations: [
      {
        title: 'the bearer scheme is compared with its letter case',
        start: () =>
          changeRequest(needsKey, (request) => {
            if (request.headers.authorization?.startsWith('Bearer ') === false)
              delete request.headers.authorization;
          }),
      },
    ],
  },

  {
    id: 'AUTH-007',
    title: 'refuses another scheme, no scheme and a bare Bearer on every operation with 401',
    provenance: 'seed',
    source: '§2',
    sentence: 'Every `/v1/*` path needs `Authorization: Bearer <token>`.',
    severity: 'critical',
    check: async (t) => {
      const [basic, bare, withoutScheme] = otherCredentials(await mainToken(t));
      for (const authorization of [basic, bare])
        await onEveryOperation(t, { authorization }, (response) => t.check.status(response, 401));
      t.check.status(await t.call('getAccount', { authorization: withoutScheme }), 401);
    },
    deviations: [
      {
        title: 'the password of Basic credentials is read as a token',
        start: () =>
          changeRequest(needsKey, (request) => {
            const encoded = /^basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
            if (encoded === undefined) return;
            const password = Buffer.from(encoded, 'base64').toString('utf8').split(':')[1] ?? '';
            request.headers.authorization = `Bearer ${password}`;
          }),
      },
    ],
  },

  {
    id: 'AUTH-008',
    title: 'returns missing_credentials for another scheme, no scheme and a bare Bearer',
    provenance: 'assumed',
    source: '§2, §10',
    sentence: 'Another scheme (`Basic …`), an empty token, or a bare `Bearer` counts as missing.',
    severity: 'minor',
    check: async (t) => {
      for (const authorization of otherCredentials(await mainToken(t)))
        t.check.error(await t.call('getAccount', { authorization }), 401, 'missing_credentials');
    },
    deviations: [
      {
        title: 'any Authorization header counts as credentials, though invalid ones',
        start: () =>
          changeRefusal(needsKey, 401, (response, request) =>
            request.headers.authorization === undefined ? response : refuseWith(401, 'invalid_credentials'),
          ),
      },
    ],
  },

  {
    id: 'AUTH-009',
    title: 'authenticates before it validates or looks anything up',
    provenance: 'assumed',
    source: '§2',
    sentence: 'Authentication comes before validation and before 404 of an object.',
    severity: 'minor',
    check: async (t) => {
      t.check.status(await t.call('listCards', { token: unknownToken, query: { limit: 0 } }), 401);
      t.check.status(await t.call('getGrading', { token: null, id: 'not-a-uuid' }), 401);
      t.check.status(await t.call('getGrading', { token: null, id: unknownUuid }), 401);
    },
    deviations: [
      {
        title: 'queries are validated before the key is looked at',
        start: () =>
          wrap('listCards', (request, next) =>
            request.query.get('limit') === '0' ? refuseWith(400, 'validation_error') : next(request),
          ),
      },
    ],
  },

  {
    id: 'AUTH-010',
    title: 'sends a bearer challenge with the right error where it sends one',
    provenance: 'documented',
    source: '§2',
    sentence:
      '401 responses may carry `WWW-Authenticate: Bearer realm="shoebox", error="invalid_request"` (missing) or `error="invalid_token"` (unknown, revoked).',
    severity: 'minor',
    check: async (t) => {
      const expected = { missing_credentials: 'invalid_request', invalid_credentials: 'invalid_token' };
      const responses = [
        await t.call('getAccount', { token: null }),
        await t.call('getAccount', { token: unknownToken }),
      ];
      for (const response of responses) {
        const challenge = response.headers['www-authenticate'];
        if (challenge === undefined) continue;
        t.check.that(
          /^bearer\b/i.test(challenge),
          'The challenge of a 401 is not for the bearer scheme',
          'Bearer …',
          challenge,
          response,
        );
        const error = /error="?([a-z_]+)/i.exec(challenge)?.[1];
        const code = codeOf(response);
        if (error === undefined || (code !== 'missing_credentials' && code !== 'invalid_credentials'))
          continue;
        t.check.equal(error, expected[code], `The challenge of ${code} names another error`, response);
      }
    },
    deviations: [
      {
        title: 'a 401 asks for Basic credentials',
        start: () =>
          changeRefusal(needsKey, 401, (response) => ({
            ...response,
            headers: { ...response.headers, 'www-authenticate': 'Basic realm="shoebox"' },
          })),
      },
    ],
  },

  {
    id: 'AUTH-011',
    title: 'looks up a token by all of its characters',
    provenance: 'documented',
    source: '§1, §2',
    sentence: 'Steps: hash the token, find it by `token_hash`.',
    severity: 'critical',
    check: async (t) => {
      const token = await mainToken(t);
      const last = token.endsWith('A') ? 'B' : 'A';
      const near = [token.slice(0, -1) + last, token.slice(0, 12), otherCase(token)];
      for (const wrong of near)
        t.check.error(await t.call('getAccount', { token: wrong }), 401, 'invalid_credentials');
    },
    deviations: [
      {
        title: 'tokens are looked up by their prefix',
        start: () => {
          const seen = memory();
          return combine(
            watchControl(seen),
            changeRequest(needsKey, (request) => {
              const prefix = (bearerOf(request) ?? '').slice(0, 12);
              const owner = [...seen.accounts.keys()].find((token) => token.startsWith(prefix));
              if (prefix.length === 12 && owner !== undefined)
                request.headers.authorization = `Bearer ${owner}`;
            }),
          );
        },
      },
    ],
  },

  {
    id: 'AUTH-012',
    title: 'accepts a token from the Authorization header only',
    provenance: 'seed',
    source: '§2',
    sentence: 'Every `/v1/*` path needs `Authorization: Bearer <token>`.',
    severity: 'major',
    check: async (t) => {
      const token = await mainToken(t);
      for (const way of otherWaysIn(token))
        await Promise.all(
          callable(t).map(async (operation) => {
            const call = { token: null, ...wellFormed(operation), ...way };
            t.check.status(await t.call(operation, call), 401);
          }),
        );
    },
    deviations: [
      {
        title: 'a token in the query is accepted as well',
        start: () =>
          changeRequest(needsKey, (request) => {
            const token = request.query.get('access_token');
            if (token !== null) request.headers.authorization ??= `Bearer ${token}`;
          }),
      },
    ],
  },

  {
    id: 'AUTH-013',
    title: 'returns 401 on an unknown path under /v1 without a usable key',
    provenance: 'assumed',
    source: '§10',
    sentence: "An unknown path under `/v1` without a usable key is 401; with one it is the framework's 404.",
    severity: 'minor',
    check: async (t) => {
      t.check.status(await t.send('GET', '/v1/no-such-route', { token: null }), 401);
      t.check.status(await t.send('GET', '/v1/no-such-route', { token: unknownToken }), 401);
    },
    deviations: [
      {
        title: 'unknown paths are not found before anybody asks for a key',
        start: () =>
          changeRefusal(
            (request) => needsKey(request) && operationOf(request) === null,
            401,
            () => refuseWith(404, 'not_found'),
          ),
      },
    ],
  },
]);
