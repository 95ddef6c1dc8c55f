import { join } from 'node:path';
import { configSchema, configTypes } from '../src/cli/config/config-schema.js';
import { type CommandKeys, configSections, describeCommands } from '../src/cli/config/describe-commands.js';
import { createProgram } from '../src/cli/program.js';
import { processTerminal } from '../src/cli/terminal.js';
import { packageRoot } from '../src/package-root.js';

/** What is derived from the flags: the config's schema and types, and the reference. */
export function configFiles(): { path: string; text: string }[] {
  const program = createProgram(processTerminal(new AbortController().signal));
  const sections = configSections(program);
  return [
    {
      path: join(packageRoot, 'src', 'cli', 'config', 'config.schema.json'),
      text: `${JSON.stringify(configSchema(sections), null, 2)}\n`,
    },
    { path: join(packageRoot, 'src', 'cli', 'config', 'config-types.gen.ts'), text: configTypes(sections) },
    {
      path: join(packageRoot, 'docs', 'configuration.md'),
      text: reference(describeCommands(program), sections),
    },
  ];
}

function reference(commands: readonly CommandKeys[], sections: readonly CommandKeys[]): string {
  const inFile = (path: string, name: string) =>
    sections.some((section) => section.path === path && section.keys.some((key) => key.name === name));
  const blocks = commands.map(({ path, description, keys }) => {
    const rows = keys.map(({ flags, variable, name, description: text, default: standard }) =>
      [
        `\`${flags}\``,
        variable === undefined ? '' : `\`${variable}\``,
        inFile(path, name) ? `\`${path}.${name}\`` : '',
        text,
        standard === undefined ? '' : `\`${standard}\``,
      ].map((cell) => cell.replaceAll('|', '\\|')),
    );
    const table = [
      ['flag', 'variable', 'config file', 'what it does', 'default'],
      Array(5).fill('---'),
      ...rows,
    ];
    const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
    return `## \`chck ${path}\`\n\n${description}\n\n${keys.length === 0 ? 'No flags.' : lines.join('\n')}\n`;
  });
  return `<!-- Generated from the flags by npm run generate: do not edit. -->\n# Configuration reference

A flag wins over an environment variable, a variable over the config file, the file over the default. The file is
\`chck.config.ts\`, \`.mjs\`, \`.js\`, \`.json\` or \`.yaml\` in the working folder, or the one named by \`CHCK_CONFIG\`;
\`chck init\` writes one. A key that no flag has is an error. Secrets are taken from flags and variables alone.

${blocks.join('\n')}`;
}
