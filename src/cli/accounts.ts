import { Command } from 'commander';
import { ControlClient, type ControlOptions, orderOf, withControlOptions } from './control-client.js';
import { integer, option } from './options.js';
import { type Terminal, table } from './terminal.js';

type CreateOptions = ControlOptions & {
  email?: string;
  name?: string;
  cards?: number;
  gradings?: number;
  unusable?: boolean;
};

/** `chck accounts`: the dashboard accounts of a running mock. */
export function accountsCommand(terminal: Terminal): Command {
  const accounts = new Command('accounts').description('list and create accounts of a running mock');

  withControlOptions(accounts.command('list').description('list the accounts')).action(
    async (options: ControlOptions) => {
      const answer = await new ControlClient(terminal, options).run('listAccounts', {});
      if (options.json) return terminal.out(JSON.stringify(answer));
      const rows = answer.accounts.map(({ id, email, name, role, userId }) => [
        ...[String(id), email, name, role, userId === null ? '-' : String(userId)],
      ]);
      terminal.out(table(terminal, ['ID', 'EMAIL', 'NAME', 'ROLE', 'USER'], rows));
    },
  );

  withControlOptions(
    accounts
      .command('create')
      .description('create an account that no other sees, with data and a key; print its token, this once'),
  )
    .addOption(option('--email <address>', 'its email (default: made up)', 'accounts'))
    .addOption(option('--name <name>', 'its name (default: made up)', 'accounts'))
    .addOption(
      option('--cards <number>', 'raw cards (default: 0)', 'accounts').argParser(integer(0, 100_000)),
    )
    .addOption(
      option(
        '--gradings <number>',
        'completed gradings, each with a card of its own (default: 0)',
        'accounts',
      ).argParser(integer(0, 100_000)),
    )
    .addOption(option('--unusable', 'it is no partner: its key gets 403', 'accounts'))
    .action(async (options: CreateOptions) => {
      const { unusable = false, ...order } = orderOf(options);
      const created = await new ControlClient(terminal, options).run('createAccount', {
        body: { ...order, usable: !unusable },
      });
      terminal.out(options.json ? JSON.stringify(created) : created.token);
      if (options.json) return;
      const { id, email } = created.account;
      terminal.err(`Account ${id}, ${email}. The token is shown this once: keep it now.`);
    });
  return accounts;
}
