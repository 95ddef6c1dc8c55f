import type { SuiteConfig } from '../rules/config.js';
import { NotChecked } from '../rules/outcome.js';
import type { DriverAccount } from './driver.js';
import type { DriverClient } from './driver-client.js';

/** An account as a rule uses it; without a driver nothing but its token may be known. */
export interface Account {
  token: string;
  accountId: string | number | null;
  keyId: string | number | null;
}

/**
 * The accounts that the rules share. With a driver they are made on first use, with known contents; without one they are
 * what the tokens of the command line lead to, with whatever is in them.
 */
export class Accounts {
  private readonly unchanging = new Set<string>();
  private readonly kept = new Map<string, Promise<Account>>();

  constructor(
    private readonly config: SuiteConfig,
    private readonly driver: DriverClient,
    private readonly onToken: (token: string) => void,
  ) {}

  /** 4 raw cards and 3 gradings with a graded card each. Read only: rules that add to an account use `fresh()`. */
  main(): Promise<Account> {
    return this.keep('main', () => this.shared({ cards: 4, gradings: 3 }, this.config.token));
  }

  /** More gradings and cards than the longest page holds. */
  many(): Promise<Account> {
    return this.keep('many', () => this.shared({ cards: 4, gradings: 101 }, this.config.token));
  }

  /** An account of another user, with data of its own. */
  other(): Promise<Account> {
    return this.keep('other', () => this.shared({ cards: 2, gradings: 2 }, this.config.otherToken));
  }

  /** An account for webhook targets: with a driver one of its own, so that deliveries to it come from the rule alone. */
  writable(): Promise<Account> {
    return this.keep('writable', () => this.made({ cards: 0, gradings: 1, usable: true }, this.config.token));
  }

  async fresh(contents: { cards: number; gradings: number }): Promise<Account> {
    return this.remember(await this.driver.createAccount({ ...contents, usable: true }));
  }

  /** A token of a key that was revoked before it is given here. */
  revokedToken(): Promise<string> {
    return this.keep('revoked', async () => {
      if (this.config.revokedToken !== null) return this.plain(this.config.revokedToken);
      const { accountId } = await this.main();
      if (accountId === null) throw new NotChecked('the account id of the token is not known');
      const key = await this.key(accountId);
      await this.driver.revokeKey({ accountId, keyId: key.keyId });
      return { token: key.token, accountId, keyId: key.keyId };
    }).then(({ token }) => token);
  }

  unusableToken(): Promise<string> {
    return this.keep('unusable', () =>
      this.made({ cards: 0, gradings: 0, usable: false }, this.config.unusableToken),
    ).then(({ token }) => token);
  }

  async key(accountId: string | number): Promise<{ keyId: string | number; token: string }> {
    const key = await this.driver.createKey({ accountId });
    this.onToken(key.token);
    return key;
  }

  /** The account's id as the driver knows it; without it the rule cannot be checked. */
  idOf(account: Account): string | number {
    if (account.accountId === null)
      throw new NotChecked('the account id is not known: give the driver a createAccount(), or --account-id');
    return account.accountId;
  }

  /** Whether the token is of an account whose gradings and cards no rule changes. */
  isUnchanging(token: string): boolean {
    return this.unchanging.has(token);
  }

  /** Whether the accounts are the driver's own, so that nothing has to be cleared away in them. */
  get areDisposable(): boolean {
    return this.driver.has('createAccount');
  }

  private keep(name: string, make: () => Promise<Account>): Promise<Account> {
    const kept = this.kept.get(name) ?? make();
    this.kept.set(name, kept);
    return kept;
  }

  private async shared(
    contents: { cards: number; gradings: number },
    token: string | null,
  ): Promise<Account> {
    const account = await this.made({ ...contents, usable: true }, token);
    this.unchanging.add(account.token);
    return account;
  }

  private async made(
    contents: { cards: number; gradings: number; usable: boolean },
    token: string | null,
  ): Promise<Account> {
    if (this.driver.has('createAccount')) return this.remember(await this.driver.createAccount(contents));
    if (token !== null) return this.plain(token);
    throw new NotChecked('there is no token for such an account');
  }

  private remember({ token, accountId, keyId }: DriverAccount): Account {
    this.onToken(token);
    return { token, accountId, keyId: keyId ?? null };
  }

  private plain(token: string): Account {
    this.onToken(token);
    const accountId = token === this.config.token ? this.config.accountId : null;
    return { token, accountId, keyId: null };
  }
}
