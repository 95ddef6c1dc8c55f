import { Command } from 'commander';
import { UsageError } from './errors.js';
import { openapiOption, useOpenapi } from './openapi-document.js';
import { integer, option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'sample');

interface SampleOptions {
  count?: number;
  seed?: number;
  status?: number;
  invalid?: boolean;
  openapi?: string;
}

/** `chck sample`: payloads generated from the contract, for tests in any language. */
export function sampleCommand(terminal: Terminal): Command {
  return new Command('sample')
    .argument('<schema or operation>', 'a schema such as GradingWebhook, or an operation such as getGrading')
    .addOption(
      own(
        '--count <number>',
        'print a list of this length (default: one payload alone; all with --invalid)',
      ).argParser(integer(1, 10_000)),
    )
    .addOption(
      own('--seed <integer>', 'seed; the same seed gives the same payloads (default: 1)').argParser(
        integer(0, 2 ** 31 - 1),
      ),
    )
    .addOption(
      own('--status <status>', 'response status of the operation (default: its success)').argParser(
        integer(200, 599),
      ),
    )
    .addOption(own('--invalid', 'print payloads with exactly one fault each, and name the fault'))
    .addOption(openapiOption())
    .action(async (name: string, { invalid, openapi, ...input }: SampleOptions) => {
      await useOpenapi(terminal, openapi);
      const { invalidSamples, SampleError, samples } = await import('../contract/samples/samples.js');
      try {
        const found = invalid ? invalidSamples({ name, ...input }) : samples({ name, ...input });
        const isSingle = !invalid && input.count === undefined;
        terminal.out(JSON.stringify(isSingle ? found[0] : found, null, 2));
      } catch (error) {
        throw error instanceof SampleError ? new UsageError(error.message, { cause: error }) : error;
      }
    });
}
