import { Argument, Command } from 'commander';
import type { ControlResult, Schema } from '../control/operation-types.js';
import { formatDuration } from '../duration.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import { durationText } from './options.js';
import { type Terminal, table } from './terminal.js';

/** `chck clock`: the clock of a running mock. */
export function clockCommand(terminal: Terminal): Command {
  const clock = new Command('clock').description('show and move the clock of a running mock');
  const print = (reading: ControlResult<'getClock'>, { json }: ControlOptions) => {
    if (json) return terminal.out(JSON.stringify(reading));
    if (reading.events.length > 0) terminal.out(eventTable(terminal, reading.events));
    terminal.out(inWords(reading));
  };

  withControlOptions(clock.command('show', { isDefault: true }).description('show it (the default)')).action(
    async (options: ControlOptions) =>
      print(await new ControlClient(terminal, options).run('getClock', {}), options),
  );

  withControlOptions(
    clock
      .command('advance')
      .description('move it ahead; what falls due happens, in order, and is listed')
      .addArgument(new Argument('<duration>', 'how far, such as 90s, 6m or 3d').argParser(durationText)),
  ).action(async (by: string, options: ControlOptions) =>
    print(await new ControlClient(terminal, options).run('advanceClock', { body: { by } }), options),
  );

  withControlOptions(
    clock
      .command('freeze')
      .description('stop it, now or at an instant; what falls due until then happens first')
      .argument('[instant]', 'ISO 8601, such as 2026-12-01T12:00:00Z'),
  ).action(async (at: string | undefined, options: ControlOptions) => {
    const body = at === undefined ? {} : { at };
    print(await new ControlClient(terminal, options).run('freezeClock', { body }), options);
  });

  withControlOptions(clock.command('resume').description('let it run on from where it stands')).action(
    async (options: ControlOptions) =>
      print(await new ControlClient(terminal, options).run('resumeClock', {}), options),
  );
  return clock;
}

function inWords({ now, frozen, offsetMs }: ControlResult<'getClock'>): string {
  const distance = formatDuration(Math.abs(offsetMs));
  // What a call takes is no distance worth telling.
  const from =
    Math.abs(offsetMs) < 1000 ? 'real time' : `${distance} ${offsetMs > 0 ? 'ahead of' : 'behind'} real time`;
  return `${now}  ${frozen ? 'frozen' : 'running'}, ${from}`;
}

function eventTable(terminal: Terminal, events: readonly Schema<'SettledEvent'>[]): string {
  return table(
    terminal,
    ['AT', 'WHAT', 'DETAIL'],
    events.map((event) => [event.at, ...eventCells(event)]),
  );
}

function eventCells(event: Schema<'SettledEvent'>): [string, string] {
  switch (event.kind) {
    case 'grading_moved':
      return ['grading', `${event.gradingId} is ${event.state.replace('_', ' ')}`];
    case 'image_links_expired':
      return ['image links', `${event.count} expired`];
    case 'webhook_attempted': {
      const { deliveryId, number, url, status, failure, nextAttemptAt } = event;
      const next = nextAttemptAt === null ? '' : `, next at ${nextAttemptAt}`;
      return [
        'webhook',
        `delivery ${deliveryId}, attempt ${number}: ${status ?? failure} from ${url}${next}`,
      ];
    }
  }
}
