import { Argument, Command, InvalidArgumentError } from 'commander';
import { certifyCases, certifyHandler } from '../certify/certify-handler.js';
import { createMock } from '../mock.js';
import { webhookKey } from '../webhooks/signature.js';
import { certifyingMock } from './certifying-mock.js';
import { ControlClient } from './control-client.js';
import { type ControlOptions, withControlOptions } from './control-options.js';
import { UsageError } from './errors.js';
import { duration, option } from './options.js';
import { startHandler, takesConnections } from './start-handler.js';
import type { Terminal } from './terminal.js';
import { reportVerdicts, type VerdictOptions, withVerdictOptions } from './verdict-report.js';

const own = (flags: string, description: string) => option(flags, description, 'certify');

interface CertifyOptions extends ControlOptions, VerdictOptions {
  account?: string;
  start?: string;
  webhookSecret?: string;
  answerTimeout: number;
  patience: number;
  settle: number;
  only?: string[];
}

const START_TIMEOUT_MS = 30_000;
const words = { suite: 'chck.certify', open: 'inconclusive' };

/** `chck certify`: plays the deliveries of production against a webhook handler. */
export function certifyCommand(terminal: Terminal): Command {
  const command = new Command('certify')
    .description('certify a webhook handler by the deliveries that it will meet in production')
    .addArgument(
      new Argument('<handler>', 'address of your handler, such as http://localhost:3000/webhooks').argParser(
        address,
      ),
    );
  return withVerdictOptions(withControlOptions(command), words.open)
    .addOption(
      option('-a, --account <id or email>', 'the account whose key the handler uses (default: the first)'),
    )
    .addOption(
      own(
        '--start <command>',
        'start the handler by this command, on a mock of its own: CHCK_BASE_URL and CHCK_TOKEN are in its environment',
      ),
    )
    .addOption(
      option(
        '--webhook-secret <whsec_…>',
        'sign the deliveries, and certify the check of signatures; rather set the variable',
      ).asSecret(),
    )
    .addOption(
      own('--answer-timeout <duration>', 'how long the handler may take to answer')
        .argParser(duration)
        .default(15_000, '15s'),
    )
    .addOption(
      own('--patience <duration>', 'how long to wait for the calls that a delivery causes')
        .argParser(duration)
        .default(3000, '3s'),
    )
    .addOption(
      own('--settle <duration>', 'how long nothing more must come before calls are counted')
        .argParser(duration)
        .default(500, '500ms'),
    )
    .addOption(
      own(
        '--only <ids>',
        `only these cases, separated by commas: ${certifyCases.map(({ id }) => id).join(', ')}`,
      ).argParser(caseIds),
    )
    .action(async (handler: string, options: CertifyOptions) => {
      if (options.start === undefined) return certify(terminal, handler, options, false);
      await onOwnMock(terminal, handler, options.start, options);
    });
}

/** Runs on a mock that is made for it, and gives the handler that is started the way to it. */
async function onOwnMock(
  terminal: Terminal,
  handler: string,
  start: string,
  options: CertifyOptions,
): Promise<void> {
  if (await takesConnections(handler)) {
    throw new UsageError(
      `Something listens at ${handler} already: stop it, or leave out --start and name its mock with --url.`,
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
    const started = await startHandler(terminal, start, handler, env, START_TIMEOUT_MS);
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
  const { account, webhookSecret, answerTimeout, patience, settle, only } = options;
  const client = new ControlClient(terminal, options);
  // Says at once when no mock answers.
  await client.run('getReadiness', {});
  if (!(await takesConnections(handlerUrl))) {
    throw new UsageError(
      `Nothing listens at ${handlerUrl}. Start your handler first, or have it started with --start COMMAND.`,
    );
  }
  const judged = await certifyHandler({
    mock: certifyingMock(client, { account, own }),
    handlerUrl,
    signingKey: webhookSecret === undefined ? undefined : webhookKey(webhookSecret),
    ...{ timeoutMs: answerTimeout, patienceMs: patience, settleMs: settle, only },
    ...(terminal.errInteractive && {
      onJudged: ({ id, verdict }) =>
        terminal.err(terminal.color.dim(`  ${id}: ${verdict === 'open' ? words.open : verdict}`)),
    }),
  });
  reportVerdicts(terminal, judged, options, words);
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(`It must be an http or https address; it is "${text}".`);
}

function caseIds(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  for (const id of ids) {
    if (certifyCases.some((known) => known.id === id)) continue;
    throw new InvalidArgumentError(`There is no case "${id}".`);
  }
  return ids;
}
