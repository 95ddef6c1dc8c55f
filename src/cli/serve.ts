import { setFlagsFromString } from 'node:v8';
import { Command } from 'commander';
import type { Deviation } from '../http/deviation.js';
import type { MockOptions } from '../mock.js';
import { parsePostgresUrl } from '../store/postgres/postgres-location.js';
import { type WebhookTimestamp, webhookTimestamps } from '../webhooks/attempt-log.js';
import { defaultRetrySchedule } from '../webhooks/retry-schedule.js';
import type { Progress } from '../world/populate-account.js';
import { clockNotice } from './clock-notice.js';
import { openapiOption, useOpenapi } from './openapi-document.js';
import { commaList, duration, integer, option } from './options.js';
import { bannerJson, bannerText } from './serve/banner.js';
import { adminToken, developmentToken, origin, rateLimit, webhookSecret } from './serve/option-values.js';
import { createRequestLog, type LogLevel, logLevels } from './serve/request-log.js';
import { planSetup, startSetup } from './serve/start-setup.js';
import { interruption, type Terminal } from './terminal.js';

interface ServeOptions {
  port: number;
  host: string;
  publicUrl?: string;
  trustProxy?: boolean;
  seed?: number;
  world?: string;
  ephemeral?: boolean;
  data?: string;
  database?: string;
  databaseSchema?: string;
  rateLimit: number | 'off';
  presignedUrlTtlSeconds: number;
  webhookRetryBase: number;
  webhookRetryCap: number;
  webhookTimeout: number;
  webhookSecret?: string;
  webhookTimestamp: WebhookTimestamp;
  allowPrivateTargets?: boolean;
  adminToken?: string;
  developmentToken?: string;
  allowDevelopmentToken?: boolean;
  logLevel: LogLevel;
  deviate?: string[];
  openapi?: string;
  setup?: string;
  watch?: boolean;
  json?: boolean;
}

/** The database of `chck serve`, relative to the working folder. */
export const DEFAULT_DATA_FILE = '.chck/mock.db';

/** `chck serve`: runs the mock until it is interrupted. */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .addOption(
      option('-p, --port <number>', 'port to listen on; 0 for any free port')
        .argParser(integer(0, 65535))
        .default(4000)
        .orPlatform('PORT'),
    )
    .addOption(
      option(
        '--host <address>',
        'address to listen on; an address beyond loopback needs --admin-token',
      ).default('localhost'),
    )
    .addOption(
      option(
        '--public-url <origin>',
        'where clients reach the mock, for image links: https://mock.example',
      ).argParser(origin),
    )
    .addOption(
      option('--trust-proxy', 'believe X-Forwarded-For, -Host and -Proto of a proxy before the mock'),
    )
    .addOption(
      option('--seed <integer>', 'seed of the generated world (default: 1)').argParser(
        integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(option('--world <name or file>', 'the world, see docs/worlds.md (default: "default")'))
    .addOption(option('--ephemeral', 'keep all data in memory').conflicts('data'))
    .addOption(option('--data <file>', `SQLite file for all data (default: "${DEFAULT_DATA_FILE}")`))
    .addOption(
      option('--database <url>', 'PostgreSQL database for all data, postgres://…; prefer the variable')
        .conflicts(['data', 'ephemeral'])
        .asSecret(),
    )
    .addOption(option('--database-schema <name>', 'schema of the database (default: "chck")'))
    .addOption(
      option('--rate-limit <number or off>', 'requests per minute for each client address')
        .argParser(rateLimit)
        .default(600),
    )
    .addOption(
      option('--presigned-url-ttl-seconds <seconds>', 'lifetime of image links')
        .env('PRESIGNED_URL_TTL_SECONDS')
        .argParser(integer(1, 604_800))
        .default(300),
    )
    .addOption(
      option(
        '--webhook-retry-base <duration>',
        'delay after the first failed attempt; doubles with each attempt',
      )
        .argParser(duration)
        .default(defaultRetrySchedule.baseMs, '5s'),
    )
    .addOption(
      option('--webhook-retry-cap <duration>', 'longest delay between two attempts')
        .argParser(duration)
        .default(defaultRetrySchedule.capMs, '1h'),
    )
    .addOption(
      option('--webhook-timeout <duration>', 'timeout of one attempt')
        .argParser(duration)
        .default(15_000, '15s'),
    )
    .addOption(
      option('--webhook-secret <whsec_…>', 'sign webhooks as Standard Webhooks does; prefer the variable')
        .argParser(webhookSecret)
        .asSecret(),
    )
    .addOption(
      option('--webhook-timestamp <clock>', "clock of webhook-timestamp: real time or the mock's clock")
        .choices(webhookTimestamps)
        .default('real'),
    )
    .addOption(
      option('--allow-private-targets', 'allow webhooks to private addresses when listening beyond loopback'),
    )
    .addOption(
      option(
        '--admin-token <token>',
        'guards /dashboard and /_mock beyond loopback, at least 16 characters; prefer the variable',
      )
        .asSecret()
        .argParser(adminToken),
    )
    .addOption(
      option(
        '--development-token <token>',
        "a fixed token for the world's first account, shbx_ and 64 characters; prefer the variable",
      )
        .asSecret()
        .argParser(developmentToken),
    )
    .addOption(option('--allow-development-token', 'use the fixed token also when listening beyond loopback'))
    .addOption(
      option(
        '--setup <file>',
        'keys, targets, faults and a scenario to start with, in YAML; see docs/worlds.md',
      ),
    )
    .addOption(option('-w, --watch', 'apply the setup and the world file again when they change'))
    .addOption(option('--log-level <level>', 'what to log on stderr').choices(logLevels).default('info'))
    .addOption(
      option('--deviate <ids>', 'contract rules to break, comma-separated; see docs/rules.md').argParser(
        commaList,
      ),
    )
    .addOption(openapiOption())
    .addOption(option('--json', 'print one JSON object with url and token when the mock responds'))
    .action(async (options: ServeOptions) => serve(terminal, options));
}

async function serve(terminal: Terminal, options: ServeOptions): Promise<void> {
  const { json, logLevel } = options;
  await useOpenapi(terminal, options.openapi, { isServed: true });
  const planned = planSetup(options);
  const log = createRequestLog(terminal, logLevel);
  const deviations = await deviationsOf(options.deviate ?? []);
  for (const { id, title } of deviations) {
    terminal.err(`${terminal.color.yellow('deviation:')} ${id} ${title}`);
  }
  // Loaded here, so that commands which only talk to a running mock start without the server.
  const { createMock } = await import('../mock.js');
  const mock = await createMock({
    ...mockOptions(options),
    ...(deviations.length > 0 && { deviations }),
    ...(terminal.errInteractive && { onProgress: progressBar(terminal) }),
    onError: log.error,
  });
  // The garbage of requests is collected before the heap has doubled. Without it, a mock under load takes 200 MiB.
  setFlagsFromString('--heap-growing-percent=30');
  let stopWatching: (() => Promise<void>) | undefined;
  try {
    stopWatching = await startSetup(terminal, mock, planned, options);
    if (logLevel !== 'silent') {
      mock.requests.onRequest(log.request);
      mock.deliveries.onAttempt(log.attempt);
    }
    const notice = clockNotice(mock.clock.read());
    if (notice !== undefined) log.warning(notice);
    const place = placeOf(options);
    terminal.out(json ? bannerJson(mock, place) : bannerText(terminal, mock, place));
    await interruption(terminal);
  } finally {
    await stopWatching?.();
    await mock.close();
  }
}

function mockOptions(options: ServeOptions): MockOptions {
  const { port, host, rateLimit: perMinute, presignedUrlTtlSeconds, seed, world } = options;
  const { webhookSecret: secret, allowPrivateTargets, adminToken } = options;
  return {
    port,
    host,
    publicUrl: options.publicUrl,
    trustProxy: options.trustProxy,
    rateLimit: perMinute,
    presignedUrlTtlSeconds,
    webhookRetryBase: options.webhookRetryBase,
    webhookRetryCap: options.webhookRetryCap,
    webhookTimeout: options.webhookTimeout,
    webhookTimestamp: options.webhookTimestamp,
    seed,
    world,
    data: options.ephemeral || options.database ? undefined : (options.data ?? DEFAULT_DATA_FILE),
    database: options.database,
    databaseSchema: options.databaseSchema,
    allowPrivateTargets,
    webhookSecret: secret,
    adminToken,
    developmentToken: options.developmentToken,
    allowDevelopmentToken: options.developmentToken === undefined ? undefined : options.allowDevelopmentToken,
  };
}

/** Returns where the data is kept, without a password. */
function placeOf({ ephemeral, data = DEFAULT_DATA_FILE, database, databaseSchema }: ServeOptions): string {
  if (database !== undefined) return parsePostgresUrl(database, databaseSchema).name;
  return ephemeral ? 'in memory until it stops' : data;
}

/** Loaded only when a rule is to be broken: the deviations bring the contract rules with them. */
async function deviationsOf(ids: readonly string[]): Promise<Deviation[]> {
  if (ids.length === 0) return [];
  const { chooseDeviations } = await import('../suite/deviations/choose-deviations.js');
  return chooseDeviations(ids);
}

function progressBar(terminal: Terminal): (progress: Progress) => void {
  const minCards = 5000;
  const width = 30;
  return ({ done, total }) => {
    if (total < minCards) return;
    const filled = Math.round((done / total) * width);
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
    process.stderr.write(`\r  creating the world  ${bar}  ${done} of ${total} cards`);
    if (done >= total) terminal.err('');
  };
}
