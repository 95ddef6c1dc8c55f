import type { CheckResult } from '../checks/check-result.js';
import type { Report } from '../checks/report.js';
import type { BaselineEntry } from './baseline.js';
import type { ContractDriver } from './drivers/driver.js';

/** How the contract suite is to be run. Either `baseUrl` or `mock` names the target. */
export interface ContractSuiteOptions {
  /** The address of the Partner API; a path prefix is allowed. */
  baseUrl?: string;
  /** Starts the kit's own mock, with its own driver, and runs against that. */
  mock?: boolean;
  /** Rule or deviation ids by which the started mock misbehaves. */
  deviate?: string[];
  /** A usable token; needed unless the driver has `createAccount()`. */
  token?: string;
  /** The account of `token`, as the driver names it. */
  accountId?: string;
  revokedToken?: string;
  unusableToken?: string;
  /** A usable token of another account. */
  otherToken?: string;
  /** A driver, or the path of a module whose default export is one (or makes one from `{ baseUrl }`). */
  driver?: ContractDriver | string;
  /** Files that define further rules with `defineRule()`, TypeScript or JavaScript. */
  rules?: string[];
  /** Rule ids or areas to run; all by default. */
  only?: string[];
  /** Rule ids or areas to leave out. */
  skip?: string[];
  /** Whether deviations from assumed facts are failures; default false. */
  strict?: boolean;
  /** Whether a rule that cannot be checked is a failure; default false. */
  requireAll?: boolean;
  /** Sends no POST, PUT or DELETE; default false. */
  readOnly?: boolean;
  maxFailures?: number;
  /**
   * How many requests the run may come to with generated inputs. Default: 2,000 for a target on loopback whose driver
   * can move the clock, otherwise 400, because the API limits a client to 600 a minute.
   */
  budget?: number;
  /** How many inputs each generating rule makes; default 4. */
  fuzz?: number;
  /** Fixes everything that is generated; default: a new one, named in the report. */
  seed?: number;
  /** How long one request may take, in milliseconds; default 10,000. */
  timeoutMs?: number;
  /** How long one rule may take, in milliseconds; a rule that takes longer is not checked. Default: 150,000. */
  ruleTimeoutMs?: number;
  /** How long to wait for what the target does by itself, in milliseconds; default 4,000. */
  patienceMs?: number;
  /** Sent with every request to the API. */
  headers?: Record<string, string>;
  /** How long to wait for the target to respond, in seconds; default 0: one try. */
  waitForSeconds?: number;
  /** Known failures: a file of them, or the entries. */
  baseline?: string | BaselineEntry[];
  /** How the target reaches the suite's webhook receiver; by default `127.0.0.1` on any free port. */
  receiver?: { host?: string; port?: number; publicUrl?: string };
  /** Called with the result of each rule. */
  onResult?: (result: CheckResult) => void;
  /** Stops the run; what was judged until then is reported. */
  signal?: AbortSignal;
}

/** The report of a run of the contract suite. */
export interface SuiteReport extends Report {
  command: 'contract';
  seed: number;
  strict: boolean;
  requests: number;
}
