import { secrets } from './rules/secrets.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { callable, wellFormed } from '../src/suite/client/credentials.js';
import { unknownToken } from '../src/suite/client/known-values.js';

/** Calls whose answers are then searched for secrets, as every answer of the run is. */
async function lookEverywhere(t: RuleContext, credentials: { token?: string }): Promise<void> {
  const reads = callable(t).filter((operation) => operation !== 'createWebhookTarget');
  await Promise.all(
    reads.map((operation) => t.call(operation, { ...wellFormed(operation), ...credentials })),
  );
  await t.send('GET', '/v1/no-such-route', credentials);
}

export default area(secrets, {
  'SECRET-001': async (t) => {
    await t.call('getAccount');
    await lookEverywhere(t, { token: unknownToken });
  },

  'SECRET-002': (t) => lookEverywhere(t, {}),
});
