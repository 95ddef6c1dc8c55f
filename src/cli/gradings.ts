import { Argument, Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { ControlClient } from './control-client.js';
import {
  type AccountOptions,
  accountOption,
  type ControlOptions,
  inputOf,
  mockFlags,
  withControlOptions,
} from './control-options.js';
import { durationText, grade, id, integer, option } from './options.js';
import { gradingTable } from './tables.js';
import { print, type Terminal } from './terminal.js';

interface StartOptions extends AccountOptions {
  card?: number;
  capture?: Schema<'Capture'>;
  outcome?: Schema<'Outcome'>;
  grade?: number;
  delay?: string;
  count?: number;
}

interface CompleteOptions extends ControlOptions {
  outcome?: Schema<'Outcome'>;
  grade?: number;
}

const own = (flags: string, description: string) => option(flags, description, 'gradings');
const outcomeOption = (description: string) =>
  own('--outcome <outcome>', description).choices(['success', 'failure']);
const gradeOption = () =>
  own('--grade <grade>', 'the overall grade (default: from the seed)').argParser(grade);

/** `chck gradings`: the grading pipeline of a running mock. */
export function gradingsCommand(terminal: Terminal): Command {
  const gradings = new Command('gradings');

  withControlOptions(gradings.command('start').description('submit a card for grading'))
    .addOption(accountOption('the account that owns the card'))
    .addOption(own('--card <user_card_id>', 'the card (default: a raw one)').argParser(id))
    .addOption(own('--capture <capture>', 'the photographs (default: full)').choices(['full', 'two-image']))
    .addOption(outcomeOption('how the grading ends (default: success)'))
    .addOption(gradeOption())
    .addOption(
      own(
        '--delay <duration>',
        'complete the grading after this time (default: when `chck gradings complete` is run)',
      ).argParser(durationText),
    )
    .addOption(own('--count <number>', 'number of gradings (default: 1)').argParser(integer(1, 10_000)))
    .action(async (options: StartOptions) => {
      const { delay = null, ...input } = inputOf(options);
      const body = { ...input, delay };
      const result = await new ControlClient(terminal, options).run('startGrading', { body });
      print(terminal, options, result, (started) => gradingTable(terminal, started.gradings));
      if (options.json || delay !== null) return;
      const flags = mockFlags({ url: options.url });
      terminal.err(`Complete it with: chck gradings complete GRADING${flags}`);
    });

  withControlOptions(gradings.command('complete').description('complete a grading now and send its webhooks'))
    .addArgument(new Argument('<grading>', 'id of the grading'))
    .addOption(outcomeOption('how the grading ends (default: as it was started)'))
    .addOption(gradeOption())
    .action(async (gradingId: string, options: CompleteOptions) => {
      const parts = { path: { id: gradingId }, body: inputOf(options) };
      const grading = await new ControlClient(terminal, options).run('completeGrading', parts);
      print(terminal, options, grading, () => gradingTable(terminal, [grading]));
    });
  return gradings;
}
