import { Command } from 'commander';
import { ControlClient } from './control-client.js';
import { type ControlOptions, inputOf, withControlOptions } from './control-options.js';
import { integer, option } from './options.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

interface CreateOptions extends ControlOptions {
  email?: string;
  name?: string;
  cards?: number;
  gradings?: number;
  unusable?: boolean;
}

/** `chck accounts`: the dashboard accounts of a running mock. */
export function accountsCommand(terminal: Terminal): Command {
  const accounts = new Command('accounts');
  const own = (flags: string, description: string) => option(flags, description, 'accounts');

  withControlOptions(accounts.command('list').description('list the accounts')).action(
    async (options: ControlOptions) => {
      const result = await new ControlClient(terminal, options).run('listAccounts', {});
      print(terminal, options, result, (list) => {
        const rows = list.accounts.map(({ id, email, name, role, userId }) => {
          return [String(id), email, name, role, userId === null ? '-' : String(userId)];
        });
        return table(terminal, ['ID', 'EMAIL', 'NAME', 'ROLE', 'USER'], rows);
      });
    },
  );

  withControlOptions(
    accounts
      .command('create')
      .description('create an isolated account with data and a key, and print its token once'),
  )
    .addOption(own('--email <address>', 'email (default: generated)'))
    .addOption(own('--name <name>', 'name (default: generated)'))
    .addOption(own('--cards <number>', 'number of raw cards (default: 0)').argParser(integer(0, 100_000)))
    .addOption(
      own('--gradings <number>', 'number of completed gradings, each of its own card (default: 0)').argParser(
        integer(0, 100_000),
      ),
    )
    .addOption(own('--unusable', 'create an account that is no partner: its key gets 403'))
    .action(async (options: CreateOptions) => {
      const { unusable = false, ...input } = inputOf(options);
      const body = { ...input, usable: !unusable };
      const result = await new ControlClient(terminal, options).run('createAccount', { body });
      print(terminal, options, result, ({ token }) => token);
      if (options.json) return;
      const { id, email } = result.account;
      terminal.err(`Created account ${id}, ${email}. The token is shown only once.`);
    });
  return accounts;
}
