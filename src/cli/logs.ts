import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { ControlResult } from '../control/operation-types.js';
import type { JournalEntry } from '../http/journal.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { UsageError } from './errors.js';
import { id, integer, option } from './options.js';
import { createRequestLog } from './serve/request-log.js';
import type { Terminal } from './terminal.js';

interface LogsOptions extends ControlOptions {
  account?: string;
  operation?: string;
  method?: string;
  path?: string;
  status?: number;
  key?: number;
  last?: number;
  follow?: boolean;
  har?: string;
}

const DEFAULT_LAST = 20;
const POLL_MS = 300;

const own = (flags: string, description: string) => option(flags, description, 'logs');

/** `chck logs`: the calls that a running mock has received, and with `--follow` those that it receives. */
export function logsCommand(terminal: Terminal): Command {
  return withControlOptions(new Command('logs'))
    .addOption(option('-a, --account <id or email>', 'only calls of this account'))
    .addOption(own('-o, --operation <id>', 'only calls of this operation, such as listGradings'))
    .addOption(own('--method <method>', 'only calls with this method'))
    .addOption(own('--path <path>', 'only calls of this path, without its query'))
    .addOption(own('--status <status>', 'only calls with this status').argParser(integer(0, 599)))
    .addOption(own('--key <id>', 'only calls with this key').argParser(id))
    .addOption(
      own(
        '-n, --last <number>',
        `only the last calls (default: ${DEFAULT_LAST}, with --har all that are kept)`,
      ).argParser(integer(1, 1_000_000)),
    )
    .addOption(own('-f, --follow', 'print further calls as they are received, until Ctrl+C'))
    .addOption(own('--har <file>', 'write the calls as an HTTP Archive').conflicts(['follow', 'json']))
    .action(async (options: LogsOptions) => logs(terminal, options));
}

async function logs(terminal: Terminal, options: LogsOptions): Promise<void> {
  const reader = new LogReader(terminal, options);
  const calls = await reader.read();
  const { har, follow, last = har === undefined ? DEFAULT_LAST : calls.length } = options;
  const shown = calls.slice(Math.max(0, calls.length - last));
  if (har !== undefined) return writeHar(terminal, har, shown, options.url);
  for (const call of shown) reader.print(call);
  if (follow) await reader.follow();
  else if (shown.length === 0) terminal.err('The mock keeps no such call.');
}

async function writeHar(
  terminal: Terminal,
  file: string,
  calls: readonly JournalEntry[],
  url: string,
): Promise<void> {
  const { harText } = await import('../diagnosis/har.js');
  try {
    await writeFile(file, await harText(calls, url.replace(/\/+$/, '')));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UsageError(`The file ${file} cannot be written: ${cause.message}`, { cause });
  }
  terminal.err(`Wrote ${calls.length} calls to ${file}.`);
}

/** Reads the calls of a mock in order, each once. */
class LogReader {
  readonly #terminal: Terminal;
  readonly #client: ControlClient;
  readonly #filters: Record<string, string | number>;
  readonly print: (call: JournalEntry) => void;
  #after = 0;

  constructor(terminal: Terminal, options: LogsOptions) {
    const { account, operation, method, path, status, key } = options;
    this.#terminal = terminal;
    this.#client = new ControlClient(terminal, options);
    this.#filters = given({ account, operation, method, path, status, key });
    const text = createRequestLog({ ...terminal, err: terminal.out }, 'info');
    this.print = options.json ? (call) => terminal.out(JSON.stringify(call)) : text.request;
  }

  /** The calls that were not read yet. Throws UsageError. */
  async read(): Promise<ControlResult<'listRequests'>['requests']> {
    const query = { ...this.#filters, after: this.#after };
    const { requests } = await this.#client.run('listRequests', { query });
    this.#after = requests.at(-1)?.sequence ?? this.#after;
    return requests;
  }

  /** Prints calls until the terminal is interrupted. A mock that is started again is read from its first call. */
  async follow(): Promise<void> {
    const { interrupted } = this.#terminal;
    let isGone = false;
    while (!interrupted.aborted) {
      try {
        for (const call of await this.read()) this.print(call);
        isGone = false;
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        if (interrupted.aborted) return;
        if (!isGone) this.#terminal.err(`Waiting for the mock. ${error.message}`);
        isGone = true;
        this.#after = 0;
      }
      await delay(POLL_MS, undefined, { signal: interrupted }).catch(() => undefined);
    }
  }
}

function given(values: Record<string, string | number | undefined>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
