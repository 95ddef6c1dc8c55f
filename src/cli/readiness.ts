import { Command } from 'commander';
import { resultOf } from '../checks/check-result.js';
import { reportOf } from '../checks/report.js';
import { ControlClient } from './control-client.js';
import { type AccountOptions, withControlOptions } from './control-options.js';
import { duration, option } from './options.js';
import { type ReportFlags, withReportOptions, writeReports } from './report-options.js';
import type { Terminal } from './terminal.js';

interface ReadinessOptions extends AccountOptions, ReportFlags {
  patience: number;
  readsAreIdempotent?: boolean;
}

/** `chck readiness`: judges a client by its calls to a running mock. */
export function readinessCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'readiness');
  const command = new Command('readiness');
  return withReportOptions(withControlOptions(command), 'a check that was not exercised counts as failed')
    .addOption(option('-a, --account <id or email>', 'only calls and webhooks of this account'))
    .addOption(
      own(
        '--patience <duration>',
        'how long the client may take to follow up a webhook or a page, in real time',
      )
        .argParser(duration)
        .default(10_000, '10s'),
    )
    .addOption(
      own(
        '--reads-are-idempotent',
        'reading a grading twice changes nothing in the client, because results are stored under their id',
      ),
    )
    .action(async (options: ReadinessOptions) => {
      const client = new ControlClient(terminal, options);
      const { account, patience, readsAreIdempotent = false, url } = options;
      const startedAt = new Date().toISOString();
      const { results } = await client.run('judgeReadiness', {
        query: {
          ...(account !== undefined && { account }),
          patience: `${patience}ms`,
          readsAreIdempotent: readsAreIdempotent ? 'true' : 'false',
          url,
        },
      });
      const report = reportOf({
        command: 'readiness',
        target: url,
        startedAt,
        durationMs: 0,
        requireAll: options.requireAll ?? false,
        results: results.map((result) => resultOf(result, result)),
      });
      await writeReports(terminal, report, options);
    });
}
