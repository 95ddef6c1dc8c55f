import { createHash } from 'node:crypto';
import type { IncomingRequest, OutgoingResponse } from '../../src/http/deviation.js';
import { account } from '../rules/account.js';
import { apiKeys } from '../rules/api-keys.js';
import { authentication } from '../rules/authentication.js';
import { health } from '../rules/health.js';

import { deviationsOf } from './deviations-of.js';
import {
  answers,
  around,
  bearerOf,
  bodies,
  errorOf,
  guarded,
  jsonOf,
  listOf,
  operationOf,
  refusal,
  refusals,
  reply,
  requests,
  together,
  watchControl,
  withJson,
} from '../../src/suite/deviations/hooks.js';

const memory = () => ({ accounts: new Map<string, string>() });
const isKeyList = ({ method, path }: IncomingRequest): boolean => method === 'GET' && path === '/_mock/keys';
const isRevocation = ({ method, path }: IncomingRequest): boolean =>
  method === 'DELETE' && path.startsWith('/_mock/keys/');
const isMinting = ({ method, path }: IncomingRequest): boolean =>
  method === 'POST' && ['/_mock/keys', '/_mock/accounts'].includes(path);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const isInvalid = (answer: OutgoingResponse): boolean => errorOf(answer) === 'invalid_credentials';

export const accessDeviations = [
  ...deviationsOf(health, {
    'HEALTH-001': [['health says "up" instead of "ok"', () => bodies('getHealth', () => ({ status: 'up' }))]],
    'HEALTH-002': [
      [
        'a wrong key on /health is refused',
        () =>
          around('getHealth', (call, next) =>
            call.headers.authorization === undefined ? next(call) : refusal(401, 'invalid_credentials'),
          ),
      ],
    ],
  }),
  ...deviationsOf(authentication, {
    'AUTH-001': [
      [
        'one route was left out of authentication',
        () => refusals('listWebhookTargets', 401, () => reply(200, { webhook_targets: [] })),
      ],
    ],
    'AUTH-002': [
      [
        'an unknown token gets 403',
        () => refusals(guarded, 401, (answer) => (isInvalid(answer) ? refusal(403, 'forbidden') : answer)),
      ],
    ],
    'AUTH-003': [
      [
        'one route looks keys up without revoked_at',
        () => {
          const seen = memory();
          return together(
            watchControl(seen),
            refusals('deleteWebhookTarget', 401, (answer, call) =>
              seen.accounts.has(bearerOf(call) ?? '') ? refusal(404, 'not_found') : answer,
            ),
          );
        },
      ],
    ],
    'AUTH-004': [
      [
        'an unusable account is told that its key is invalid',
        () => refusals(guarded, 403, () => refusal(401, 'invalid_credentials')),
      ],
    ],
    'AUTH-005': [
      [
        'a malformed token counts as missing',
        () =>
          refusals(guarded, 401, (answer, call) =>
            bearerOf(call)?.startsWith('shbx_') === false ? refusal(401, 'missing_credentials') : answer,
          ),
      ],
    ],
    'AUTH-006': [
      [
        'the bearer scheme is compared with its letter case',
        () =>
          requests(guarded, (call) => {
            if (call.headers.authorization?.startsWith('Bearer ') === false)
              delete call.headers.authorization;
          }),
      ],
    ],
    'AUTH-007': [
      [
        'the password of Basic credentials is taken for a token',
        () =>
          requests(guarded, (call) => {
            const encoded = /^basic +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
            if (encoded === undefined) return;
            const password = Buffer.from(encoded, 'base64').toString('utf8').split(':')[1] ?? '';
            call.headers.authorization = `Bearer ${password}`;
          }),
      ],
    ],
    'AUTH-008': [
      [
        'any Authorization header counts as credentials, though invalid ones',
        () =>
          refusals(guarded, 401, (answer, call) =>
            call.headers.authorization === undefined ? answer : refusal(401, 'invalid_credentials'),
          ),
      ],
    ],
    'AUTH-009': [
      [
        'queries are validated before the key is looked at',
        () =>
          around('listCards', (call, next) =>
            call.query.get('limit') === '0' ? refusal(400, 'validation_error') : next(call),
          ),
      ],
    ],
    'AUTH-010': [
      [
        'a 401 asks for Basic credentials',
        () =>
          refusals(guarded, 401, (answer) => ({
            ...answer,
            headers: { ...answer.headers, 'www-authenticate': 'Basic realm="shoebox"' },
          })),
      ],
    ],
    'AUTH-011': [
      [
        'tokens are looked up by their prefix',
        () => {
          const seen = memory();
          return together(
            watchControl(seen),
            requests(guarded, (call) => {
              const prefix = (bearerOf(call) ?? '').slice(0, 12);
              const owner = [...seen.accounts.keys()].find((token) => token.startsWith(prefix));
              if (prefix.length === 12 && owner !== undefined) call.headers.authorization = `Bearer ${owner}`;
            }),
          );
        },
      ],
    ],
    'AUTH-012': [
      [
        'a token in the query is taken as well',
        () =>
          requests(guarded, (call) => {
            const token = call.query.get('access_token');
            if (token !== null) call.headers.authorization ??= `Bearer ${token}`;
          }),
      ],
    ],
    'AUTH-013': [
      [
        'unknown paths are not found before anybody asks for a key',
        () =>
          refusals(
            (call) => guarded(call) && operationOf(call) === null,
            401,
            () => refusal(404, 'not_found'),
          ),
      ],
    ],
  }),
  ...deviationsOf(apiKeys, {
    'KEY-001': [
      [
        'tokens are minted in hex, of half the length',
        () => {
          const real = new Map<string, string>();
          const mint = answers(isMinting, (answer) => {
            const made = jsonOf(answer);
            if (typeof made.token !== 'string') return answer;
            const token = `shbx_${sha256(made.token).slice(0, 32)}`;
            real.set(token, made.token);
            return withJson(answer, { ...made, token });
          });
          const translate = requests(guarded, (call) => {
            const token = real.get(bearerOf(call) ?? '');
            if (token !== undefined) call.headers.authorization = `Bearer ${token}`;
          });
          return together(mint, translate);
        },
      ],
    ],
    'KEY-002': [
      [
        'a forgotten internal route mints keys',
        () =>
          around(
            ({ method, path }) => method === 'POST' && path === '/v1/api-keys',
            () => reply(201, { id: 1, prefix: 'shbx_internal' }),
          ),
      ],
    ],
    'KEY-003': [
      [
        'good answers are cached by token, and a revocation does not empty the cache',
        () => {
          const cache = new Map<string, OutgoingResponse>();
          return answers(guarded, (answer, call) => {
            const key = `${bearerOf(call)} ${call.method} ${call.path}`;
            if (answer.status === 200 && call.method === 'GET') cache.set(key, answer);
            return isInvalid(answer) ? (cache.get(key) ?? answer) : answer;
          });
        },
      ],
    ],
    'KEY-004': [
      [
        'a revocation takes the gradings with it',
        () => {
          let revoked = false;
          return together(
            answers(isRevocation, (answer) => {
              revoked = true;
              return answer;
            }),
            bodies('listGradings', (body) => (revoked ? { ...body, gradings: [] } : body)),
          );
        },
      ],
    ],
    'KEY-005': [
      [
        'a later key sees only what came after it',
        () => {
          const later = new Set<string>();
          return together(
            answers(isMinting, (answer, call) => {
              if (call.path === '/_mock/keys') later.add(String(jsonOf(answer).token));
              return answer;
            }),
            bodies('listGradings', (body, call) =>
              later.has(bearerOf(call) ?? '') ? { ...body, gradings: [] } : body,
            ),
          );
        },
      ],
    ],
    'KEY-006': [
      [
        'a revocation revokes all keys of the account',
        () => {
          const seen = memory();
          const revoked = new Set<string>();
          return together(
            watchControl(seen),
            answers(isRevocation, (answer) => {
              revoked.add(String(jsonOf(answer).accountId));
              return answer;
            }),
            around(guarded, (call, next) =>
              revoked.has(seen.accounts.get(bearerOf(call) ?? '') ?? '')
                ? refusal(401, 'invalid_credentials')
                : next(call),
            ),
          );
        },
      ],
    ],
    'KEY-007': [
      [
        'the last use of a key is never written down',
        () =>
          bodies(isKeyList, (body) => ({
            keys: listOf(body.keys).map((key) => ({ ...key, lastUsedAt: null })),
          })),
      ],
    ],
    'KEY-008': [
      [
        'refused and failed calls count as use of a key',
        () => {
          const used = new Set<string>();
          return together(
            requests(guarded, (call) => {
              used.add((bearerOf(call) ?? '').slice(0, 12));
            }),
            bodies(isKeyList, (body) => ({
              keys: listOf(body.keys).map((key) =>
                used.has(String(key.prefix))
                  ? { ...key, lastUsedAt: key.lastUsedAt ?? new Date().toISOString() }
                  : key,
              ),
            })),
          );
        },
      ],
    ],
    'KEY-009': [
      [
        'a walk that began with a good key may go on when the key is revoked',
        () =>
          refusals('listGradings', 401, (answer, call) =>
            call.query.has('cursor') && isInvalid(answer)
              ? reply(200, { gradings: [], next_cursor: null })
              : answer,
          ),
      ],
    ],
  }),
  ...deviationsOf(account, {
    'ACCT-001': [['there is no account route', () => around('getAccount', () => refusal(404, 'not_found'))]],
    'ACCT-002': [
      ['the account has no email', () => bodies('getAccount', ({ email: _email, ...rest }) => rest)],
    ],
    'ACCT-003': [
      ['the role is told as an admin', () => bodies('getAccount', (body) => ({ ...body, role: 'admin' }))],
    ],
    'ACCT-004': [
      [
        "the row of the key is spread into the account's answer",
        () =>
          bodies('getAccount', (body, call) => ({
            ...body,
            api_key: { token_hash: sha256(bearerOf(call) ?? '') },
          })),
      ],
    ],
  }),
];
