import { Command, InvalidArgumentError } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, inputOf, withControlOptions } from './control-options.js';
import { id, idArgument, integer, option } from './options.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

type FaultInput = Schema<'FaultInput'>;
type AddOptions = ControlOptions & Omit<FaultInput, 'kind'>;

const own = (flags: string, description: string) => option(flags, description, 'faults');

/** `chck faults`: faults in the calls and webhooks of a running mock. */
export function faultsCommand(terminal: Terminal): Command {
  const faults = new Command('faults');

  withControlOptions(
    faults.command('add <kind>').description('add a fault; docs/faults.md lists the kinds and their options'),
  )
    .addOption(
      own('-n, --next <count>', 'number of matches (default: until the fault is removed)').argParser(
        integer(1, 1_000_000),
      ),
    )
    .addOption(own('-o, --operation <id>', 'match only calls of this operation, such as listGradings'))
    .addOption(own('-a, --account <id or email>', 'match only calls or webhooks of this account'))
    .addOption(own('--key <id>', 'match only calls with this key').argParser(id))
    .addOption(own('--target <id>', 'match only webhooks to this target').argParser(id))
    .addOption(own('--chance <share>', 'match this share, chosen by the seed').argParser(share))
    .addOption(own('--status <status>', 'for status: the status').argParser(integer(100, 599)))
    .addOption(own('--retry-after <seconds>', 'for status 429 and 503').argParser(integer(0, 86_400)))
    .addOption(own('--delay <duration>', 'for latency, delay and reorder, such as 2s'))
    .addOption(own('--pause <duration>', 'for drip: the time between two parts'))
    .addOption(
      own(
        '--bytes <count>',
        'for truncated: the number of bytes sent; for drip: the size of a part',
      ).argParser(integer(0, 1_048_576)),
    )
    .addOption(own('--full-length', 'for truncated: announce the whole length, then close the connection'))
    .addOption(own('--times <count>', 'for duplicate: the number of deliveries').argParser(integer(2, 100)))
    .action(async (kind: FaultInput['kind'], options: AddOptions) => {
      const body = { kind, ...inputOf(options) };
      const fault = await new ControlClient(terminal, options).run('addFault', { body });
      print(terminal, options, fault, faultText);
    });

  withControlOptions(faults.command('list').description('list the active faults')).action(
    async (options: ControlOptions) => {
      const result = await new ControlClient(terminal, options).run('listFaults', {});
      print(terminal, options, result, (list) => {
        const rows = list.faults.map((fault) => [
          String(fault.id),
          fault.kind,
          pairs(fault.options),
          pairs(fault.scope),
          fault.remaining === null ? 'all' : String(fault.remaining),
          String(fault.matched),
        ]);
        return table(terminal, ['ID', 'KIND', 'OPTIONS', 'SCOPE', 'LEFT', 'MATCHED'], rows);
      });
    },
  );

  withControlOptions(
    faults.command('remove').description('remove a fault').addArgument(idArgument('id of the fault')),
  ).action(async (faultId: number, options: ControlOptions) => {
    await new ControlClient(terminal, options).run('removeFault', { path: { id: faultId } });
    print(terminal, options, { removed: faultId }, ({ removed }) => `Removed fault ${removed}.`);
  });

  withControlOptions(faults.command('clear').description('remove all faults')).action(
    async (options: ControlOptions) => {
      await new ControlClient(terminal, options).run('clearFaults', {});
      print(terminal, options, { cleared: true }, () => 'Removed all faults.');
    },
  );
  return faults;
}

function faultText({ id: faultId, kind, options, scope, remaining }: Schema<'Fault'>): string {
  const what = [kind, pairs(options)].filter(Boolean).join(' ');
  const until = remaining === null ? 'until it is removed' : `for the next ${remaining}`;
  const where = pairs(scope);
  return `Fault ${faultId}: ${what}, ${until}${where === '' ? '' : ` with ${where}`}.`;
}

function pairs(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function share(text: string): number {
  const value = /^(0|1|0?\.\d+|1\.0+)$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError(`It must be a number above 0 and up to 1, such as 0.2; it is "${text}".`);
}
