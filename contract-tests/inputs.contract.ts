import { operation, operations } from '../src/contract/operations.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject } from '../src/suite/client/json.js';
import { pathOf } from '../src/suite/client/operations.js';
import {
  changeBody,
  changeParameter,
  changeRequest,
  refuseWith,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { allowedTexts, forbiddenTexts, forbiddenValues } from '../src/suite/model/input-classes.js';
import { clearAway, createTarget, listTargets } from '../src/suite/receiver/targets.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const isDate = (text: string | null): boolean => text !== null && !Number.isNaN(Date.parse(text));

/** The requests that give one parameter one text, with valid values beside it. */
function requestsWith(textsOf: typeof forbiddenTexts) {
  return [...operations().values()].flatMap(({ id, method, parameters }) =>
    parameters.flatMap(({ name, in: place, schema }) =>
      textsOf(schema).map((text) => {
        const beside = name === 'limit' ? '' : place === 'query' ? '&limit=5' : '';
        const path =
          place === 'path' ? pathOf(id, text) : `${pathOf(id)}?${name}=${encodeURIComponent(text)}${beside}`;
        return { method: method.toUpperCase(), path, name, place };
      }),
    ),
  );
}

/** A refusal names no parameter that was right. */
function namesNothingElse(t: RuleContext, response: Exchange, right: string): void {
  const details = isObject(response.body) ? response.body.details : undefined;
  const fields = isObject(details) && isObject(details.fieldErrors) ? Object.keys(details.fieldErrors) : [];
  t.check.that(
    !fields.includes(right),
    `The refusal names \`${right}\`, which is right`,
    `no ${right}`,
    fields,
    response,
  );
}

/** Sends as many of the requests as the budget allows, evenly chosen. */
function affordable<T>(t: RuleContext, requests: readonly T[], what: string): T[] {
  const count = t.spend(requests.length, what);
  return requests.filter(
    (_, index) =>
      Math.floor(((index + 1) * count) / requests.length) > Math.floor((index * count) / requests.length),
  );
}

async function writable(t: RuleContext): Promise<string> {
  return (await t.accounts.writable()).token;
}

const edgeUrls = [
  'https://partner.example:8443/hook?tenant=a%20b&tenant=c#part',
  `https://partner.example/${'long/'.repeat(150)}Hook`,
  'http://127.0.0.1:65535/%C3%A9/Ok/',
];

export default defineRules('inputs', [
  {
    id: 'INPUT-001',
    title: 'refuses every form of a parameter that its schema forbids, in queries and paths',
    provenance: 'documented',
    source: '§3, §5, §6',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
    check: async (t) => {
      const requests = requestsWith(forbiddenTexts).filter(
        ({ method }) => !t.config.readOnly || method === 'GET',
      );
      await Promise.all(
        affordable(t, requests, 'forbidden texts of parameters').map(
          async ({ method, path, name, place }) => {
            const response = await t.send(method, path);
            t.check.error(response, 400, 'validation_error');
            if (place === 'query' && name !== 'limit') namesNothingElse(t, response, 'limit');
          },
        ),
      );
    },
    deviations: [
      {
        title: 'a limit of 0 means as many as may be',
        start: () => changeParameter('listCards', 'limit', (limit) => (limit === '0' ? '100' : limit)),
      },
      {
        title: 'a limit above 100 is cut to 100',
        start: () =>
          changeParameter('listGradings', 'limit', (limit) => (Number(limit) > 100 ? '100' : limit)),
      },
      {
        title: 'a cursor that is no date is ignored',
        start: () =>
          changeParameter(['listCards', 'listGradings'], 'cursor', (text) => (isDate(text) ? text : null)),
      },
      {
        title: 'an unknown sort falls back to the default',
        start: () => changeParameter('listCards', 'sort', (sort) => (sort === 'zzz' ? null : sort)),
      },
    ],
  },

  {
    id: 'INPUT-002',
    title: 'refuses every form of a body that its schema forbids, and creates nothing',
    provenance: 'documented',
    source: '§8, §3',
    sentence:
      'Create body `{ "outcome": "success" | "failure", "url": "https://…" }`; anything else → 400 `validation_error`.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const token = await writable(t);
      const schema = operation('createWebhookTarget').requestBody?.schema;
      const valid: Record<string, unknown> = { outcome: 'success', url: 'https://partner.example/never' };
      const bodies: unknown[] = Object.entries(schema?.properties ?? {}).flatMap(([name, property]) =>
        forbiddenValues(property).map((value) => ({ ...valid, [name]: value })),
      );
      bodies.push([valid], { webhook_target: valid }, 'null', '"text"', '[]', '5');
      const before = (await listTargets(t, token)).length;
      for (const body of affordable(t, bodies, 'forbidden bodies'))
        t.check.error(await t.call('createWebhookTarget', { token, body }), 400, 'validation_error');
      if (!t.accounts.areDisposable) return;
      const after = await listTargets(t, token);
      t.check.equal(after.length, before, 'A refused body creates a target');
    },
    deviations: [
      {
        title: 'an outcome is read in any letter case',
        start: () =>
          changeRequest('createWebhookTarget', (request) => {
            request.body = Buffer.from(request.body.toString('utf8').replace('"SUCCESS"', '"success"'));
          }),
      },
    ],
  },

  {
    id: 'INPUT-003',
    title: 'accepts every value at the edges of what a parameter allows',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`limit` 1–100; `cursor` ISO 8601; `q`; `graded`; `category_id` (integer); `sort`; `dir`.',
    severity: 'major',
    check: async (t) => {
      const requests = requestsWith(allowedTexts).filter(({ place }) => place === 'query');
      for (const { method, path } of affordable(t, requests, 'allowed values'))
        t.check.status(await t.send(method, path), 200);
    },
    deviations: [
      {
        title: 'a search with other letters than ASCII is refused',
        start: () =>
          wrap('listCards', (request, next) =>
            /[^\x20-\x7e]/.test(request.query.get('q') ?? '')
              ? Promise.resolve(refuseWith(400, 'validation_error'))
              : next(request),
          ),
      },
    ],
  },

  {
    id: 'INPUT-004',
    title: 'accepts long target URLs, ports, queries and encoded letters',
    provenance: 'documented',
    source: '§8',
    sentence: 'Create body `{ "outcome": "success" | "failure", "url": "https://…" }`.',
    severity: 'major',
    needs: ['write'],
    check: async (t) => {
      const token = await writable(t);
      for (const url of edgeUrls) {
        const { id, row, response } = await createTarget(t, token, 'failure', url);
        await clearAway(t, token, id);
        const [got, sent] = [String(row.url), url].map((text) => new URL(text).href);
        t.check.equal(got, sent, 'A target is created with another URL', response);
      }
    },
    deviations: [
      {
        title: 'the query of a target is cut off',
        start: () =>
          changeBody('createWebhookTarget', (body) => ({
            ...body,
            url: String(body.url).split('?')[0] ?? '',
          })),
      },
    ],
  },
]);
