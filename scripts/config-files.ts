import { join } from 'node:path';
import { type CommandFacts, configSections, describeCommands } from '../src/cli/config/command-options.js';
import { createProgram } from '../src/cli/program.js';
import { processTerminal } from '../src/cli/terminal.js';
import { packageRoot } from '../src/package-root.js';
import { configSchema, configTypes } from './config-schema.js';
import type { GeneratedFile } from './document-files.js';

/** The files generated from the flags: the schema and the type of config files, and the reference. */
export async function configFiles(): Promise<GeneratedFile[]> {
  const program = await createProgram(processTerminal(new AbortController().signal));
  const sections = configSections(program);
  const folder = join(packageRoot, 'src', 'cli', 'config');
  return [
    {
      path: join(folder, 'config.schema.json'),
      text: `${JSON.stringify(configSchema(sections), null, 2)}\n`,
    },
    { path: join(folder, 'config-types.gen.ts'), text: configTypes(sections) },
    { path: join(packageRoot, 'docs', 'configuration.md'), text: reference(describeCommands(program)) },
  ];
}

const head = ['flag', 'variable', 'config file', 'meaning', 'default'];

function reference(commands: readonly CommandFacts[]): string {
  const blocks = commands.map(({ path, description, options }) => {
    const rows = options.map((option) => {
      const {
        flags,
        variable,
        platformVariable,
        name,
        secret,
        description: meaning,
        default: standard,
      } = option;
      const variables = platformVariable === undefined ? [variable] : [variable, platformVariable];
      return [
        `\`${flags}\``,
        variables.map((each) => `\`${each}\``).join(', '),
        path.includes(' ') || secret ? '' : `\`${path}.${name}\``,
        meaning,
        standard === undefined ? '' : `\`${standard}\``,
      ].map((cell) => cell.replaceAll('|', '\\|'));
    });
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return `## \`chck ${path}\`\n\n${description}\n\n${options.length === 0 ? 'No flags.' : lines.join('\n')}\n`;
  });
  return `<!-- Generated from the flags by npm run generate: do not edit. -->
# Configuration reference

The value of a setting comes from the first of these that has one:

1. the flag,
2. the variable,
3. the config file: \`chck.config.ts\`, \`.mjs\`, \`.js\`, \`.json\`, \`.yaml\` or \`.yml\` in the working folder, or the file named by
   \`CHCK_CONFIG\`; \`chck init\` writes one,
4. \`PORT\`, which hosting platforms set, for the port of \`chck serve\`,
5. the default.

The same order decides between settings that exclude each other: \`--ephemeral\` wins over \`CHCK_DATA\`. Both from one source
are an error.

A variable that is empty counts as unset. The variable of a flag without a value is \`true\`, \`1\`, \`yes\` or \`on\`, or \`false\`, \`0\`,
\`no\` or \`off\`; anything else is an error. An unknown key in the config file is an error. The config file holds no secrets:
tokens and webhook secrets are read from flags and variables only. \`NO_COLOR\`, \`FORCE_COLOR\` and \`CI\` are respected. \`HOST\` and
\`DATABASE_URL\` are not read. The kit sends no telemetry.

${blocks.join('\n')}`;
}
