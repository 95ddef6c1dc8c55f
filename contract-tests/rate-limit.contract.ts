import type { IncomingRequest } from '../src/http/deviation.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';
import { fetchLink } from '../src/suite/client/images.js';
import { isObject } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import {
  changeHeaders,
  changeRefusal,
  changeResponse,
  needsKey,
  refuseWith,
  wrap,
} from '../src/suite/deviations/hooks.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

/** Requests that must be served in one window of the limit, and those after which one must be refused. */
const WITHIN = 560;
const BEYOND = 60;

const origin = 'https://app.partner.example';

const headerNames = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

async function burst(t: RuleContext, count: number): Promise<Exchange[]> {
  const calls = Array.from({ length: count }, () => t.call('getHealth', { token: null, patient: false }));
  return Promise.all(calls);
}

function judgeBurst(t: RuleContext, responses: Exchange[]): Exchange | undefined {
  for (const response of responses) t.check.status(response, 200, 429);
  const refused = responses.find(({ status }) => status === 429);
  if (refused !== undefined) isFrameworkError(t, refused, 429);
  return refused;
}

async function remaining(t: RuleContext): Promise<number> {
  const response = await t.call('getHealth', { token: null, fresh: true });
  const left = response.headers['x-ratelimit-remaining'];
  t.check.that(/^\d+$/.test(left ?? ''), 'x-ratelimit-remaining is no number', 'a number', left, response);
  return Number(left);
}

/** Asks again when the window ended between two looks, which shows as a number that rose. */
async function fallOf(t: RuleContext, between: () => Promise<unknown>): Promise<number> {
  for (let tries = 0; tries < 3; tries += 1) {
    const before = await remaining(t);
    await between();
    const after = await remaining(t);
    if (after < before) return before - after;
  }
  return 0;
}

const isApi = ({ path }: IncomingRequest): boolean => path.startsWith('/v1') || path === '/health';

export default defineRules('rate-limit', [
  {
    id: 'LIMIT-001',
    title: "serves a burst of calls, and refuses only beyond 600 a minute, with the framework's 429",
    provenance: 'documented',
    source: '§3',
    sentence:
      '600 requests a minute per instance; 429 has Fastify\'s own body `{"statusCode":429,"error":"Too Many Requests","message":"…"}`.',
    severity: 'major',
    check: async (t) => {
      const movable = t.driver.has('advanceClock');
      if (movable) await t.driver.advanceClock(61);
      const refused = judgeBurst(t, await burst(t, movable ? WITHIN : 6));
      if (movable)
        t.check.that(
          refused === undefined,
          `${WITHIN} requests a minute are too many`,
          'no 429',
          'a 429',
          refused,
        );
      if (refused !== undefined) {
        const limit = Number(refused.headers['x-ratelimit-limit'] ?? 600);
        t.check.that(limit >= 600, 'Fewer than 600 requests a minute are served', '600', limit, refused);
        t.notChecked('the target is busy with other clients: it refuses for its rate limit');
      }
      if (!movable) return;
      const beyond = judgeBurst(t, await burst(t, BEYOND));
      const shown = await t.call('getAccount', { patient: false });
      await t.driver.advanceClock(61);
      t.check.that(beyond !== undefined, 'More than 600 requests a minute are served', 'a 429', 'none');
      isFrameworkError(t, shown, 429);
      await t.check.assumed(() => {
        const wait = shown.headers['retry-after'] ?? '';
        t.check.that(/^\d+$/.test(wait), 'A 429 has no Retry-After in seconds', 'seconds', wait, shown);
      });
    },
    deviations: [
      {
        title: 'five calls a minute are enough, and more are refused in the application shape',
        start: () => {
          let calls = 0;
          return wrap('getHealth', (request, next) => {
            calls += 1;
            return calls > 5 ? refuseWith(429, 'too_many_requests') : next(request);
          });
        },
      },
    ],
  },

  {
    id: 'LIMIT-002',
    title: 'sends limit, remaining and reset on every response',
    provenance: 'assumed',
    source: '§3',
    sentence: '`x-ratelimit-limit`, `x-ratelimit-remaining`, `x-ratelimit-reset` on every answer.',
    severity: 'minor',
    check: async (t) => {
      const responses = [
        await t.call('getHealth', { token: null }),
        await t.call('getAccount'),
        await t.call('getAccount', { token: null }),
        await t.call('getGrading', { id: unknownUuid }),
      ];
      for (const response of responses)
        for (const name of headerNames) {
          const value = response.headers[name];
          t.check.that(
            /^\d+$/.test(value ?? ''),
            `${name} is missing`,
            'a number',
            value ?? 'nothing',
            response,
          );
        }
    },
    deviations: [
      {
        title: 'refusals do not send the limit',
        start: () =>
          changeRefusal(needsKey, 401, (response) => {
            const { 'x-ratelimit-limit': _limit, ...rest } = response.headers;
            return { ...response, headers: rest };
          }),
      },
    ],
  },

  {
    id: 'LIMIT-003',
    title: 'counts each request off the remaining ones, on /health too',
    provenance: 'assumed',
    source: '§3, §10',
    sentence: 'The limit is counted per client address within an instance; `/health` counts.',
    severity: 'minor',
    check: async (t) => {
      const one = await fallOf(t, () => Promise.resolve());
      t.check.that(one >= 1, 'x-ratelimit-remaining does not fall', 'one less', `${one} less`);
      const two = await fallOf(t, () => t.call('getAccount', { fresh: true }));
      t.check.that(two >= 2, 'A call is not counted', 'two less', `${two} less`);
    },
    deviations: [
      {
        title: 'the remaining requests never fall',
        start: () => changeHeaders(isApi, { 'x-ratelimit-remaining': '600' }),
      },
    ],
  },

  {
    id: 'LIMIT-004',
    title: 'counts neither preflights nor image links',
    provenance: 'assumed',
    source: '§10',
    sentence: '`/health` counts, preflights, image links, `/_mock` and `/dashboard` do not.',
    severity: 'minor',
    check: async (t) => {
      const items = t.check.items(await t.call('listCards', { query: { limit: 1 } }), 'cards');
      const images = t.first(items, 'card').images;
      const link = isObject(images) ? images.front : null;
      const fell = await fallOf(t, async () => {
        await t.send('OPTIONS', '/v1/cards', {
          token: null,
          headers: { origin, 'access-control-request-method': 'GET' },
        });
        if (typeof link === 'string') await fetchLink(t, link);
      });
      t.check.equal(fell, 1, 'Preflights or image links count against the limit');
    },
    deviations: [
      {
        title: 'preflights count against the limit',
        start: () => {
          let preflights = 0;
          return changeResponse(isApi, (response, request) => {
            if (request.method === 'OPTIONS') preflights += 1;
            const left = Number(response.headers['x-ratelimit-remaining'] ?? 0) - preflights;
            return { ...response, headers: { ...response.headers, 'x-ratelimit-remaining': String(left) } };
          });
        },
      },
    ],
  },
]);
