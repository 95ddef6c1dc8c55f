import { Argument, Command, InvalidArgumentError } from 'commander';
import type { ControlResult, Schema } from '../control/operation-types.js';
import { ControlClient } from './control-client.js';
import {
  type AccountOptions,
  accountOf,
  accountOption,
  inputOf,
  mockFlags,
  withControlOptions,
} from './control-options.js';
import { durationText, grade, id, integer, option } from './options.js';
import { deliveryTable, gradingTable } from './tables.js';
import { print, type Terminal } from './terminal.js';

interface TriggerOptions extends AccountOptions {
  grading?: string;
  count?: number;
  delay?: string;
  card?: number;
  capture?: Schema<'Capture'>;
  grade?: number;
  duplicate?: number;
  shuffle?: boolean;
  to?: string;
  target?: number;
  override?: Record<string, string>;
  add?: Record<string, string>;
}

const MAX_ROWS = 20;

const own = (flags: string, description: string) => option(flags, description, 'trigger');

/** `chck trigger`: sends webhooks of a running mock. */
export function triggerCommand(terminal: Terminal): Command {
  const command = new Command('trigger').addArgument(
    new Argument('<outcome>', 'how the gradings end').choices(['success', 'failure']),
  );
  return withControlOptions(command)
    .addOption(accountOption('the account that owns the gradings'))
    .addOption(own('--grading <id>', 'an existing grading instead of a new one'))
    .addOption(own('--count <number>', 'number of new gradings (default: 1)').argParser(integer(1, 10_000)))
    .addOption(
      own('--delay <duration>', "duration of the grading on the mock's clock (default: 0s)").argParser(
        durationText,
      ),
    )
    .addOption(own('--card <user_card_id>', 'the card (default: a raw one)').argParser(id))
    .addOption(own('--capture <capture>', 'the photographs (default: full)').choices(['full', 'two-image']))
    .addOption(own('--grade <grade>', 'the overall grade (default: from the seed)').argParser(grade))
    .addOption(
      own('--duplicate [times]', 'send each webhook this many more times; once more without a number')
        .preset('1')
        .argParser(integer(0, 100)),
    )
    .addOption(own('--shuffle', 'send the webhooks in another order than the gradings ended'))
    .addOption(own('--to <url>', 'send to this address, registered or not').conflicts('target'))
    .addOption(own('--target <id>', 'send to this registered target only').argParser(id))
    .addOption(
      own(
        '--override <field=value>',
        'replace a field of the payload, by its name on the wire; repeatable',
      ).argParser(assignment),
    )
    .addOption(own('--add <field=value>', 'add a field to the payload; repeatable').argParser(assignment))
    .action(async (outcome: Schema<'Outcome'>, options: TriggerOptions) => {
      const { duplicate, override, add, ...input } = inputOf(options);
      const client = new ControlClient(terminal, options);
      const result = await client.run('trigger', {
        body: {
          outcome,
          ...input,
          ...(duplicate !== undefined && { duplicates: duplicate }),
          ...(override !== undefined && { overrides: override }),
          ...(add !== undefined && { additions: add }),
        },
      });
      print(terminal, options, result, () => resultText(terminal, result));
      const hint = await hintFor(client, outcome, options, result);
      if (hint !== undefined) terminal.err(hint);
    });
}

function resultText(terminal: Terminal, { gradings, deliveries }: ControlResult<'trigger'>): string {
  const parts = [gradingTable(terminal, gradings.slice(0, MAX_ROWS)), omitted(gradings.length)];
  if (deliveries.length > 0) {
    parts.push('', deliveryTable(terminal, deliveries.slice(0, MAX_ROWS)), omitted(deliveries.length));
  }
  return parts.filter((part) => part !== undefined).join('\n');
}

function omitted(count: number): string | undefined {
  return count > MAX_ROWS ? `… and ${count - MAX_ROWS} more; --json prints all` : undefined;
}

/** What to do when nothing was sent: no target is registered, or the gradings have not ended yet. */
async function hintFor(
  client: ControlClient,
  outcome: Schema<'Outcome'>,
  options: TriggerOptions,
  { deliveries }: ControlResult<'trigger'>,
): Promise<string | undefined> {
  if (deliveries.length > 0) return undefined;
  const flags = mockFlags(options);
  if (options.to === undefined && options.target === undefined) {
    const { targets } = await client.run('listTargets', { query: accountOf(options) });
    if (!targets.some((target) => target.outcome === outcome)) {
      return `No webhook was sent: no target is registered for ${outcome}. Register one with \`chck webhooks add ${outcome} URL${flags}\`, receive webhooks with \`chck listen${flags}\`, or send to any address with --to URL.`;
    }
  }
  if (options.delay === undefined) return undefined;
  return `The webhooks are sent when the gradings end, in ${options.delay}. Wait, or run \`chck clock advance ${options.delay}${mockFlags({ url: options.url })}\`.`;
}

function assignment(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError(`It must be field=value, such as outcome=failure; it is "${text}".`);
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
