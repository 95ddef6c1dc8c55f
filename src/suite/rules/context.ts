import type { Client } from '../client/client.js';
import type { Exchange } from '../client/exchange.js';
import { unknownToken } from '../client/known-values.js';
import { methodOf, type OperationId, pathOf } from '../client/operations.js';
import type { Account, Accounts } from '../drivers/accounts.js';
import type { DriverClient } from '../drivers/driver-client.js';
import type { Receiver } from '../receiver/receiver.js';
import type { Check } from './check.js';
import type { SuiteConfig } from './config.js';
import { NotChecked, type Omission } from './outcome.js';

/** One call of an operation; `token` null sends no credentials, and without it the main account's is sent. */
export interface CallOptions {
  id?: string | number;
  query?: Record<string, string | number>;
  body?: unknown;
  token?: string | null;
  /** The whole `Authorization` header, instead of a token. */
  authorization?: string;
  headers?: Record<string, string>;
  patient?: boolean;
  /** Whether the call is sent although the run has sent the same before; default false. */
  fresh?: boolean;
}

/** What a rule's body works with. */
export class RuleContext {
  constructor(
    readonly config: SuiteConfig,
    readonly client: Client,
    readonly accounts: Accounts,
    readonly driver: DriverClient,
    readonly receiver: Receiver,
    readonly check: Check,
    private readonly reads: Map<string, Promise<Exchange>>,
    private readonly omitted: Omission[],
  ) {}

  /**
   * How many of the wanted inputs the budget of the run allows. What it does not allow is named in the report.
   */
  spend(wanted: number, what: string): number {
    const allowed = Math.max(0, Math.min(wanted, this.config.budget - this.client.requests));
    if (allowed < wanted) this.omitted.push({ what, count: wanted - allowed });
    if (allowed === 0) this.notChecked(`the budget of ${this.config.budget} requests is spent`);
    return allowed;
  }

  /**
   * Calls an operation. What the run has read before of data that no rule changes, or without a usable key, is not sent
   * again, so that a run stays far below the API's own limit. Rules about image links ask afresh, since links expire.
   */
  async call(operation: OperationId, options: CallOptions = {}): Promise<Exchange> {
    if (!(await this.isRepeatable(operation, options))) return this.perform(operation, options);
    const { token, ...rest } = options;
    const key = JSON.stringify([operation, await this.keyOwner(options), rest]);
    const response = this.reads.get(key) ?? this.perform(operation, options);
    this.reads.set(key, response);
    return response;
  }

  private async isRepeatable(operation: OperationId, options: CallOptions): Promise<boolean> {
    const { token, fresh = false, patient = true } = options;
    if (fresh || !patient || methodOf(operation) !== 'GET') return false;
    if (token === null || token === unknownToken || options.authorization !== undefined) return true;
    if (operation === 'listWebhookTargets') return false;
    return this.accounts.isUnchanging(token ?? (await this.mainToken()));
  }

  private async keyOwner({ token, authorization }: CallOptions): Promise<string | null> {
    return authorization === undefined && token === undefined ? this.mainToken() : (token ?? null);
  }

  private async mainToken(): Promise<string> {
    return (await this.accounts.main()).token;
  }

  private async perform(operation: OperationId, options: CallOptions): Promise<Exchange> {
    const { query = {}, body } = options;
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    ).toString();
    const path = pathOf(operation, options.id) + (search === '' ? '' : `?${search}`);
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.client.send(methodOf(operation), path, {
      headers: { ...json, ...(await this.credentials(options)), ...options.headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(options.patient === undefined ? {} : { patient: options.patient }),
    });
  }

  /** Sends anything else: an unknown path, another method, exact body text. */
  async send(
    method: string,
    path: string,
    options: Omit<CallOptions, 'id' | 'query' | 'body' | 'fresh'> & { body?: string } = {},
  ): Promise<Exchange> {
    return this.client.send(method, path, {
      headers: { ...(await this.credentials(options)), ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.patient === undefined ? {} : { patient: options.patient }),
    });
  }

  private async credentials(options: CallOptions): Promise<Record<string, string>> {
    if (options.authorization !== undefined) return { authorization: options.authorization };
    if (options.token === null) return {};
    const token = options.token ?? (await this.mainToken());
    return { authorization: `Bearer ${token}` };
  }

  notChecked(reason: string): never {
    throw new NotChecked(reason);
  }

  /** The list, when it is long enough to show anything. */
  enough<T>(items: T[], least: number, what: string): T[] {
    if (items.length < least)
      this.notChecked(`needs at least ${least} ${what}, and the account has ${items.length}`);
    return items;
  }

  first<T>(items: T[], what: string): T {
    const [item] = items;
    return item ?? this.notChecked(`needs at least one ${what}, and the account has none`);
  }
}

export type { Account };
