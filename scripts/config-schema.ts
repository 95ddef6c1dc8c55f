import type { CommandFacts, OptionFacts } from '../src/cli/config/command-options.js';

/** The JSON Schema of config files, for editors. */
export function configSchema(sections: readonly CommandFacts[]): object {
  const properties = sections.map(({ path, description, options }) => [
    path,
    {
      description,
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(options.map((option) => [option.name, schemaOf(option)])),
    },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings of chck',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
  };
}

/** The TypeScript type of config files, for `defineConfig`. */
export function configTypes(sections: readonly CommandFacts[]): string {
  const blocks = sections.map(({ path, description, options }) => {
    const lines = options.map(
      (option) => `    /** ${comment(option)} */\n    ${option.name}?: ${typeOf(option)};\n`,
    );
    return `  /** ${escaped(description)} */\n  ${path}?: {\n${lines.join('')}  };\n`;
  });
  return `/** Generated from the flags by npm run generate: do not edit. */
/** The content of a config file: a section for each command, with its flags. */
export interface ChckConfig {\n  $schema?: string;\n${blocks.join('')}}\n`;
}

function schemaOf({ type, choices, description, default: standard }: OptionFacts): object {
  const form = type === 'boolean' ? { type } : choices ? { enum: choices } : { type: ['string', 'number'] };
  return { ...form, description, ...(standard !== undefined && { default: standard }) };
}

function typeOf({ type, choices }: OptionFacts): string {
  if (type === 'boolean') return 'boolean';
  return choices === undefined ? 'string | number' : choices.map((choice) => `'${choice}'`).join(' | ');
}

function comment({ description, default: standard }: OptionFacts): string {
  return escaped(
    standard === undefined ? description : `${description}. Default: ${JSON.stringify(standard)}.`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('*/', '*\\/');
}
