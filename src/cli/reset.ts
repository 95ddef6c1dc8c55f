import { Command } from 'commander';
import { ControlClient, type ControlOptions, orderOf, withControlOptions } from './control-client.js';
import { integer, option } from './options.js';
import type { Terminal } from './terminal.js';

type ResetOptions = ControlOptions & { world?: string; seed?: number };

/** `chck reset`: makes the world of a running mock anew. */
export function resetCommand(terminal: Terminal): Command {
  const command = new Command('reset').description(
    'make the world of a running mock anew: keys, targets, deliveries, gradings and the clock as at its start',
  );
  return withControlOptions(command)
    .addOption(option('--world <name or file>', 'another world; a file on the machine of the mock', 'reset'))
    .addOption(
      option('--seed <integer>', 'another seed', 'reset').argParser(
        integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      ),
    )
    .action(async (options: ResetOptions) => {
      const world = await new ControlClient(terminal, options).run('reset', { body: orderOf(options) });
      terminal.out(
        options.json
          ? JSON.stringify(world)
          : `The world ${world.world} with seed ${world.seed} is made anew.`,
      );
    });
}
