import { Command } from 'commander';
import { type AccountOptions, accountOf, accountOption } from './account-option.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import { idArgument } from './options.js';
import { type Terminal, table } from './terminal.js';

/** `chck keys`: the API keys of a running mock. */
export function keysCommand(terminal: Terminal): Command {
  const keys = new Command('keys').description('create, list and revoke API keys of a running mock');

  withControlOptions(keys.command('create <name>').description('create a key and print its token, this once'))
    .addOption(accountOption('whose keys'))
    .action(async (name: string, options: AccountOptions) => {
      const created = await new ControlClient(terminal, options).run('createKey', {
        body: { name, ...accountOf(options) },
      });
      terminal.out(options.json ? JSON.stringify(created) : created.token);
      if (!options.json)
        terminal.err(`Key ${created.id} "${created.name}". The token is shown this once: keep it now.`);
    });

  withControlOptions(keys.command('list').description('list the keys of an account'))
    .addOption(accountOption('whose keys'))
    .action(async (options: AccountOptions) => {
      const { keys: list } = await new ControlClient(terminal, options).run('listKeys', {
        query: accountOf(options),
      });
      if (options.json) return terminal.out(JSON.stringify({ keys: list }));
      const rows = list.map((key) => [
        ...[String(key.id), key.name, `${key.prefix}…`, key.lastUsedAt ?? 'never'],
        key.revokedAt === null ? 'active' : `revoked ${key.revokedAt}`,
      ]);
      terminal.out(table(terminal, ['ID', 'NAME', 'PREFIX', 'LAST USED', 'STATE'], rows));
    });

  withControlOptions(
    keys
      .command('revoke')
      .description('revoke a key, from this moment on')
      .addArgument(idArgument('of the key')),
  ).action(async (id: number, options: ControlOptions) => {
    const key = await new ControlClient(terminal, options).run('revokeKey', { path: { id } });
    terminal.out(
      options.json ? JSON.stringify(key) : `Revoked key ${key.id} "${key.name}" (${key.prefix}…).`,
    );
  });
  return keys;
}
