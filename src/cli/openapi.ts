import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { CheckFailedError, UsageError } from './errors.js';
import { openapiOption, useOpenapi } from './openapi-document.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

interface OpenapiOptions {
  format: 'yaml' | 'json';
  stripProvenance?: boolean;
  control?: boolean;
}

interface DiffOptions {
  json?: boolean;
  markdown?: boolean;
  html?: string;
  failOn?: 'contradicted';
}

/** `chck openapi`: the OpenAPI document of the Partner API, and how another one differs from it. */
export function openapiCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'openapi');
  return new Command('openapi')
    .addOption(own('--format <format>', 'format').choices(['yaml', 'json']).default('yaml'))
    .addOption(own('--strip-provenance', 'leave out the marks that say where each fact comes from'))
    .addOption(
      own('--control', 'the document of /_mock instead, the API of the mock itself').conflicts(
        'stripProvenance',
      ),
    )
    .action(async ({ format, stripProvenance = false, control = false }: OpenapiOptions) => {
      if (control) {
        const { printedControlDocument } = await import('../control/document.js');
        terminal.out(printedControlDocument(format).trimEnd());
        return;
      }
      const { printedDocument } = await import('../contract/printed-document.js');
      terminal.out(printedDocument({ format, stripProvenance }).trimEnd());
    })
    .addCommand(diffCommand(terminal))
    .addCommand(typesCommand(terminal));
}

/** `chck openapi types`: TypeScript types of the document, on stdout. */
function typesCommand(terminal: Terminal): Command {
  return new Command('types')
    .description('print TypeScript types of the document, made by openapi-typescript')
    .addOption(openapiOption())
    .action(async ({ openapi }: { openapi?: string }) => {
      await useOpenapi(terminal, openapi);
      const { typesOfDocument } = await import('./openapi/print-types.js');
      terminal.out((await typesOfDocument()).trimEnd());
    });
}

function diffCommand(terminal: Terminal): Command {
  const own = (flags: string, description: string) => option(flags, description, 'openapi diff');
  return new Command('diff')
    .description('compare another OpenAPI document, such as CHCK publishes, with the facts of the contract')
    .argument('<file or URL>', 'OpenAPI 3.0 or 3.1, JSON or YAML')
    .addOption(own('--json', 'print every fact as JSON').conflicts('markdown'))
    .addOption(own('--markdown', 'print Markdown'))
    .addOption(own('--html <file>', 'also write one HTML file with every fact'))
    .addOption(own('--fail-on <kind>', 'fail when there are such facts').choices(['contradicted']))
    .action(async (source: string, { json, markdown, html, failOn }: DiffOptions) => {
      const { compareWithContract } = await import('../contract/compare/compare-with-contract.js');
      const { comparisonMarkdown, comparisonText, summaryOf } = await import(
        '../contract/compare/comparison-report.js'
      );
      const report = await compareWithContract(source).catch((cause: Error) => {
        throw 'code' in cause ? new UsageError(cause.message, { cause }) : cause;
      });
      if (html !== undefined) {
        const { comparisonHtml } = await import('../checks/reporters/comparison-html.js');
        writeFileSync(html, comparisonHtml(report));
      }
      if (json) terminal.out(JSON.stringify(report, null, 2));
      else terminal.out(markdown ? comparisonMarkdown(report) : comparisonText(report));
      if (failOn !== undefined && report.contradicted.length > 0)
        throw new CheckFailedError(summaryOf(report));
    });
}
