import { Command, InvalidArgumentError } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { webhookKey } from '../webhooks/signature.js';
import { type AccountOptions, accountOption } from './account-option.js';
import { sameMock, withControlOptions } from './control-client.js';
import { answerScript, type ScriptedResponse, scriptInWords } from './listening/answer-script.js';
import { Listener } from './listening/listener.js';
import { type Output, outputs } from './listening/printer.js';
import { Registration } from './listening/registration.js';
import { startReceiver } from './listening/webhook-receiver.js';
import { duration, integer, option } from './options.js';
import type { Terminal } from './terminal.js';

type ListenOptions = AccountOptions & {
  outcome?: Schema<'Outcome'>;
  port: number;
  respond: ScriptedResponse[];
  delay?: number;
  secret?: string;
  forwardTo?: string;
  count?: number;
  output?: Output;
};

/** `chck listen`: receives webhooks of a running mock in the terminal until it is interrupted. */
export function listenCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'listen');
  const command = new Command('listen').description(
    'receive webhooks of a running mock here; the targets are removed when this ends',
  );
  return withControlOptions(command)
    .addOption(accountOption('whose webhooks'))
    .addOption(own('--outcome <outcome>', 'only webhooks of this outcome').choices(['success', 'failure']))
    .addOption(
      own('-p, --port <number>', 'port to receive on, 0 for any free one')
        .argParser(integer(0, 65535))
        .default(0),
    )
    .addOption(
      own('-r, --respond <answers>', 'what to answer in turn: statuses, timeout, reset; the last one repeats')
        .argParser(answerScript)
        .default([200], '200')
        .conflicts('forwardTo'),
    )
    .addOption(own('--delay <duration>', 'wait so long before each answer').argParser(duration))
    .addOption(
      option('--secret <whsec_…>', 'refuse what is not signed with this; rather set the variable')
        .env('CHCK_WEBHOOK_SECRET')
        .argParser(secret),
    )
    .addOption(
      own('-f, --forward-to <url>', 'send each on to your own handler, and answer as it does').argParser(
        httpUrl,
      ),
    )
    .addOption(
      own('-n, --count <number>', 'end after so many (default: when interrupted)').argParser(
        integer(1, 1_000_000),
      ),
    )
    .addOption(
      own('--output <mode>', 'how much to print (default: interactive on a terminal, else compact)').choices(
        outputs,
      ),
    )
    .action(async (options: ListenOptions) => listen(terminal, options));
}

async function listen(terminal: Terminal, options: ListenOptions): Promise<void> {
  const { outcome, respond, forwardTo, delay, secret: key, count, json } = options;
  const registration = new Registration(terminal, options);
  const listener = new Listener(terminal, registration, {
    script: respond,
    ...(delay !== undefined && { delayMs: delay }),
    ...(key !== undefined && { secret: key }),
    ...(forwardTo !== undefined && { forwardTo }),
    ...(count !== undefined && { count }),
    output: json ? 'json' : (options.output ?? (terminal.interactive ? 'interactive' : 'compact')),
  });
  const receiver = await startReceiver(options.port, listener.receive, listener.answered);
  try {
    await registration.add(outcome === undefined ? ['success', 'failure'] : [outcome], receiver.url);
    const what = outcome === undefined ? 'success and failure' : outcome;
    const does = forwardTo === undefined ? `answers ${scriptInWords(respond)}` : `sends on to ${forwardTo}`;
    terminal.err(`Listening at ${receiver.url} for ${what}; ${does}.`);
    terminal.err(`Fire one with \`chck trigger ${outcome ?? 'success'}${sameMock(options)}\`.`);
    await listener.ended;
  } finally {
    await registration.remove();
    await receiver.close();
  }
  terminal.err(`${listener.received} received.`);
}

function secret(text: string): string {
  webhookKey(text);
  return text;
}

function httpUrl(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError(
    `It must be an http or https URL such as http://localhost:3000/webhooks; it is "${text}".`,
  );
}
