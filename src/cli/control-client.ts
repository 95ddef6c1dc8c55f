import type { Command } from 'commander';
import { routes } from '../control/control-types.gen.js';
import type { ControlOperationId, ControlRequest, ControlResult } from '../control/operation-types.js';
import { RefusedError, UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

const DEFAULT_URL = 'http://localhost:4000';

/** The options of every command that talks to a running mock. */
export interface ControlOptions {
  url: string;
  adminToken?: string;
  json?: boolean;
}

/** Gives a command the options that ControlOptions holds. */
export function withControlOptions(command: Command): Command {
  return command
    .addOption(option('-u, --url <address>', 'address of the running mock').default(DEFAULT_URL))
    .addOption(
      option('--admin-token <token>', 'of a mock that is reachable beyond loopback; rather set the variable'),
    )
    .addOption(option('--json', 'print nothing but JSON'));
}

/** What the options say besides how to reach the mock and how to print: the order itself. */
export function orderOf<Options extends ControlOptions>({
  url: _url,
  adminToken: _adminToken,
  json: _json,
  ...order
}: Options): Omit<Options, keyof ControlOptions> {
  return order;
}

/** Flags that name the same mock and account in another command, for a hint to be copied; each with a blank before. */
export function sameMock({ url, account }: { url: string; account?: string }): string {
  const flags = [
    ...(url === DEFAULT_URL ? [] : [`--url ${url}`]),
    ...(account === undefined ? [] : [`--account ${account}`]),
  ];
  return flags.map((flag) => ` ${flag}`).join('');
}

/** The parts of a request that an operation has any use for. */
export type ControlParts<Id extends ControlOperationId> = {
  [Part in keyof ControlRequest<Id> as ControlRequest<Id>[Part] extends Record<string, never>
    ? never
    : Part]: ControlRequest<Id>[Part];
};

/** Calls the control surface of a running mock. */
export class ControlClient {
  readonly #options: ControlOptions;
  readonly #signal: () => AbortSignal;

  /** Calls are broken off when the terminal is interrupted, or by the signal that `signal` makes for each of them. */
  constructor(
    terminal: Terminal,
    options: ControlOptions,
    signal: () => AbortSignal = () => terminal.interrupted,
  ) {
    this.#signal = signal;
    this.#options = options;
  }

  /** The answer of an operation. Throws UsageError when no mock answers, RefusedError when it refuses. */
  async run<Id extends ControlOperationId>(id: Id, parts: ControlParts<Id>): Promise<ControlResult<Id>> {
    const { path = {}, query = {}, body }: Parts = parts;
    const route = routes[id];
    const filled = route.path
      .replace('/_mock', '')
      .replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])));
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    return this.#call(route.method, search.size === 0 ? filled : `${filled}?${search}`, body);
  }

  async #call<Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Body> {
    const { url, adminToken } = this.#options;
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new UsageError(
        `--url must be the http address of a mock such as ${DEFAULT_URL}; it is "${url}".`,
      );
    }
    let response: Response;
    try {
      response = await fetch(`${url.replace(/\/+$/, '')}/_mock${path}`, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(adminToken && { authorization: `Bearer ${adminToken}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: this.#signal(),
      });
    } catch (cause) {
      throw new UsageError(
        `No mock answers at ${url}. Start one with \`npx chck serve\`, or give the address of a running one with --url.`,
        { cause },
      );
    }
    const text = await response.text();
    const parsed = parse(text);
    if (response.ok && (text === '' || parsed !== undefined)) return parsed as Body;
    throw new RefusedError(
      response.status,
      refusalMessage(parsed) ?? `${url} answered ${response.status}; is a CHCK mock running there?`,
    );
  }
}

interface Parts {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: object;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalMessage(parsed: unknown): string | undefined {
  if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return undefined;
  const { error } = parsed;
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return String(error.message);
}
