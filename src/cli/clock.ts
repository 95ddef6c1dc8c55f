import { Argument, Command } from 'commander';
import type { ControlResult, Schema } from '../control/operation-types.js';
import { distanceText } from './clock-notice.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { durationText } from './options.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

type Reading = ControlResult<'getClock'>;

const PROGRESS_MS = 1000;

/** `chck clock`: the clock of a running mock. */
export function clockCommand(terminal: Terminal): Command {
  const clock = new Command('clock');
  const client = (options: ControlOptions) => new ControlClient(terminal, options);
  const show = (options: ControlOptions, reading: Reading) =>
    print(terminal, options, reading, () => readingText(terminal, reading));

  withControlOptions(
    clock.command('show', { isDefault: true }).description('show the clock (the default)'),
  ).action(async (options: ControlOptions) => show(options, await client(options).run('getClock', {})));

  withControlOptions(
    clock
      .command('advance')
      .description('move the clock ahead and list, in order, the events that this causes')
      .addArgument(new Argument('<duration>', 'such as 90s, 6m or 3d').argParser(durationText)),
  ).action(async (by: string, options: ControlOptions) => {
    const advance = client(options).run('advanceClock', { body: { by } });
    show(options, await withProgress(terminal, client(options), advance));
  });

  withControlOptions(
    clock
      .command('freeze')
      .description('stop the clock now, or move it to a later instant and stop it there')
      .argument('[instant]', 'ISO 8601, such as 2026-12-01T12:00:00Z'),
  ).action(async (at: string | undefined, options: ControlOptions) => {
    const body = at === undefined ? {} : { at };
    const freeze = client(options).run('freezeClock', { body });
    show(options, await withProgress(terminal, client(options), freeze));
  });

  withControlOptions(clock.command('resume').description('let the clock run on from where it stands')).action(
    async (options: ControlOptions) => show(options, await client(options).run('resumeClock', {})),
  );
  return clock;
}

/** Writes every second how far the clock has been moved. */
async function withProgress(
  terminal: Terminal,
  client: ControlClient,
  move: Promise<Reading>,
): Promise<Reading> {
  const report = async () => {
    const { now, advancingTo } = await client.run('getClock', {});
    if (advancingTo !== null) terminal.err(`at ${now}, moving to ${advancingTo}`);
  };
  const timer = setInterval(() => {
    // When the mock does not respond, the move itself fails and is reported.
    report().catch(() => undefined);
  }, PROGRESS_MS);
  try {
    return await move;
  } finally {
    clearInterval(timer);
  }
}

function readingText(terminal: Terminal, { now, frozen, offsetMs, events }: Reading): string {
  const line = `${now}  ${frozen ? 'frozen' : 'running'}, ${distanceText(offsetMs)}`;
  return events.length === 0 ? line : `${eventTable(terminal, events)}\n${line}`;
}

function eventTable(terminal: Terminal, events: readonly Schema<'SettledEvent'>[]): string {
  const rows = events.map((event) => [event.at, ...eventCells(event)]);
  return table(terminal, ['AT', 'EVENT', 'DETAIL'], rows);
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
      const attempt = `delivery ${deliveryId}, attempt ${number}`;
      return ['webhook', `${attempt}: ${status ?? failure} from ${url}${next}`];
    }
  }
}
