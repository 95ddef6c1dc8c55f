import type { Command } from 'commander';
import { option, type Setting } from './options.js';

export const DEFAULT_URL = 'http://localhost:4000';

/** The options of every command that talks to a running mock. */
export interface ControlOptions {
  url: string;
  adminToken?: string;
  json?: boolean;
}

/** The options of a command that concerns one account of a running mock. */
export interface AccountOptions extends ControlOptions {
  account?: string;
}

/** Adds the options in ControlOptions to a command. */
export function withControlOptions(command: Command): Command {
  return command
    .addOption(option('-u, --url <address>', 'address of the running mock').default(DEFAULT_URL))
    .addOption(
      option(
        '--admin-token <token>',
        'admin token of a mock beyond loopback; prefer the variable, since flags show in process lists',
      ).asSecret(),
    )
    .addOption(option('--json', 'print only JSON'));
}

/** `--account`, by id or email. */
export function accountOption(purpose: string): Setting {
  return option('-a, --account <id or email>', `${purpose} (default: the first account)`);
}

/** `account` for a request's body or query; absent when the flag is. */
export function accountOf({ account }: { account?: string }): { account?: string } {
  return account === undefined ? {} : { account };
}

/** The options without those of ControlOptions: the input of the operation. */
export function inputOf<Options extends ControlOptions>({
  url: _url,
  adminToken: _adminToken,
  json: _json,
  ...input
}: Options): Omit<Options, keyof ControlOptions> {
  return input;
}

/** Flags that select the same mock and account, for a command in a hint. Each flag has a leading blank. */
export function mockFlags({ url, account }: { url: string; account?: string }): string {
  const atUrl = url === DEFAULT_URL ? '' : ` --url ${url}`;
  return account === undefined ? atUrl : `${atUrl} --account ${account}`;
}
