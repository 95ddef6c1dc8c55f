import { Command } from 'commander';
import { reportOf } from '../checks/report.js';
import { ControlClient } from './control-client.js';
import { type AccountOptions, withControlOptions } from './control-options.js';
import { option } from './options.js';
import { type ReportFlags, withReportOptions, writeReports } from './report-options.js';
import type { Terminal } from './terminal.js';

const MAX_DELIVERIES = 1000;

/** `chck readiness`: judges a client by its calls to a running mock. */
export function readinessCommand(terminal: Terminal): Command {
  const command = new Command('readiness');
  return withReportOptions(withControlOptions(command), 'a check that was not exercised counts as failed')
    .addOption(option('-a, --account <id or email>', 'only calls and webhooks of this account'))
    .action(async (options: AccountOptions & ReportFlags) => {
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
      const report = reportOf({
        command: 'readiness',
        target: options.url,
        startedAt: new Date().toISOString(),
        durationMs: 0,
        requireAll: options.requireAll ?? false,
        results: checkReadiness({ calls, deliveries, nowMs: Date.parse(now) }, options.url),
      });
      await writeReports(terminal, report, options);
    });
}

async function accountIdOf(client: ControlClient, account: string): Promise<number | undefined> {
  const { accounts } = await client.run('listAccounts', {});
  return accounts.find(({ id, email }) => email === account || String(id) === account)?.id;
}
