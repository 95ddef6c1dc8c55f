import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type CommandFacts, configSections, describeCommands } from './config/command-options.js';
import { configFileNames } from './config/load-config.js';
import { UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'init');

type Form = 'ts' | 'mjs' | 'json' | 'yaml';

const SCHEMA = './node_modules/@chck/partner-kit/src/cli/config/config.schema.json';
const PRECEDENCE = 'A flag wins over a variable, a variable over this file.';

/** `chck init`: writes a config file and a list of the environment variables. */
export function initCommand(terminal: Terminal, program: () => Promise<Command>): Command {
  return new Command('init')
    .addOption(
      own('--form <form>', 'form of the config file').choices(['ts', 'mjs', 'json', 'yaml']).default('ts'),
    )
    .addOption(own('--force', 'replace existing files'))
    .action(async ({ form, force }: { form: Form; force?: boolean }) => {
      const folder = process.cwd();
      const commands = await program();
      const files = {
        [`chck.config.${form}`]: configText(form, configSections(commands)),
        '.env.example': variablesText(describeCommands(commands)),
      };
      const present = [...configFileNames, '.env.example'].filter((name) => existsSync(join(folder, name)));
      if (present.length > 0 && !force) {
        throw new UsageError(`${present.join(' and ')} exists already; --force replaces it.`);
      }
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(folder, name), text);
        terminal.out(`wrote ${name}`);
      }
    });
}

/** A config file with every key, its meaning and its default, commented out where the form has comments. */
function configText(form: Form, sections: readonly CommandFacts[]): string {
  if (form === 'json') {
    return `${JSON.stringify({ $schema: SCHEMA, serve: { port: 4000, world: 'default' } }, null, 2)}\n`;
  }
  if (form === 'yaml') {
    return `# yaml-language-server: $schema=${SCHEMA}\n# ${PRECEDENCE}\nserve:\n  port: 4000\n  world: default\n`;
  }
  const body = sections.map(({ path, options }) => {
    const lines = options.map(({ name, description, default: standard, type }) => {
      const value = standard ?? (type === 'boolean' ? true : '…');
      return `    // ${description}\n    // ${name}: ${JSON.stringify(value)},\n`;
    });
    return `  ${path}: {\n${lines.join('')}  },\n`;
  });
  return `import { defineConfig } from '@chck/partner-kit';\n\n// ${PRECEDENCE}\nexport default defineConfig({\n${body.join('')}});\n`;
}

function variablesText(commands: readonly CommandFacts[]): string {
  const descriptions = new Map<string, string>();
  for (const { variable, description } of commands.flatMap(({ options }) => options)) {
    if (!descriptions.has(variable)) descriptions.set(variable, description);
  }
  const lines = [...descriptions]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, description]) => `# ${description}\n# ${name}=\n`);
  return `# Variables of chck. A flag wins over a variable, a variable over the config file.\n\n${lines.join('\n')}`;
}
