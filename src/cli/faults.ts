import { Command, InvalidArgumentError, Option } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { ControlClient, type ControlOptions, orderOf, withControlOptions } from './control-client.js';
import { idArgument, integer, option } from './options.js';
import { type Terminal, table } from './terminal.js';

type ShownFault = Schema<'Fault'>;

type FaultInput = Schema<'FaultInput'>;
type AddOptions = ControlOptions & Omit<FaultInput, 'kind'>;

const MAX_ID = 2 ** 53 - 1;

/** `chck faults`: disturbances of calls and webhooks of a running mock. */
export function faultsCommand(terminal: Terminal): Command {
  const faults = new Command('faults').description('disturb the next calls or webhooks of a running mock');

  withControlOptions(
    faults.command('add <kind>').description('order a fault; docs/faults.md has the kinds and their options'),
  )
    .addOption(
      new Option('-n, --next <count>', 'how many to disturb (default: until it is removed)').argParser(
        integer(1, 1_000_000),
      ),
    )
    .addOption(new Option('-o, --operation <id>', 'only calls of this operation, such as listGradings'))
    .addOption(option('-a, --account <id or email>', 'only calls or webhooks of this account'))
    .addOption(new Option('--key <id>', 'only calls with this key').argParser(integer(1, MAX_ID)))
    .addOption(new Option('--target <id>', 'only webhooks to this target').argParser(integer(1, MAX_ID)))
    .addOption(
      new Option('--chance <share>', 'disturb this share of them, as the seed decides').argParser(fraction),
    )
    .addOption(new Option('--status <status>', 'for status: which').argParser(integer(100, 599)))
    .addOption(new Option('--retry-after <seconds>', 'for status 429 and 503').argParser(integer(0, 86_400)))
    .addOption(new Option('--delay <duration>', 'for latency, delay and reorder, such as 2s'))
    .addOption(new Option('--pause <duration>', 'for drip: between two drips'))
    .addOption(
      new Option('--bytes <count>', 'for truncated: how many are sent; for drip: in each').argParser(
        integer(0, 1_048_576),
      ),
    )
    .addOption(new Option('--full-length', 'for truncated: promise the whole length and hang up'))
    .addOption(
      new Option('--times <count>', 'for duplicate: how many deliveries one becomes').argParser(
        integer(2, 100),
      ),
    )
    .action(async (kind: FaultInput['kind'], options: AddOptions) => {
      const body = { kind, ...orderOf(options) };
      const fault = await new ControlClient(terminal, options).run('addFault', { body });
      terminal.out(options.json ? JSON.stringify(fault) : `Fault ${fault.id}: ${inWords(fault)}.`);
    });

  withControlOptions(faults.command('list').description('list the faults in force')).action(
    async (options: ControlOptions) => {
      const answer = await new ControlClient(terminal, options).run('listFaults', {});
      if (options.json) return terminal.out(JSON.stringify(answer));
      const rows = answer.faults.map((fault) => [
        ...[String(fault.id), fault.kind, pairs(fault.options), pairs(fault.scope)],
        ...[fault.remaining === null ? 'all' : String(fault.remaining), String(fault.matched)],
      ]);
      terminal.out(table(terminal, ['ID', 'KIND', 'OPTIONS', 'SCOPE', 'LEFT', 'MATCHED'], rows));
    },
  );

  withControlOptions(
    faults.command('remove').description('take a fault back').addArgument(idArgument('of the fault')),
  ).action(async (id: number, options: ControlOptions) => {
    await new ControlClient(terminal, options).run('removeFault', { path: { id } });
    terminal.out(options.json ? JSON.stringify({ removed: id }) : `Removed fault ${id}.`);
  });

  withControlOptions(faults.command('clear').description('take every fault back')).action(
    async (options: ControlOptions) => {
      await new ControlClient(terminal, options).run('clearFaults', {});
      terminal.out(options.json ? JSON.stringify({ cleared: true }) : 'No fault is in force any more.');
    },
  );
  return faults;
}

function inWords({ kind, options, scope, remaining }: ShownFault): string {
  const count = remaining === null ? 'until it is removed' : `for the next ${remaining}`;
  const where = pairs(scope);
  return `${[kind, pairs(options)].filter(Boolean).join(' ')}, ${count}${where === '' ? '' : ` with ${where}`}`;
}

function pairs(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function fraction(text: string): number {
  const value = /^(0|1|0?\.\d+|1\.0+|0\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError(`It must be a number above 0 and up to 1, such as 0.2; it is "${text}".`);
}
