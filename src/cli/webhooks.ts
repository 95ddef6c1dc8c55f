import { Argument, Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { ControlClient } from './control-client.js';
import {
  type AccountOptions,
  accountOf,
  accountOption,
  type ControlOptions,
  inputOf,
  mockFlags,
  withControlOptions,
} from './control-options.js';
import { id, idArgument, integer, option } from './options.js';
import { deliveryDetail, deliveryTable, table } from './tables.js';
import { print, type Terminal } from './terminal.js';

interface DeliveriesOptions extends AccountOptions {
  grading?: string;
  target?: number;
  state?: Schema<'DeliveryState'>;
  before?: number;
  limit?: number;
}

const own = (flags: string, description: string) => option(flags, description, 'webhooks');

/** `chck webhooks`: the webhook targets and deliveries of a running mock. */
export function webhooksCommand(terminal: Terminal): Command {
  const webhooks = new Command('webhooks');
  addTargetCommands(webhooks, terminal);
  addDeliveryCommands(webhooks, terminal);
  return webhooks;
}

function addTargetCommands(webhooks: Command, terminal: Terminal): void {
  withControlOptions(webhooks.command('list').description('list the targets of an account'))
    .addOption(accountOption('the account that owns the targets'))
    .action(async (options: AccountOptions) => {
      const parts = { query: accountOf(options) };
      const result = await new ControlClient(terminal, options).run('listTargets', parts);
      print(terminal, options, result, ({ targets }) => {
        const rows = targets.map((target) => [
          String(target.id),
          target.outcome,
          target.url,
          target.createdAt,
        ]);
        return table(terminal, ['TARGET', 'OUTCOME', 'URL', 'CREATED'], rows);
      });
      if (!options.json && result.targets.length === 0)
        terminal.err(`No target is registered. Add one: chck webhooks add success URL${mockFlags(options)}`);
    });

  withControlOptions(
    webhooks
      .command('add')
      .description('register a target')
      .addArgument(new Argument('<outcome>', 'outcome of the gradings').choices(['success', 'failure']))
      .argument('<url>', 'address that the webhooks are sent to'),
  )
    .addOption(accountOption('the account that owns the gradings'))
    .action(async (outcome: Schema<'Outcome'>, url: string, options: AccountOptions) => {
      const body = { outcome, url, ...accountOf(options) };
      const target = await new ControlClient(terminal, options).run('createTarget', { body });
      print(terminal, options, target, () => `Target ${target.id}: ${outcome} webhooks go to ${target.url}.`);
    });

  withControlOptions(
    webhooks
      .command('remove')
      .description('remove a target and cancel its pending deliveries')
      .addArgument(idArgument('id of the target')),
  ).action(async (targetId: number, options: ControlOptions) => {
    await new ControlClient(terminal, options).run('deleteTarget', { path: { id: targetId } });
    print(terminal, options, { removed: targetId }, ({ removed }) => `Removed target ${removed}.`);
  });
}

function addDeliveryCommands(webhooks: Command, terminal: Terminal): void {
  withControlOptions(webhooks.command('deliveries').description('list deliveries, newest first'))
    .addOption(own('-a, --account <id or email>', 'only deliveries of this account').env('CHCK_ACCOUNT'))
    .addOption(own('--grading <id>', 'only deliveries of this grading'))
    .addOption(own('--target <id>', 'only deliveries to this target').argParser(id))
    .addOption(
      own('--state <state>', 'only deliveries in this state').choices([
        'pending',
        'sending',
        'delivered',
        'cancelled',
        'dropped',
      ]),
    )
    .addOption(own('--before <id>', 'only deliveries older than this one').argParser(id))
    .addOption(own('--limit <number>', 'longest list (default: 50)').argParser(integer(1, 1000)))
    .action(async (options: DeliveriesOptions) => {
      const parts = { query: inputOf(options) };
      const result = await new ControlClient(terminal, options).run('listDeliveries', parts);
      print(terminal, options, result, ({ deliveries }) => deliveryTable(terminal, deliveries));
    });

  withControlOptions(
    webhooks
      .command('show')
      .description('show a delivery with its attempts')
      .addArgument(idArgument('id of the delivery')),
  ).action(async (deliveryId: number, options: ControlOptions) => {
    const parts = { path: { id: deliveryId } };
    const result = await new ControlClient(terminal, options).run('getDelivery', parts);
    print(terminal, options, result, ({ delivery, attempts }) =>
      deliveryDetail(terminal, delivery, attempts),
    );
  });

  withControlOptions(
    webhooks
      .command('resend')
      .description('send the same message again, as a new delivery')
      .addArgument(idArgument('id of the delivery')),
  ).action(async (deliveryId: number, options: ControlOptions) => {
    const parts = { path: { id: deliveryId } };
    const delivery = await new ControlClient(terminal, options).run('resendDelivery', parts);
    print(terminal, options, delivery, () => deliveryTable(terminal, [delivery]));
  });
}
