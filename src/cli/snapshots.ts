import { Command } from 'commander';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

/** `chck snapshots`: states of a running mock that can be restored. */
export function snapshotsCommand(terminal: Terminal): Command {
  const snapshots = new Command('snapshots');
  const client = (options: ControlOptions) => new ControlClient(terminal, options);

  withControlOptions(
    snapshots.command('list', { isDefault: true }).description('list the snapshots (the default)'),
  ).action(async (options: ControlOptions) => {
    const result = await client(options).run('listSnapshots', {});
    print(terminal, options, result, (list) => {
      const rows = list.snapshots.map(({ id, takenAt }) => [id, takenAt]);
      return table(terminal, ['SNAPSHOT', 'TAKEN'], rows);
    });
  });

  withControlOptions(
    snapshots.command('take').description('keep the present state; the latest 16 are kept'),
  ).action(async (options: ControlOptions) => {
    const taken = await client(options).run('takeSnapshot', {});
    print(terminal, options, taken, ({ id }) => `Took ${id}. Restore it: chck snapshots restore ${id}`);
  });

  withControlOptions(
    snapshots
      .command('restore')
      .description('bring back everything as it was')
      .argument('<id>', 'id of the snapshot'),
  ).action(async (id: string, options: ControlOptions) => {
    await client(options).run('restoreSnapshot', { body: { id } });
    print(terminal, options, { restored: id }, ({ restored }) => `Restored ${restored}.`);
  });
  return snapshots;
}
