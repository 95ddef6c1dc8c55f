import { limitsAndCors } from './rules/limits-and-cors.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isFrameworkError } from '../src/suite/client/framework.js';
import { fetchLink } from '../src/suite/client/images.js';
import { isObject } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';

const origin = 'https://app.partner.example';
const headerNames = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

async function burst(t: RuleContext, count: number): Promise<Exchange[]> {
  const calls = Array.from({ length: count }, () => t.call('getHealth', { token: null, patient: false }));
  return Promise.all(calls);
}

function judgeBurst(t: RuleContext, answers: Exchange[]): Exchange | undefined {
  for (const answer of answers) t.check.status(answer, 200, 429);
  const refused = answers.find(({ status }) => status === 429);
  if (refused !== undefined) isFrameworkError(t, refused, 429);
  return refused;
}

async function remaining(t: RuleContext): Promise<number> {
  const answer = await t.call('getHealth', { token: null, fresh: true });
  const left = answer.headers['x-ratelimit-remaining'];
  t.check.that(/^\d+$/.test(left ?? ''), 'x-ratelimit-remaining is no number', 'a number', left, answer);
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

export default area(limitsAndCors, {
  'LIMIT-001': async (t) => {
    const refused = judgeBurst(t, await burst(t, 6));
    if (refused !== undefined) {
      const limit = Number(refused.headers['x-ratelimit-limit'] ?? 600);
      t.check.that(limit >= 600, 'Fewer than 600 requests a minute are served', '600', limit, refused);
      t.notChecked('the target is busy with other clients: it refuses for its rate limit');
    }
    if (!t.config.strict || !t.driver.has('advanceClock')) return;
    const beyond = judgeBurst(t, await burst(t, 601));
    const shown = await t.call('getAccount', { patient: false });
    await t.driver.advanceClock(61);
    await t.check.assumed(() => {
      t.check.that(beyond !== undefined, 'More than 600 requests a minute are served', 'a 429', 'none');
      isFrameworkError(t, shown, 429);
      const wait = shown.headers['retry-after'] ?? '';
      t.check.that(/^\d+$/.test(wait), 'A 429 has no Retry-After in seconds', 'seconds', wait, shown);
    });
  },

  'LIMIT-002': async (t) => {
    const answers = [
      await t.call('getHealth', { token: null }),
      await t.call('getAccount'),
      await t.call('getAccount', { token: null }),
      await t.call('getGrading', { id: unknownUuid }),
    ];
    for (const answer of answers)
      for (const name of headerNames) {
        const value = answer.headers[name];
        t.check.that(/^\d+$/.test(value ?? ''), `${name} is missing`, 'a number', value ?? 'nothing', answer);
      }
  },

  'LIMIT-003': async (t) => {
    const one = await fallOf(t, () => Promise.resolve());
    t.check.that(one >= 1, 'x-ratelimit-remaining does not fall', 'one less', `${one} less`);
    const two = await fallOf(t, () => t.call('getAccount', { fresh: true }));
    t.check.that(two >= 2, 'A call is not counted', 'two less', `${two} less`);
  },

  'LIMIT-004': async (t) => {
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

  'CORS-001': async (t) => {
    for (const from of [origin, 'http://localhost:5173']) {
      const answer = await t.call('listGradings', { headers: { origin: from } });
      const allowed = answer.headers['access-control-allow-origin'];
      t.check.equal(allowed, from, 'Access-Control-Allow-Origin does not reflect the origin', answer);
    }
  },

  'CORS-002': async (t) => {
    for (const token of [undefined, null]) {
      const call = token === undefined ? {} : { token };
      const answer = await t.call('getAccount', { ...call, headers: { origin } });
      const allowed = answer.headers['access-control-allow-credentials'];
      t.check.equal(allowed, undefined, 'Credentials are allowed across origins', answer);
    }
  },

  'CORS-003': async (t) => {
    const answer = await t.send('OPTIONS', '/v1/cards', {
      token: null,
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    t.check.status(answer, 204);
    const { headers } = answer;
    t.check.equal(
      headers['access-control-allow-origin'],
      origin,
      'A preflight does not allow the origin',
      answer,
    );
    const names = (headers['access-control-allow-headers'] ?? '').toLowerCase();
    t.check.that(
      /authorization|\*/.test(names),
      'A preflight does not allow Authorization',
      'authorization',
      names,
      answer,
    );
  },

  'CORS-004': async (t) => {
    const allowed = async (call: Promise<Exchange>): Promise<unknown> =>
      (await call).headers['access-control-allow-origin'];
    const message = 'Access-Control-Allow-Origin is not what the request asks for';
    t.check.equal(await allowed(t.call('getAccount')), undefined, message);
    t.check.equal(await allowed(t.call('getHealth', { token: null, headers: { origin } })), origin, message);
    t.check.equal(await allowed(t.call('getAccount', { token: null, headers: { origin } })), origin, message);
    const unknown = t.call('getGrading', { id: unknownUuid, headers: { origin } });
    t.check.equal(await allowed(unknown), origin, message);
  },
});
