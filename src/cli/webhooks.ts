import { Argument, Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { type AccountOptions, accountOf, accountOption } from './account-option.js';
import {
  ControlClient,
  type ControlOptions,
  orderOf,
  sameMock,
  withControlOptions,
} from './control-client.js';
import { deliveryDetail, deliveryTable } from './delivery-table.js';
import { idArgument, integer, option } from './options.js';
import { type Terminal, table } from './terminal.js';

type DeliveriesOptions = AccountOptions & {
  grading?: string;
  target?: number;
  state?: Schema<'DeliveryState'>;
  before?: number;
  limit?: number;
};

/** `chck webhooks`: the targets and deliveries of a running mock. */
export function webhooksCommand(terminal: Terminal): Command {
  const webhooks = new Command('webhooks').description('targets and deliveries of a running mock');
  addTargetCommands(webhooks, terminal);
  addDeliveryCommands(webhooks, terminal);
  return webhooks;
}

function addTargetCommands(webhooks: Command, terminal: Terminal): void {
  withControlOptions(webhooks.command('list').description('list the registered targets of an account'))
    .addOption(accountOption('whose targets'))
    .action(async (options: AccountOptions) => {
      const answer = await new ControlClient(terminal, options).run('listTargets', {
        query: accountOf(options),
      });
      if (options.json) return terminal.out(JSON.stringify(answer));
      const rows = answer.targets.map(({ id, outcome, url, createdAt }) => [
        ...[String(id), outcome, url, createdAt],
      ]);
      terminal.out(table(terminal, ['TARGET', 'OUTCOME', 'URL', 'CREATED'], rows));
      if (rows.length === 0)
        terminal.err(`None is registered: chck webhooks add success URL${sameMock(options)}`);
    });

  withControlOptions(
    webhooks
      .command('add')
      .description('register a target')
      .addArgument(new Argument('<outcome>', 'of which webhooks').choices(['success', 'failure']))
      .argument('<url>', 'where they are sent'),
  )
    .addOption(accountOption('whose webhooks'))
    .action(async (outcome: Schema<'Outcome'>, url: string, options: AccountOptions) => {
      const target = await new ControlClient(terminal, options).run('createTarget', {
        body: { outcome, url, ...accountOf(options) },
      });
      terminal.out(
        options.json
          ? JSON.stringify(target)
          : `Target ${target.id}: webhooks of ${target.outcome} go to ${target.url}.`,
      );
    });

  withControlOptions(
    webhooks
      .command('remove')
      .description('remove a target, and give up what is not yet delivered to it')
      .addArgument(idArgument('of the target')),
  ).action(async (id: number, options: ControlOptions) => {
    await new ControlClient(terminal, options).run('deleteTarget', { path: { id } });
    terminal.out(options.json ? JSON.stringify({ removed: id }) : `Target ${id} is removed.`);
  });
}

function addDeliveryCommands(webhooks: Command, terminal: Terminal): void {
  const id = () => integer(1, Number.MAX_SAFE_INTEGER);
  withControlOptions(webhooks.command('deliveries').description('list deliveries, the newest first'))
    .addOption(option('-a, --account <id or email>', 'only those of an account'))
    .addOption(option('--grading <id>', 'only those of a grading', 'webhooks'))
    .addOption(option('--target <id>', 'only those to a target', 'webhooks').argParser(id()))
    .addOption(
      option('--state <state>', 'only those that stand so', 'webhooks').choices([
        ...['pending', 'sending', 'delivered', 'cancelled', 'dropped'],
      ]),
    )
    .addOption(
      option('--before <id>', 'only older ones than this: the rest of a list', 'webhooks').argParser(id()),
    )
    .addOption(
      option('--limit <number>', 'how many at most (default: 50)', 'webhooks').argParser(integer(1, 1000)),
    )
    .action(async (options: DeliveriesOptions) => {
      const answer = await new ControlClient(terminal, options).run('listDeliveries', {
        query: orderOf(options),
      });
      terminal.out(options.json ? JSON.stringify(answer) : deliveryTable(terminal, answer.deliveries));
    });

  withControlOptions(
    webhooks
      .command('show')
      .description('show a delivery with its attempts')
      .addArgument(idArgument('of the delivery')),
  ).action(async (deliveryId: number, options: ControlOptions) => {
    const answer = await new ControlClient(terminal, options).run('getDelivery', {
      path: { id: deliveryId },
    });
    terminal.out(
      options.json ? JSON.stringify(answer) : deliveryDetail(terminal, answer.delivery, answer.attempts),
    );
  });

  withControlOptions(
    webhooks
      .command('resend')
      .description('send the same message again, as a delivery of its own')
      .addArgument(idArgument('of the delivery')),
  ).action(async (deliveryId: number, options: ControlOptions) => {
    const delivery = await new ControlClient(terminal, options).run('resendDelivery', {
      path: { id: deliveryId },
    });
    terminal.out(options.json ? JSON.stringify(delivery) : deliveryTable(terminal, [delivery]));
  });
}
