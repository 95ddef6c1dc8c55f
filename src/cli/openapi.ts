import { Command } from 'commander';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'openapi');

interface OpenapiOptions {
  format: 'yaml' | 'json';
  stripProvenance?: boolean;
}

/** `chck openapi`: the OpenAPI document of the Partner API. */
export function openapiCommand(terminal: Terminal): Command {
  return new Command('openapi')
    .description('print the OpenAPI 3.1 document of the Partner API')
    .addOption(own('--format <format>', 'format').choices(['yaml', 'json']).default('yaml'))
    .addOption(own('--strip-provenance', 'leave out the marks that say where each fact comes from'))
    .action(async ({ format, stripProvenance = false }: OpenapiOptions) => {
      const { printedDocument } = await import('../contract/printed-document.js');
      terminal.out(printedDocument({ format, stripProvenance }).trimEnd());
    });
}
