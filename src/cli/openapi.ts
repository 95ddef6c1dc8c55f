import { Command } from 'commander';
import { printedDocument } from '../contract/printed-document.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'openapi');

/** `chck openapi`: the contract as OpenAPI 3.1. */
export function openapiCommand(terminal: Terminal): Command {
  return new Command('openapi')
    .description('print the OpenAPI document of the Partner API')
    .addOption(own('--format <format>', 'yaml or json').choices(['yaml', 'json']).default('yaml'))
    .addOption(own('--strip-provenance', 'leave out where each fact comes from'))
    .action(({ format, stripProvenance = false }: { format: 'yaml' | 'json'; stripProvenance?: boolean }) => {
      terminal.out(printedDocument({ format, stripProvenance }).trimEnd());
    });
}
