import { Command } from 'commander';
import { ControlClient } from './control-client.js';
import { type AccountOptions, withControlOptions } from './control-options.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';
import { reportVerdicts, type VerdictOptions, withVerdictOptions } from './verdict-report.js';

const MAX_DELIVERIES = 1000;

/** `chck readiness`: judges a client by its calls to a running mock. */
export function readinessCommand(terminal: Terminal): Command {
  const command = new Command('readiness').description(
    'judge your client by the calls that it has made to a running mock',
  );
  return withVerdictOptions(withControlOptions(command), 'not exercised yet')
    .addOption(option('-a, --account <id or email>', 'only calls and webhooks of this account'))
    .action(async (options: AccountOptions & VerdictOptions) => {
      const { checkReadiness } = await import('../diagnosis/readiness/check-readiness.js');
      const client = new ControlClient(terminal, options);
      const { account } = options;
      const accountId = account === undefined ? undefined : await accountIdOf(client, account);
      const [{ requests }, { deliveries }, { now }] = await Promise.all([
        client.run('listRequests', { query: {} }),
        client.run('listDeliveries', { query: { limit: MAX_DELIVERIES, ...(account && { account }) } }),
        client.run('getClock', {}),
      ]);
      // A call refused before its key was known has no account, and neither has a call of an image link.
      const calls = requests.filter((call) => {
        return accountId === undefined || call.accountId === null || call.accountId === accountId;
      });
      const judged = checkReadiness({ calls, deliveries, nowMs: Date.parse(now) }, options.url);
      reportVerdicts(terminal, judged, options, { suite: 'chck.readiness', open: 'not exercised yet' });
    });
}

async function accountIdOf(client: ControlClient, account: string): Promise<number | undefined> {
  const { accounts } = await client.run('listAccounts', {});
  return accounts.find(({ id, email }) => email === account || String(id) === account)?.id;
}
