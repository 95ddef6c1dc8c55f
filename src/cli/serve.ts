import { Command, InvalidArgumentError, Option } from 'commander';
import type { Deviation } from '../http/deviation.js';
import type { Mock, MockOptions } from '../mock.js';
import { defaultRetrySchedule } from '../webhooks/retry-schedule.js';
import type { Progress } from '../world/populate-account.js';
import { commaList, duration, integer, option } from './options.js';
import { createRequestLog, type LogLevel, logLevels } from './request-log.js';
import type { Terminal } from './terminal.js';

interface ServeOptions {
  port: number;
  host: string;
  seed?: number;
  world?: string;
  ephemeral?: boolean;
  data?: string;
  rateLimit: number | 'off';
  presignedUrlTtlSeconds: number;
  webhookRetryBase: number;
  webhookRetryCap: number;
  webhookTimeout: number;
  webhookSecret?: string;
  allowPrivateTargets?: boolean;
  adminToken?: string;
  logLevel: LogLevel;
  deviate?: string[];
  json?: boolean;
}

const DEFAULT_DATA_FILE = '.chck/mock.db';

/** `chck serve`: runs the mock until it is interrupted. */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('run the mock (the default command)')
    .addOption(
      option('-p, --port <number>', 'port to listen on, 0 for any free one')
        .argParser(integer(0, 65535))
        .default(4000),
    )
    .addOption(
      option('--host <address>', 'address to listen on; beyond loopback an admin token is demanded').default(
        '127.0.0.1',
      ),
    )
    .addOption(
      option('--seed <integer>', 'seed of the generated world (default: 1)').argParser(
        integer(-(2 ** 53) + 1, 2 ** 53 - 1),
      ),
    )
    .addOption(option('--world <name or file>', 'world to pretend (default: "default")'))
    .addOption(option('--ephemeral', 'keep everything in memory').conflicts('data'))
    .addOption(option('--data <file>', `SQLite file to keep everything in (default: "${DEFAULT_DATA_FILE}")`))
    .addOption(
      option('--rate-limit <number or off>', 'requests a minute for each client address')
        .argParser(rateLimit)
        .default(600),
    )
    .addOption(
      new Option('--presigned-url-ttl-seconds <seconds>', 'how long image links are good')
        .env('PRESIGNED_URL_TTL_SECONDS')
        .argParser(integer(1, 604_800))
        .default(300),
    )
    .addOption(
      option(
        '--webhook-retry-base <duration>',
        'wait after the first failed attempt; it doubles with each further one',
      )
        .argParser(duration)
        .default(defaultRetrySchedule.baseMs, '5s'),
    )
    .addOption(
      option('--webhook-retry-cap <duration>', 'longest wait between two attempts')
        .argParser(duration)
        .default(defaultRetrySchedule.capMs, '1h'),
    )
    .addOption(
      option('--webhook-timeout <duration>', 'how long one attempt may take')
        .argParser(duration)
        .default(15_000, '15s'),
    )
    .addOption(
      option(
        '--webhook-secret <whsec_…>',
        'sign webhooks as Standard Webhooks does; rather set the variable',
      ),
    )
    .addOption(
      option(
        '--allow-private-targets',
        'let webhooks go to private addresses although others reach the mock',
      ),
    )
    .addOption(
      option(
        '--admin-token <token>',
        'guards the dashboard and /_mock beyond loopback; rather set the variable',
      ),
    )
    .addOption(option('--log-level <level>', 'what to log on stderr').choices(logLevels).default('info'))
    .addOption(
      option('--deviate <ids>', 'contract rules to break, comma-separated (docs/rules.md)').argParser(
        commaList,
      ),
    )
    .addOption(option('--json', 'print one JSON object with url and token when the mock answers'))
    .action(async (options: ServeOptions) => serve(terminal, options));
}

async function serve(terminal: Terminal, options: ServeOptions): Promise<void> {
  const {
    ephemeral,
    data = DEFAULT_DATA_FILE,
    port,
    host,
    rateLimit,
    presignedUrlTtlSeconds,
    logLevel,
  } = options;
  const log = createRequestLog(terminal, logLevel);
  const deviations = options.deviate === undefined ? [] : await deviationsOf(options.deviate);
  const settings: MockOptions = {
    ...{ port, host, rateLimit, presignedUrlTtlSeconds },
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.world !== undefined && { world: options.world }),
    ...(!ephemeral && { data }),
    webhookRetryBaseMs: options.webhookRetryBase,
    webhookRetryCapMs: options.webhookRetryCap,
    webhookTimeoutMs: options.webhookTimeout,
    ...(options.allowPrivateTargets && { allowPrivateTargets: true }),
    ...(options.webhookSecret !== undefined && { webhookSecret: options.webhookSecret }),
    ...(options.adminToken && { adminToken: options.adminToken }),
    ...(deviations.length > 0 && { deviations }),
    ...(terminal.errInteractive && { onProgress: progressBar(terminal) }),
    onError: log.error,
  };
  for (const { id, title } of deviations)
    terminal.err(`${terminal.color.yellow('deviating:')} ${id} ${title}`);
  // Loaded here, so that commands that only talk to a running mock start without it.
  const { createMock } = await import('../mock.js');
  const mock = await createMock(settings);
  try {
    mock.journal.subscribe(log.request);
    mock.dispatcher.onAttempt(log.attempt);
    const where = ephemeral ? 'in memory, gone when this ends' : data;
    terminal.out(options.json ? banner.json(mock, where) : banner.text(terminal, mock, where));
    await interruption(terminal.interrupted);
  } finally {
    await mock.close();
  }
}

const banner = {
  json: (mock: Mock, data: string) =>
    JSON.stringify({
      url: mock.url,
      token: mock.token ?? null,
      port: mock.port,
      ...mock.services.world.current,
      data,
    }),

  text: ({ color }: Terminal, mock: Mock, data: string) => {
    const { source, seed } = mock.services.world.current;
    const url = mock.url.replace('127.0.0.1', 'localhost');
    const bearer = `-H "Authorization: Bearer ${mock.token}"`;
    const tries =
      mock.token === undefined
        ? ['Make a key first: chck keys create "My key"', `curl ${url}/health`]
        : [
            `curl ${url}/health`,
            `curl ${bearer} "${url}/v1/gradings?limit=2"`,
            `curl ${bearer} "${url}/v1/cards?limit=2"`,
          ];
    return [
      '',
      `  ${color.bold('CHCK Partner API, mock')}   ${color.cyan(url)}`,
      '',
      ...(mock.token === undefined
        ? []
        : [
            `  token  ${color.green(mock.token)}`,
            color.dim('         made up by this mock from its seed; CHCK does not know it'),
            '',
          ]),
      ...tries.map((line) => `  ${line}`),
      '',
      color.dim(`  world ${source}, seed ${seed}; data ${data}; stop with Ctrl+C`),
      '',
    ].join('\n');
  },
};

function rateLimit(text: string): number | 'off' {
  if (text === 'off') return 'off';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(
    `It must be a number of requests a minute, from 1, or off; it is "${text}".`,
  );
}

function progressBar(terminal: Terminal): (progress: Progress) => void {
  const width = 30;
  return ({ done, total }) => {
    if (total < 5000) return;
    const filled = Math.round((done / total) * width);
    process.stderr.write(
      `\r  making the world  ${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${done} of ${total} cards`,
    );
    if (done >= total) terminal.err('');
  };
}

async function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Loaded only when asked for: the deviations bring the contract rules with them. */
async function deviationsOf(ids: readonly string[]): Promise<Deviation[]> {
  const { chooseDeviations } = await import('../suite/choose-deviations.js');
  return chooseDeviations(ids);
}
