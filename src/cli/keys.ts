import { Command } from 'commander';
import { ControlClient } from './control-client.js';
import {
  type AccountOptions,
  accountOf,
  accountOption,
  type ControlOptions,
  withControlOptions,
} from './control-options.js';
import { idArgument } from './options.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

/** `chck keys`: the API keys of a running mock. */
export function keysCommand(terminal: Terminal): Command {
  const keys = new Command('keys');

  withControlOptions(keys.command('create <name>').description('create a key and print its token once'))
    .addOption(accountOption('the account that owns the key'))
    .action(async (name: string, options: AccountOptions) => {
      const body = { name, ...accountOf(options) };
      const key = await new ControlClient(terminal, options).run('createKey', { body });
      print(terminal, options, key, ({ token }) => token);
      if (!options.json) {
        terminal.err(`Created key ${key.id} "${key.name}". The token is shown only once.`);
      }
    });

  withControlOptions(keys.command('list').description('list the keys of an account'))
    .addOption(accountOption('the account that owns the keys'))
    .action(async (options: AccountOptions) => {
      const result = await new ControlClient(terminal, options).run('listKeys', {
        query: accountOf(options),
      });
      print(terminal, options, result, (list) => {
        const rows = list.keys.map(({ id, name, prefix, lastUsedAt, revokedAt }) => {
          const state = revokedAt === null ? 'active' : `revoked ${revokedAt}`;
          return [String(id), name, `${prefix}…`, lastUsedAt ?? 'never', state];
        });
        return table(terminal, ['ID', 'NAME', 'PREFIX', 'LAST USED', 'STATE'], rows);
      });
    });

  withControlOptions(
    keys
      .command('revoke')
      .description('revoke a key: it gets 401 from now on')
      .addArgument(idArgument('id of the key')),
  ).action(async (id: number, options: ControlOptions) => {
    const revoked = await new ControlClient(terminal, options).run('revokeKey', { path: { id } });
    print(terminal, options, revoked, (key) => `Revoked key ${key.id} "${key.name}" (${key.prefix}…).`);
  });
  return keys;
}
