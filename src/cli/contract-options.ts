import { type Command, InvalidArgumentError } from 'commander';
import type { ContractSuiteOptions } from '../suite/suite-options.js';
import { openapiOption } from './openapi-document.js';
import { commaList, integer, option } from './options.js';
import { type ReportFlags, withReportOptions } from './report-options.js';

/** The flags of `chck contract`, as commander gives them. */
export interface ContractFlags extends ReportFlags {
  baseUrl?: string;
  mock?: boolean;
  compare?: string[];
  token?: string;
  accountId?: string;
  revokedToken?: string;
  unusableToken?: string;
  otherToken?: string;
  driver?: string;
  tokenB?: string;
  driverB?: string;
  deviate?: string[];
  rules?: string[];
  only?: string[];
  skip?: string[];
  strict?: boolean;
  readOnly?: boolean;
  maxFailures?: number;
  budget?: number;
  fuzz?: number;
  seed?: number;
  timeout?: number;
  patience?: number;
  header?: Record<string, string>;
  waitFor?: number;
  baseline?: string;
  receiverUrl?: string;
  receiverPort?: number;
  list?: boolean;
  openapi?: string;
}

const MOST = 2_147_483_647;

function header(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('A header is written as "Name: value".');
  return { ...before, [name]: value };
}

function repeated(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** Adds the flags to the command. */
export function withContractOptions(command: Command): Command {
  const options = [
    option('-u, --base-url <url>', 'the address of the Partner API; a path prefix is allowed'),
    option('--mock', "start the kit's own mock and judge that"),
    option('--token <token>', 'a usable token').asSecret(),
    option('--account-id <id>', 'the account of that token, as the driver names it'),
    option('--revoked-token <token>', 'a token of a revoked key').asSecret(),
    option('--unusable-token <token>', 'a token of an account that must get 403').asSecret(),
    option('--other-token <token>', 'a usable token of another account').asSecret(),
    option(
      '--driver <module>',
      'a module that creates keys, completes gradings and moves the clock (docs/contract-suite.md)',
    ),
    option('--rules <file>', 'a file with rules of your own (defineRule); repeatable').argParser(repeated),
    option(
      '--only <ids>',
      'rules (AUTH-001), prefixes of rules (AUTH) or areas to run, comma-separated',
    ).argParser(commaList),
    option('--skip <ids>', 'rules, prefixes of rules or areas to leave out, comma-separated').argParser(
      commaList,
    ),
    option('--strict', 'fail on assumed facts too'),
    option('--read-only', 'send no POST and no DELETE'),
    option('--max-failures <n>', 'stop after this number of failed rules').argParser(integer(1, MOST)),
    option(
      '--budget <n>',
      'number of requests a run may come to with generated inputs (default: 400; 2000 on loopback with a driver)',
    ).argParser(integer(0, 1_000_000)),
    option('--fuzz <n>', 'number of inputs for each rule that generates inputs (default: 4)').argParser(
      integer(0, 10_000),
    ),
    option('--seed <n>', 'fixes what is generated (default: a random number)').argParser(integer(0, MOST)),
    option('--timeout <ms>', 'how long one request may take (default: 10000)').argParser(integer(1, MOST)),
    option('--patience <ms>', 'how long to wait for webhooks and the like (default: 5000)').argParser(
      integer(1, MOST),
    ),
    option('-H, --header <header>', 'sent with every request, "Name: value"; repeatable').argParser(header),
    option('--wait-for <seconds>', 'how long to wait for the target to respond').argParser(
      integer(0, 86_400),
    ),
    option('--baseline <file>', 'known failures with owner and expiry'),
    option('--receiver-url <url>', 'address of the webhook receiver for a target on another machine'),
    option('--receiver-port <port>', 'the port of the webhook receiver (default: any free one)').argParser(
      integer(0, 65_535),
    ),
    option('--deviate <ids>', 'deviations of the started mock, comma-separated').argParser(commaList),
    openapiOption(),
    option('--list', 'show the rules and run none'),
    option('--json', 'print only JSON'),
    option('--compare <urls...>', 'judge two targets and show where verdicts differ; "mock" starts the mock'),
    option('--token-b <token>', 'with --compare: a usable token of the second target').asSecret(),
    option('--driver-b <module>', 'with --compare: the driver of the second target'),
  ];
  for (const each of options) command.addOption(each);
  return withReportOptions(command, 'a rule that cannot be checked counts as failed');
}

/** The options of a run. The started mock has its own address, driver and tokens. */
export function suiteOptions(flags: ContractFlags): ContractSuiteOptions {
  const { timeout, patience, header: headers, waitFor, receiverUrl, receiverPort } = flags;
  const receiver = {
    ...(receiverUrl === undefined ? {} : { publicUrl: receiverUrl }),
    ...(receiverPort === undefined ? {} : { port: receiverPort }),
  };
  const { baseUrl, mock, token, accountId, revokedToken, unusableToken, otherToken, driver, deviate } = flags;
  const { rules, only, skip, strict, requireAll, readOnly, maxFailures, budget, fuzz, seed, baseline } =
    flags;
  return {
    ...(mock === true
      ? given({ mock, deviate })
      : given({ baseUrl, token, accountId, revokedToken, unusableToken, otherToken, driver, deviate })),
    ...given({ rules, only, skip, strict, requireAll, readOnly, maxFailures, fuzz, seed, baseline, headers }),
    ...given({ budget }),
    ...given({ timeoutMs: timeout, patienceMs: patience, waitForSeconds: waitFor }),
    receiver,
  };
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function given<T extends object>(values: T): Given<T>;
function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
