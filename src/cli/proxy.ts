import { Command } from 'commander';
import { CheckFailedError, UsageError } from './errors.js';
import { openapiOption, useOpenapi } from './openapi-document.js';
import { httpUrl, integer, option } from './options.js';
import { PrismFailedError, PrismMissingError } from './proxy/prism.js';
import { type ProxiedCall, type ProxyViolation, startValidationProxy } from './proxy/validation-proxy.js';
import { interruption, type Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'proxy');

interface ProxyOptions {
  upstream?: string;
  proxyPort: number;
  openapi?: string;
  json?: boolean;
}

/** `chck proxy`: reports what a client and an implementation send each other against the contract. */
export function proxyCommand(terminal: Terminal): Command {
  return new Command('proxy')
    .addOption(
      own('--upstream <url>', 'address of the implementation, such as https://staging.example').argParser(
        httpUrl,
      ),
    )
    .addOption(
      option('--proxy-port <number>', 'port to listen on; 0 for any free port')
        .argParser(integer(0, 65535))
        .default(4010),
    )
    .addOption(openapiOption())
    .addOption(option('--json', 'print one JSON object at the end'))
    .action(async (options: ProxyOptions) => proxy(terminal, options));
}

async function proxy(
  terminal: Terminal,
  { upstream, proxyPort, json, openapi }: ProxyOptions,
): Promise<void> {
  if (upstream === undefined) throw new UsageError('Give the address of the implementation with --upstream.');
  await useOpenapi(terminal, openapi);
  const { color } = terminal;
  const seen = { calls: 0, violations: [] as ProxyViolation[] };
  const onCall = ({ method, url, status, violations }: ProxiedCall) => {
    seen.calls += 1;
    seen.violations.push(...violations);
    const mark = violations.length === 0 ? color.green('✓') : color.red('✗');
    terminal.err(`${mark} ${method} ${url} → ${status}`);
    for (const { message } of violations) terminal.err(`    ${message}`);
  };
  const running = await startValidationProxy({ upstream, port: proxyPort, host: '127.0.0.1', onCall }).catch(
    (error: unknown) => {
      if (!(error instanceof PrismMissingError || error instanceof PrismFailedError)) throw error;
      throw new UsageError(error.message, { cause: error });
    },
  );
  try {
    terminal.err(`Point your client at http://localhost:${running.port}; calls are passed to ${upstream}.`);
    await interruption(terminal);
  } finally {
    await running.close();
  }
  const summary = `${seen.calls} calls, ${seen.violations.length} violations`;
  terminal.out(json ? JSON.stringify(seen, null, 2) : [...byMessage(seen.violations), summary].join('\n'));
  if (seen.violations.length > 0) throw new CheckFailedError(summary);
}

/** Each violation once with its count, the most frequent first. */
function byMessage(violations: readonly ProxyViolation[]): string[] {
  const counts = new Map<string, number>();
  for (const { operationId, message } of violations) {
    const line = `${operationId ?? 'unknown operation'}: ${message}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([line, count]) => `${String(count).padStart(4)} × ${line}`);
}
