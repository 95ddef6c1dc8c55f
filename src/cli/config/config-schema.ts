import type { CommandKeys, ConfigKey } from './describe-commands.js';

/** The JSON Schema of config files, for editors. */
export function configSchema(sections: readonly CommandKeys[]): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings of chck',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        sections.map(({ path, description, keys }) => [
          path,
          {
            description,
            type: 'object',
            additionalProperties: false,
            properties: Object.fromEntries(keys.map((key) => [key.name, schemaOf(key)])),
          },
        ]),
      ),
    },
  };
}

/** The same as TypeScript, for `defineConfig`. */
export function configTypes(sections: readonly CommandKeys[]): string {
  const blocks = sections.map(({ path, description, keys }) => {
    const lines = keys.map((key) => `    /** ${comment(key)} */\n    ${key.name}?: ${typeOf(key)};\n`);
    return `  /** ${escaped(description)} */\n  ${path}?: {\n${lines.join('')}  };\n`;
  });
  return `/** Generated from the flags by npm run generate: do not edit. */\n/** What a config file may hold: a section for each command, with its flags. */\nexport interface ChckConfig {\n  $schema?: string;\n${blocks.join('')}}\n`;
}

function schemaOf({ type, choices, description, default: standard }: ConfigKey): object {
  const form = type === 'boolean' ? { type } : choices ? { enum: choices } : { type: ['string', 'number'] };
  return { ...form, description, ...(standard !== undefined && { default: standard }) };
}

function typeOf({ type, choices }: ConfigKey): string {
  if (type === 'boolean') return 'boolean';
  return choices === undefined ? 'string | number' : choices.map((choice) => `'${choice}'`).join(' | ');
}

function comment({ description, default: standard }: ConfigKey): string {
  return escaped(
    standard === undefined ? description : `${description}; ${JSON.stringify(standard)} unless told`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('*/', '*\\/');
}
