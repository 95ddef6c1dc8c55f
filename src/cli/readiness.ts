import { Command } from 'commander';
import { checkReadiness } from '../diagnosis/readiness/check-readiness.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';
import { reportVerdicts, type VerdictOptions, withVerdictOptions } from './verdict-report.js';

type ReadinessOptions = ControlOptions & VerdictOptions & { account?: string };

const MOST_DELIVERIES = 1000;

/** `chck readiness`: judges a client by the calls that it made of a running mock. */
export function readinessCommand(terminal: Terminal): Command {
  const command = new Command('readiness').description(
    'judge your client by the calls that it made of a running mock: what it gets right, wrong, or never met',
  );
  return withVerdictOptions(withControlOptions(command), 'not exercised yet')
    .addOption(option('-a, --account <id or email>', 'only calls and webhooks of this account'))
    .action(async (options: ReadinessOptions) => {
      const client = new ControlClient(terminal, options);
      const { account } = options;
      const accountId = account === undefined ? undefined : await accountIdOf(client, account);
      const [{ requests }, { deliveries }, { now }] = await Promise.all([
        client.run('listRequests', { query: {} }),
        client.run('listDeliveries', { query: { limit: MOST_DELIVERIES, ...(account && { account }) } }),
        client.run('getClock', {}),
      ]);
      // A call that was refused before its key was looked at, and that of an image link, has no account.
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
