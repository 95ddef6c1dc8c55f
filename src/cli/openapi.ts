import { Command } from 'commander';
import { CheckFailedError, UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

interface OpenapiOptions {
  format: 'yaml' | 'json';
  stripProvenance?: boolean;
}

interface DiffOptions {
  json?: boolean;
  markdown?: boolean;
  failOn?: 'contradicted';
}

/** `chck openapi`: the OpenAPI document of the Partner API, and how another one differs from it. */
export function openapiCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'openapi');
  return new Command('openapi')
    .addOption(own('--format <format>', 'format').choices(['yaml', 'json']).default('yaml'))
    .addOption(own('--strip-provenance', 'leave out the marks that say where each fact comes from'))
    .action(async ({ format, stripProvenance = false }: OpenapiOptions) => {
      const { printedDocument } = await import('../contract/printed-document.js');
      terminal.out(printedDocument({ format, stripProvenance }).trimEnd());
    })
    .addCommand(diffCommand(terminal));
}

function diffCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'openapi diff');
  return new Command('diff')
    .description('compare another OpenAPI document, such as CHCK publishes, with the facts of the contract')
    .argument('<file or URL>', 'OpenAPI 3.0 or 3.1, JSON or YAML')
    .addOption(own('--json', 'print every fact as JSON').conflicts('markdown'))
    .addOption(own('--markdown', 'print Markdown'))
    .addOption(own('--fail-on <kind>', 'fail when there are such facts').choices(['contradicted']))
    .action(async (source: string, { json, markdown, failOn }: DiffOptions) => {
      const { compareWithContract } = await import('../contract/compare/compare-with-contract.js');
      const { comparisonMarkdown, comparisonText, summaryOf } = await import(
        '../contract/compare/comparison-report.js'
      );
      const report = await compareWithContract(source).catch((cause: Error) => {
        throw 'code' in cause ? new UsageError(cause.message, { cause }) : cause;
      });
      if (json) terminal.out(JSON.stringify(report, null, 2));
      else terminal.out(markdown ? comparisonMarkdown(report) : comparisonText(report));
      if (failOn !== undefined && report.contradicted.length > 0)
        throw new CheckFailedError(summaryOf(report));
    });
}
