import { Argument, Command, InvalidArgumentError } from 'commander';
import type { ControlResult, Schema } from '../control/operation-types.js';
import { type AccountOptions, accountOf, accountOption } from './account-option.js';
import { ControlClient, orderOf, sameMock, withControlOptions } from './control-client.js';
import { deliveryTable } from './delivery-table.js';
import { gradingTable } from './grading-table.js';
import { durationText, grade, integer, option } from './options.js';
import type { Terminal } from './terminal.js';

type TriggerOptions = AccountOptions & {
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
};

/** Rows of a table that a person still reads. */
const MOST_ROWS = 20;
const MOST_ID = Number.MAX_SAFE_INTEGER;

/** `chck trigger`: fires webhooks of a running mock. */
export function triggerCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'trigger');
  const command = new Command('trigger')
    .description('fire webhooks of a running mock, by new gradings or by one that there is')
    .addArgument(new Argument('<outcome>', 'how the gradings end').choices(['success', 'failure']));
  return withControlOptions(command)
    .addOption(accountOption('whose webhooks'))
    .addOption(own('--grading <id>', 'an existing grading instead of a new one'))
    .addOption(own('--count <number>', 'how many new gradings (default: 1)').argParser(integer(1, 10_000)))
    .addOption(
      own('--delay <duration>', "how long the pipeline takes on the mock's clock (default: 0s)").argParser(
        durationText,
      ),
    )
    .addOption(own('--card <user_card_id>', 'which card (default: a raw one)').argParser(integer(1, MOST_ID)))
    .addOption(
      own('--capture <capture>', 'what was photographed (default: full)').choices(['full', 'two-image']),
    )
    .addOption(own('--grade <grade>', "the overall grade (default: the seed's)").argParser(grade))
    .addOption(
      own('--duplicate [times]', 'send each so many times more; once more when no number is given')
        .preset('1')
        .argParser(integer(0, 100)),
    )
    .addOption(own('--shuffle', 'send them in another order than their gradings ended'))
    .addOption(own('--to <url>', 'send to this address, which need not be registered'))
    .addOption(own('--target <id>', 'send to this registered target alone').argParser(integer(1, MOST_ID)))
    .addOption(
      own(
        '--override <field=value>',
        "a value instead of the payload's own, by wire name; repeatable",
      ).argParser(assignment),
    )
    .addOption(
      own('--add <field=value>', 'a field that no webhook has by itself; repeatable').argParser(assignment),
    )
    .action(async (outcome: Schema<'Outcome'>, options: TriggerOptions) => {
      const { duplicate, override, add, ...order } = orderOf(options);
      const client = new ControlClient(terminal, options);
      const fired = await client.run('trigger', {
        body: {
          ...{ outcome, ...order },
          ...(duplicate !== undefined && { duplicates: duplicate }),
          ...(override !== undefined && { overrides: override }),
          ...(add !== undefined && { additions: add }),
        },
      });
      terminal.out(options.json ? JSON.stringify(fired) : inTables(terminal, fired));
      const hint = await hintFor(client, outcome, options, fired);
      if (hint !== undefined) terminal.err(hint);
    });
}

function inTables(terminal: Terminal, { gradings, deliveries }: ControlResult<'trigger'>): string {
  const parts = [gradingTable(terminal, gradings.slice(0, MOST_ROWS)), more(gradings.length)];
  if (deliveries.length > 0)
    parts.push('', deliveryTable(terminal, deliveries.slice(0, MOST_ROWS)), more(deliveries.length));
  return parts.filter((part) => part !== undefined).join('\n');
}

function more(count: number): string | undefined {
  return count > MOST_ROWS ? `… and ${count - MOST_ROWS} more; --json has all of them` : undefined;
}

/** What to do when nothing was sent: nobody is registered, or the gradings have not ended. */
async function hintFor(
  client: ControlClient,
  outcome: Schema<'Outcome'>,
  options: TriggerOptions,
  { deliveries }: ControlResult<'trigger'>,
): Promise<string | undefined> {
  if (deliveries.length > 0) return undefined;
  const same = sameMock(options);
  if (options.to === undefined && options.target === undefined) {
    const { targets } = await client.run('listTargets', { query: accountOf(options) });
    if (!targets.some((target) => target.outcome === outcome)) {
      return `Nothing is sent: no target is registered for ${outcome}. Register one with \`chck webhooks add ${outcome} URL${same}\`, receive here with \`chck listen${same}\`, or send to any address with --to URL.`;
    }
  }
  if (options.delay === undefined) return undefined;
  return `The webhooks go out when the gradings end, in ${options.delay}: wait, or \`chck clock advance ${options.delay}${sameMock({ url: options.url })}\`.`;
}

function assignment(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError(`It must be field=value, such as outcome=failure; it is "${text}".`);
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
