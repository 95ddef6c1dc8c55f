import type { Option } from 'commander';
import type { ControlOptions } from './control-client.js';
import { option } from './options.js';

/** The options of a command that concerns one account of a running mock. */
export type AccountOptions = ControlOptions & { account?: string };

/** `--account`, by id or email. */
export function accountOption(whose: string): Option {
  return option('-a, --account <id or email>', `${whose} (default: the world's first account)`);
}

/** The account for a request's body or query: left out when none was named. */
export function accountOf({ account }: { account?: string }): { account?: string } {
  return account === undefined ? {} : { account };
}
