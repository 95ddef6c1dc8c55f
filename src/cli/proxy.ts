import { Command } from 'commander';
import { CheckFailedError, UsageError } from './errors.js';
import { integer, option } from './options.js';
import { PrismFailedError, PrismMissingError } from './proxy/prism.js';
import { type ProxiedCall, type ProxyViolation, startValidationProxy } from './proxy/validation-proxy.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'proxy');

interface ProxyOptions {
  upstream: string;
  proxyPort: number;
  json?: boolean;
}

/** `chck proxy`: watches a client and an implementation talk, and tells what breaks the contract. */
export function proxyCommand(terminal: Terminal): Command {
  return new Command('proxy')
    .description(
      'stand between a client and any implementation, and tell what breaks the contract; ends with Ctrl+C',
    )
    .addOption(
      own(
        '--upstream <url>',
        'address of the implementation, such as https://staging.example',
      ).makeOptionMandatory(),
    )
    .addOption(
      option('--proxy-port <number>', 'port to listen on, 0 for any free one')
        .argParser(integer(0, 65535))
        .default(4010),
    )
    .addOption(option('--json', 'print one JSON object when it ends'))
    .action(async (options: ProxyOptions) => watch(terminal, options));
}

async function watch(terminal: Terminal, { upstream, proxyPort, json }: ProxyOptions): Promise<void> {
  if (!URL.canParse(upstream) || !/^https?:/.test(upstream)) {
    throw new UsageError(`--upstream must be an http or https address; it is "${upstream}".`);
  }
  const { color } = terminal;
  const seen = { calls: 0, violations: [] as ProxyViolation[] };
  const onCall = ({ method, url, status, violations }: ProxiedCall) => {
    seen.calls += 1;
    seen.violations.push(...violations);
    terminal.err(
      `${violations.length === 0 ? color.green('✓') : color.red('✗')} ${method} ${url} → ${status}`,
    );
    for (const { message } of violations) terminal.err(`    ${message}`);
  };
  const proxy = await startValidationProxy({ upstream, port: proxyPort, host: '127.0.0.1', onCall }).catch(
    (error: unknown) => {
      if (!(error instanceof PrismMissingError || error instanceof PrismFailedError)) throw error;
      throw new UsageError(error.message, { cause: error });
    },
  );
  try {
    terminal.err(`Point your client at http://localhost:${proxy.port}; calls go on to ${upstream}.`);
    await interruption(terminal.interrupted);
  } finally {
    await proxy.close();
  }
  const summary = `${seen.calls} calls, ${seen.violations.length} violations`;
  terminal.out(json ? JSON.stringify(seen, null, 2) : [...byMessage(seen.violations), summary].join('\n'));
  if (seen.violations.length > 0) throw new CheckFailedError(summary);
}

/** Each violation once, with how often it was seen, the most frequent first. */
function byMessage(violations: readonly ProxyViolation[]): string[] {
  const counts = new Map<string, number>();
  for (const { operationId, message } of violations) {
    const line = `${operationId ?? 'unknown operation'}: ${message}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([line, count]) => `${String(count).padStart(4)} × ${line}`);
}

async function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
