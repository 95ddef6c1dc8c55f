import { Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { webhookKey } from '../webhooks/signature.js';
import { type AccountOptions, accountOption, mockFlags, withControlOptions } from './control-options.js';
import { Listener } from './listen/listener.js';
import { type Output, outputs } from './listen/printer.js';
import { startReceiver } from './listen/receiver.js';
import { Registration } from './listen/registration.js';
import { responseScript, type ScriptedResponse, scriptText } from './listen/response-script.js';
import { duration, httpUrl, integer, option } from './options.js';
import type { Terminal } from './terminal.js';

interface ListenOptions extends AccountOptions {
  outcome?: Schema<'Outcome'>;
  port: number;
  respond: ScriptedResponse[];
  delay?: number;
  secret?: string;
  forwardTo?: string;
  count?: number;
  output?: Output;
}

const own = (flags: string, description: string) => option(flags, description, 'listen');

/** `chck listen`: receives webhooks of a running mock in the terminal until it is interrupted. */
export function listenCommand(terminal: Terminal): Command {
  const command = new Command('listen');
  return withControlOptions(command)
    .addOption(accountOption('the account that owns the gradings'))
    .addOption(own('--outcome <outcome>', 'only webhooks of this outcome').choices(['success', 'failure']))
    .addOption(
      own('-p, --port <number>', 'port to receive on; 0 for any free port')
        .argParser(integer(0, 65535))
        .default(0),
    )
    .addOption(
      own('-r, --respond <responses>', 'responses in turn: statuses, timeout, reset; the last one repeats')
        .argParser(responseScript)
        .default([200], '200')
        .conflicts('forwardTo'),
    )
    .addOption(own('--delay <duration>', 'delay before each response').argParser(duration))
    .addOption(
      option('--secret <whsec_…>', 'respond 401 to webhooks not signed with this secret')
        .env('CHCK_WEBHOOK_SECRET')
        .argParser(secret)
        .asSecret(),
    )
    .addOption(
      own('-f, --forward-to <url>', 'forward each webhook to your handler and return its response').argParser(
        httpUrl,
      ),
    )
    .addOption(
      own('-n, --count <number>', 'end after this number of webhooks (default: when interrupted)').argParser(
        integer(1, 1_000_000),
      ),
    )
    .addOption(
      own('--output <mode>', 'what to print (default: interactive in a terminal, otherwise compact)').choices(
        outputs,
      ),
    )
    .action(async (options: ListenOptions) => listen(terminal, options));
}

async function listen(terminal: Terminal, options: ListenOptions): Promise<void> {
  const { outcome, respond, forwardTo, delay, secret: signingSecret, count, json } = options;
  const outcomes = outcome === undefined ? (['success', 'failure'] as const) : [outcome];
  const listener: Listener = new Listener(terminal, () => registration, {
    script: respond,
    delayMs: delay,
    secret: signingSecret,
    forwardTo,
    count,
    output: json ? 'json' : (options.output ?? (terminal.interactive ? 'interactive' : 'compact')),
  });
  const receiver = await startReceiver(options.port, listener.receive, listener.finished);
  const registration = new Registration(terminal, options, outcomes, receiver.url);
  try {
    await registration.start();
    const action = forwardTo === undefined ? `responds ${scriptText(respond)}` : 'forwards to your handler';
    terminal.err(`Listening at ${receiver.url} for ${outcomes.join(' and ')}; ${action}.`);
    terminal.err(`Send a webhook with \`chck trigger ${outcomes[0]}${mockFlags(options)}\`.`);
    await listener.ended;
  } finally {
    await registration.stop();
    await receiver.close();
  }
  terminal.err(`Received ${listener.received}.`);
}

function secret(text: string): string {
  webhookKey(text);
  return text;
}
