import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { type CommandKeys, configSections, describeCommands } from './config/describe-commands.js';
import { configFileNames } from './config/load-config.js';
import { UsageError } from './errors.js';
import { option } from './options.js';
import type { Terminal } from './terminal.js';

const own = (flags: string, description: string) => option(flags, description, 'init');

type Form = 'ts' | 'mjs' | 'json' | 'yaml';

const SCHEMA = './node_modules/@chck/partner-kit/src/cli/config/config.schema.json';

/** `chck init`: writes a config file and a list of the environment variables. */
export function initCommand(terminal: Terminal, program: () => Command): Command {
  return new Command('init')
    .description('write a config file for chck, and .env.example with the variables that it reads')
    .addOption(
      own('--form <form>', 'what to write the config in')
        .choices(['ts', 'mjs', 'json', 'yaml'])
        .default('ts'),
    )
    .addOption(own('--force', 'replace files that are there'))
    .action(({ form, force }: { form: Form; force?: boolean }) => {
      const folder = process.cwd();
      const files = {
        [`chck.config.${form}`]: configText(form, configSections(program())),
        '.env.example': envText(describeCommands(program())),
      };
      const present = [...configFileNames, '.env.example'].filter((name) => existsSync(join(folder, name)));
      if (present.length > 0 && !force) {
        throw new UsageError(`There is ${present.join(' and ')} already; --force replaces it.`);
      }
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(folder, name), text);
        terminal.out(`wrote ${name}`);
      }
    });
}

/** Every key with what it means and its default, commented out. */
function configText(form: Form, sections: readonly CommandKeys[]): string {
  if (form === 'json')
    return `${JSON.stringify({ $schema: SCHEMA, serve: { port: 4000, world: 'default' } }, null, 2)}\n`;
  if (form === 'yaml') {
    const values = stringify({ serve: { port: 4000, world: 'default' } });
    return `# yaml-language-server: $schema=${SCHEMA}\n# A flag wins over a variable, a variable over this file.\n${values}`;
  }
  const body = sections.map(({ path, keys }) => {
    const lines = keys.map(({ name, description, default: standard, type }) => {
      const value = standard ?? (type === 'boolean' ? true : '…');
      return `    // ${description}\n    // ${name}: ${JSON.stringify(value)},\n`;
    });
    return `  ${path}: {\n${lines.join('')}  },\n`;
  });
  const text = `// A flag wins over a variable, a variable over this file.\nexport default defineConfig({\n${body.join('')}});\n`;
  return `import { defineConfig } from '@chck/partner-kit';\n\n${text}`;
}

function envText(commands: readonly CommandKeys[]): string {
  const variables = new Map<string, string>();
  for (const { keys } of commands) {
    for (const { variable, description } of keys)
      if (variable !== undefined && !variables.has(variable)) variables.set(variable, description);
  }
  const lines = [...variables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, description]) => `# ${description}\n# ${name}=\n`);
  return `# What chck reads from the environment. A flag wins over a variable, a variable over the config file.\n\n${lines.join('\n')}`;
}
