import { Argument, Command, InvalidArgumentError } from 'commander';
import { certifyCases, certifyHandler } from '../certify/certify-handler.js';
import { isUp } from '../certify/is-up.js';
import { reportOf } from '../checks/report.js';
import { createMock } from '../mock.js';
import { webhookKey } from '../webhooks/signature.js';
import { certifyingMock } from './certifying-mock.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { UsageError } from './errors.js';
import { duration, option } from './options.js';
import { type ReportFlags, withReportOptions, writeReports } from './report-options.js';
import { assertTrusted, startHandler, takesConnections } from './start-handler.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'certify');

interface CertifyOptions extends ControlOptions, ReportFlags {
  account?: string;
  start?: string;
  webhookSecret?: string;
  answerTimeout: number;
  patience: number;
  settle: number;
  only?: string[];
  skip?: string[];
  readsAreIdempotent?: boolean;
}

const START_TIMEOUT_MS = 30_000;

/** `chck certify`: sends a webhook handler the deliveries of production, and judges what it does. */
export function certifyCommand(terminal: Terminal): Command {
  const command = new Command('certify').addArgument(
    new Argument('<handler>', 'address of your handler, such as http://localhost:3000/webhooks').argParser(
      address,
    ),
  );
  return withReportOptions(withControlOptions(command), 'an inconclusive case counts as failed')
    .addOption(
      option('-a, --account <id or email>', 'the account whose key the handler uses (default: the first)'),
    )
    .addOption(
      own(
        '--start <command>',
        'start the handler with this command and a mock for it, with CHCK_BASE_URL and CHCK_TOKEN in its environment',
      ),
    )
    .addOption(
      option(
        '--webhook-secret <whsec_…>',
        'sign the deliveries, and certify the verification of signatures; prefer the variable',
      ).asSecret(),
    )
    .addOption(
      own('--answer-timeout <duration>', 'how long the handler may take to respond')
        .argParser(duration)
        .default(15_000, '15s'),
    )
    .addOption(
      own('--patience <duration>', 'how long to wait for the calls that a delivery causes')
        .argParser(duration)
        .default(3000, '3s'),
    )
    .addOption(
      own('--settle <duration>', 'calls are counted once no further call has arrived for this long')
        .argParser(duration)
        .default(500, '500ms'),
    )
    .addOption(
      own(
        '--only <ids>',
        `only these cases, by id, beginning of an id or area, separated by commas: ${certifyCases.map(({ id }) => id).join(', ')}`,
      ).argParser(caseIds),
    )
    .addOption(
      own('--skip <ids>', 'all cases but these, by id, beginning of an id or area').argParser(caseIds),
    )
    .addOption(
      own(
        '--reads-are-idempotent',
        'reading a grading twice changes nothing in the handler, because results are stored under their id',
      ),
    )
    .action(async (handler: string, options: CertifyOptions) => {
      if (options.start === undefined) return certify(terminal, handler, options, false);
      await onOwnMock(terminal, handler, options.start, options);
    });
}

/** Starts a mock and the handler, which gets the address and token of the mock. */
async function onOwnMock(
  terminal: Terminal,
  handler: string,
  start: string,
  options: CertifyOptions,
): Promise<void> {
  if (await takesConnections(handler)) {
    throw new UsageError(
      `Something listens at ${handler} already: stop it, or leave out --start and give the address of its mock with --url.`,
    );
  }
  const mock = await createMock({ rateLimit: 'off' });
  try {
    const { webhookSecret } = options;
    const env = {
      CHCK_BASE_URL: mock.url,
      CHCK_TOKEN: mock.token ?? '',
      ...(webhookSecret !== undefined && { CHCK_WEBHOOK_SECRET: webhookSecret }),
    };
    const look = () => isUp(handler, lookOf(options));
    const started = await startHandler(terminal, start, handler, env, {
      timeoutMs: START_TIMEOUT_MS,
      isUp: look,
    });
    try {
      await certify(terminal, handler, { ...options, url: mock.url }, true);
    } finally {
      started.stop();
    }
  } finally {
    await mock.close();
  }
}

async function certify(
  terminal: Terminal,
  handlerUrl: string,
  options: CertifyOptions,
  own: boolean,
): Promise<void> {
  const { account, patience, settle, only, skip, readsAreIdempotent } = options;
  const client = new ControlClient(terminal, options);
  // Throws at once when no mock responds.
  await client.run('getReadiness', {});
  if (!(await isUp(handlerUrl, lookOf(options)))) {
    throw new UsageError(
      `Nothing listens at ${handlerUrl}. Start your handler first, or let --start COMMAND start it.`,
    );
  }
  await assertTrusted(handlerUrl);
  const startedAt = new Date().toISOString();
  const startMs = performance.now();
  const { results, warnings } = await certifyHandler({
    mock: certifyingMock(client, { account, own }),
    handlerUrl,
    ...lookOf(options),
    patienceMs: patience,
    settleMs: settle,
    readsAreIdempotent,
    only: selectedCases(only, skip),
    onResult: ({ id, verdict, durationMs }) =>
      terminal.err(terminal.color.dim(`  ${id}: ${verdict} (${Math.round(durationMs)} ms)`)),
  });
  const durationMs = performance.now() - startMs;
  for (const warning of warnings) terminal.err(terminal.color.yellow(warning));
  const { requireAll = false } = options;
  const report = reportOf({
    command: 'certify',
    target: handlerUrl,
    startedAt,
    durationMs,
    requireAll,
    results,
  });
  await writeReports(terminal, report, options);
}

/** The signature and the patience of everything that is sent to the handler. */
function lookOf({ webhookSecret, answerTimeout }: CertifyOptions) {
  const signingKey = webhookSecret === undefined ? undefined : webhookKey(webhookSecret);
  return { signingKey, timeoutMs: answerTimeout };
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(`It must be an http or https address; it is "${text}".`);
}

function caseIds(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  for (const id of ids) {
    if (certifyCases.some((known) => isNamedBy(known, id))) continue;
    throw new InvalidArgumentError(`There is no case and no area "${id}".`);
  }
  return ids;
}

/** Whether a text names a case: by its id, the beginning of its id, or its area. */
function isNamedBy({ id, area }: { id: string; area: string }, text: string): boolean {
  if (certifyCases.some((known) => known.id === text)) return id === text;
  return text !== '' && (area === text || id.startsWith(text));
}

/** The ids of the cases to run. Throws UsageError when there is none. */
function selectedCases(only: readonly string[] | undefined, skip: readonly string[] = []): string[] {
  const selected = certifyCases.filter((known) => {
    const isWanted = only === undefined || only.some((text) => isNamedBy(known, text));
    return isWanted && !skip.some((text) => isNamedBy(known, text));
  });
  if (selected.length === 0) throw new UsageError('--only and --skip leave no case to run.');
  return selected.map(({ id }) => id);
}
