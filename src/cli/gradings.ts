import { Argument, Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { type AccountOptions, accountOption } from './account-option.js';
import {
  ControlClient,
  type ControlOptions,
  orderOf,
  sameMock,
  withControlOptions,
} from './control-client.js';
import { gradingTable } from './grading-table.js';
import { durationText, grade, integer, option } from './options.js';
import type { Terminal } from './terminal.js';

type StartOptions = AccountOptions & {
  card?: number;
  capture?: Schema<'Capture'>;
  outcome?: Schema<'Outcome'>;
  grade?: number;
  delay?: string;
  count?: number;
};

type EndOptions = ControlOptions & { outcome?: Schema<'Outcome'>; grade?: number };

/** `chck gradings`: the grading pipeline of a running mock. */
export function gradingsCommand(terminal: Terminal): Command {
  const gradings = new Command('gradings').description('submit cards to the pipeline of a running mock');
  const outcome = (description: string) =>
    option('--outcome <outcome>', description, 'gradings').choices(['success', 'failure']);
  const overall = () =>
    option('--grade <grade>', "the overall grade (default: the seed's)", 'gradings').argParser(grade);

  withControlOptions(gradings.command('start').description('submit a card'))
    .addOption(accountOption('whose card'))
    .addOption(
      option('--card <user_card_id>', 'which card (default: a raw one)', 'gradings').argParser(
        integer(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(
      option('--capture <capture>', 'what was photographed (default: full)', 'gradings').choices([
        'full',
        'two-image',
      ]),
    )
    .addOption(outcome('how it is to end (default: success)'))
    .addOption(overall())
    .addOption(
      option(
        '--delay <duration>',
        'end by itself after so long (default: stay in progress until `chck gradings complete`)',
        'gradings',
      ).argParser(durationText),
    )
    .addOption(option('--count <number>', 'how many (default: 1)', 'gradings').argParser(integer(1, 10_000)))
    .action(async (options: StartOptions) => {
      const { url, json } = options;
      const { delay = null, ...order } = orderOf(options);
      const answer = await new ControlClient(terminal, options).run('startGrading', {
        body: { ...order, delay },
      });
      terminal.out(json ? JSON.stringify(answer) : gradingTable(terminal, answer.gradings));
      if (json || delay !== null) return;
      terminal.err(`In progress until you end it: chck gradings complete GRADING${sameMock({ url })}`);
    });

  withControlOptions(gradings.command('complete').description('end a grading now, which fires its webhooks'))
    .addArgument(new Argument('<grading>', 'the id of the grading'))
    .addOption(outcome('how it ends (default: as it was started)'))
    .addOption(overall())
    .action(async (id: string, options: EndOptions) => {
      const grading = await new ControlClient(terminal, options).run('completeGrading', {
        path: { id },
        body: orderOf(options),
      });
      terminal.out(options.json ? JSON.stringify(grading) : gradingTable(terminal, [grading]));
    });
  return gradings;
}
