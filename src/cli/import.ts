import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { UsageError } from './errors.js';
import { httpUrl, integer, option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'import');

interface ImportFlags {
  baseUrl?: string;
  token?: string;
  out: string;
  limit?: number;
}

/** `chck import`: copies an account of a real service into a world file. */
export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .addOption(option('-u, --base-url <url>', 'the address of the service').argParser(httpUrl))
    .addOption(option('--token <token>', 'a usable token of the account; prefer the variable').asSecret())
    .addOption(own('--out <file>', 'the world file to write, JSON').default('my-account.json'))
    .addOption(
      own('--limit <number>', 'copy only the newest cards, with their gradings').argParser(
        integer(1, 1_000_000),
      ),
    )
    .action(async (flags: ImportFlags) => importInto(terminal, flags));
}

async function importInto(terminal: Terminal, { baseUrl, token, out, limit }: ImportFlags): Promise<void> {
  if (baseUrl === undefined) throw new UsageError('Give the address of the service with --base-url.');
  if (token === undefined)
    throw new UsageError('Give a token of the account with CHCK_TOKEN; it is not stored.');
  const { importAccount } = await import('../world/import/import-account.js');
  const { ImportError, Service } = await import('../world/import/read-service.js');
  const partFile = `${out}.part`;
  try {
    const service = new Service({
      baseUrl,
      token,
      partFile,
      signal: terminal.interrupted,
      wait: (ms) => delay(ms, undefined, { signal: terminal.interrupted }),
      onWait: (ms) => terminal.err(`The service asks to wait for ${Math.ceil(ms / 1000)} s.`),
    });
    if (service.known > 0) terminal.err(`Going on with ${service.known} responses of an earlier import.`);
    const records = await importAccount(service, {
      limit,
      ...(terminal.errInteractive && { onProgress: showProgress }),
    });
    if (terminal.errInteractive) terminal.err('');
    const accounts = [{ email: 'imported@partner.example', name: 'Imported account', records }];
    writeFileSync(out, `${JSON.stringify({ description: `Imported from ${baseUrl}`, accounts })}\n`, {
      mode: 0o600,
    });
    rmSync(partFile);
    const { cards, gradings } = records;
    terminal.out(
      `${out}: ${cards.length} cards, ${gradings.length} gradings. Serve it: chck serve --world ./${out} --ephemeral`,
    );
  } catch (cause) {
    if (terminal.interrupted.aborted)
      throw new UsageError('Interrupted; run the same command again to go on.', { cause });
    throw cause instanceof ImportError ? new UsageError(cause.message, { cause }) : cause;
  }
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`\r\u001b[K${done} of ${total} cards and gradings`);
}
