import { Command } from 'commander';
import { ControlClient } from './control-client.js';
import { type ControlOptions, inputOf, withControlOptions } from './control-options.js';
import { integer, option } from './options.js';
import { print, type Terminal } from './terminal.js';

interface ResetOptions extends ControlOptions {
  world?: string;
  seed?: number;
}

/** `chck reset`: recreates the world of a running mock. */
export function resetCommand(terminal: Terminal): Command {
  const command = new Command('reset');
  return withControlOptions(command)
    .addOption(option('--world <name or file>', "another world (default: the mock's present world)", 'reset'))
    .addOption(
      option('--seed <integer>', "another seed (default: the mock's present seed)", 'reset').argParser(
        integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      ),
    )
    .action(async (options: ResetOptions) => {
      const result = await new ControlClient(terminal, options).run('reset', { body: inputOf(options) });
      print(
        terminal,
        options,
        result,
        ({ world, seed }) => `Recreated the world ${world} with seed ${seed}.`,
      );
    });
}
