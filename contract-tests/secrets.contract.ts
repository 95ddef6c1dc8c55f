import { createHash } from 'node:crypto';
import { callable, wellFormed } from '../src/suite/client/credentials.js';
import { unknownToken } from '../src/suite/client/known-values.js';
import {
  bearerOf,
  changeBody,
  changeRefusal,
  jsonOf,
  needsKey,
  withJson,
} from '../src/suite/deviations/hooks.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

/** Calls whose responses are searched for secrets, as every response of the run is. */
async function lookEverywhere(t: RuleContext, credentials: { token?: string }): Promise<void> {
  const reads = callable(t).filter((operation) => operation !== 'createWebhookTarget');
  await Promise.all(
    reads.map((operation) => t.call(operation, { ...wellFormed(operation), ...credentials })),
  );
  await t.send('GET', '/v1/no-such-route', credentials);
}

export default defineRules('secrets', [
  {
    id: 'SECRET-001',
    title: 'puts no token into any response or webhook',
    provenance: 'seed',
    source: '§1, §10',
    sentence: 'Never stored: the token. No answer ever holds a token.',
    severity: 'critical',
    check: async (t) => {
      await t.call('getAccount');
      await lookEverywhere(t, { token: unknownToken });
    },
    deviations: [
      {
        title: 'a refusal repeats the token that was sent',
        start: () =>
          changeRefusal(needsKey, 401, (response, request) =>
            withJson(response, { ...jsonOf(response), message: `No key for ${bearerOf(request)}` }),
          ),
      },
    ],
  },

  {
    id: 'SECRET-002',
    title: 'puts no hash of a token into any response',
    provenance: 'assumed',
    source: '§10',
    sentence: 'No answer ever holds a token [S: stored hash only] or a hash [A].',
    severity: 'critical',
    check: (t) => lookEverywhere(t, {}),
    deviations: [
      {
        title: "the account shows the key's fingerprint, which is the stored hash",
        start: () =>
          changeBody('getAccount', (body, request) => ({
            ...body,
            fingerprint: createHash('sha256')
              .update(bearerOf(request) ?? '')
              .digest('hex'),
          })),
      },
    ],
  },
]);
