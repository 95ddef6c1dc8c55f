import { Command } from 'commander';
import { invalidSamples, SampleError, samples } from '../contract/samples/samples.js';
import { UsageError } from './errors.js';
import { integer, option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'sample');

interface SampleOptions {
  count?: number;
  seed?: number;
  status?: number;
  invalid?: boolean;
}

/** `chck sample`: payloads from the contract, for tests in any language. */
export function sampleCommand(terminal: Terminal): Command {
  return new Command('sample')
    .description('print payloads that the contract describes, as JSON, for tests in any language')
    .argument('<schema or operation>', 'such as GradingWebhook, or getGrading for its answer')
    .addOption(
      own('--count <number>', 'how many, as a list (default: one by itself; with --invalid all)').argParser(
        integer(1, 10_000),
      ),
    )
    .addOption(
      own('--seed <integer>', 'the same seed gives the same payloads (default: 1)').argParser(
        integer(0, 2 ** 31 - 1),
      ),
    )
    .addOption(
      own('--status <status>', "which of the operation's answers (default: its success)").argParser(
        integer(200, 599),
      ),
    )
    .addOption(own('--invalid', 'payloads with one thing wrong each, and what it is'))
    .action((name: string, { invalid, ...wish }: SampleOptions) => {
      try {
        const found = invalid ? invalidSamples({ name, ...wish }) : samples({ name, ...wish });
        const isSingle = !invalid && wish.count === undefined;
        terminal.out(JSON.stringify(isSingle ? found[0] : found, null, 2));
      } catch (error) {
        throw error instanceof SampleError ? new UsageError(error.message, { cause: error }) : error;
      }
    });
}
