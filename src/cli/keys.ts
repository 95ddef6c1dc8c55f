import { Command } from 'commander';
import type { ApiKey } from '../store/api-keys.js';
import { ControlClient, type ControlOptions, withControlOptions } from './control-client.js';
import { option } from './options.js';
import { type Terminal, table } from './terminal.js';

type AccountOptions = ControlOptions & { account?: string };

/** `chck keys`: the API keys of a running mock. */
export function keysCommand(terminal: Terminal): Command {
  const account = () =>
    option('-a, --account <id or email>', "whose keys (default: the world's first account)");
  const keys = new Command('keys').description('create, list and revoke API keys of a running mock');

  withControlOptions(keys.command('create <name>').description('create a key and print its token, this once'))
    .addOption(account())
    .action(async (name: string, options: AccountOptions) => {
      const created = await new ControlClient(terminal, options).call<ApiKey & { token: string }>(
        'POST',
        '/keys',
        {
          name,
          ...(options.account !== undefined && { account: options.account }),
        },
      );
      terminal.out(options.json ? JSON.stringify(created) : created.token);
      if (!options.json)
        terminal.err(`Key ${created.id} "${created.name}". The token is shown this once: keep it now.`);
    });

  withControlOptions(keys.command('list').description('list the keys of an account'))
    .addOption(account())
    .action(async (options: AccountOptions) => {
      const query = options.account === undefined ? '' : `?account=${encodeURIComponent(options.account)}`;
      const { keys: list } = await new ControlClient(terminal, options).call<{ keys: ApiKey[] }>(
        'GET',
        `/keys${query}`,
      );
      if (options.json) return terminal.out(JSON.stringify({ keys: list }));
      const rows = list.map((key) => [
        ...[String(key.id), key.name, `${key.prefix}…`, key.lastUsedAt ?? 'never'],
        key.revokedAt === null ? 'active' : `revoked ${key.revokedAt}`,
      ]);
      terminal.out(table(terminal, ['ID', 'NAME', 'PREFIX', 'LAST USED', 'STATE'], rows));
    });

  withControlOptions(keys.command('revoke <id>').description('revoke a key, from this moment on')).action(
    async (id: string, options: ControlOptions) => {
      const key = await new ControlClient(terminal, options).call<ApiKey>(
        'DELETE',
        `/keys/${encodeURIComponent(id)}`,
      );
      terminal.out(
        options.json ? JSON.stringify(key) : `Revoked key ${key.id} "${key.name}" (${key.prefix}…).`,
      );
    },
  );
  return keys;
}
