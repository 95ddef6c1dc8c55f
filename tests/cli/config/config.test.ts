import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../../scripts/config-schema.js';
import { configSections, describeCommands } from '../../../src/cli/config/command-options.js';
import { loadConfig } from '../../../src/cli/config/load-config.js';
import { applySettings, readFileValues } from '../../../src/cli/config/settings.js';
import { createProgram } from '../../../src/cli/program.js';
import { packageRoot } from '../../../src/package-root.js';
import { emptyFolder } from '../../support/chck.js';
import { runChck, testTerminal } from '../../support/run-chck.js';

const program = await createProgram(testTerminal());

interface Sources {
  args?: string[];
  env?: Record<string, string>;
  values?: unknown;
}

/** The options of a command after a command line, variables and a config file. */
async function optionsOf(name: string, { args = [], env = {}, values = {} }: Sources) {
  const built = await createProgram(testTerminal());
  const command = built.commands.find((candidate) => candidate.name() === name);
  const fileValues = readFileValues(built, { file: 'chck.config.json', values });
  command?.hook('preAction', () => applySettings(command, env, fileValues));
  command?.action(() => undefined);
  await built.parseAsync([name, ...args], { from: 'user' });
  return command?.opts() ?? {};
}

describe('a setting', () => {
  it('comes from the flag, then the variable, then the config file, then the default', async () => {
    const values = { serve: { port: 7 } };
    const env = { CHCK_PORT: '8' };
    expect((await optionsOf('serve', {})).port).toBe(4000);
    expect((await optionsOf('serve', { values })).port).toBe(7);
    expect((await optionsOf('serve', { values, env })).port).toBe(8);
    expect((await optionsOf('serve', { values, env, args: ['--port', '9'] })).port).toBe(9);
  });

  it('reads PORT below the config file, and no HOST', async () => {
    expect((await optionsOf('serve', { env: { PORT: '7' } })).port).toBe(7);
    expect((await optionsOf('serve', { env: { PORT: '7' }, values: { serve: { port: 8 } } })).port).toBe(8);
    expect((await optionsOf('serve', { env: { PORT: '' } })).port).toBe(4000);
    expect((await optionsOf('serve', { env: { HOST: 'x86_64-linux' } })).host).toBe('localhost');
    await expect(optionsOf('serve', { env: { PORT: 'x' } })).rejects.toThrow('PORT cannot be "x"');
  });

  it.each([
    ...['true', '1', 'yes', 'on', 'TRUE'].map((text) => ({ text, ephemeral: true })),
    ...['false', '0', 'no', 'off', 'False'].map((text) => ({ text, ephemeral: false })),
    { text: '', ephemeral: undefined },
  ])('without a value reads the variable "$text" as $ephemeral', async ({ text, ephemeral }) => {
    expect((await optionsOf('serve', { env: { CHCK_EPHEMERAL: text } })).ephemeral).toBe(ephemeral);
  });

  it('names the variable whose value is no boolean', async () => {
    const env = { CHCK_ALLOW_PRIVATE_TARGETS: 'maybe' };
    await expect(optionsOf('serve', { env })).rejects.toThrow('CHCK_ALLOW_PRIVATE_TARGETS cannot be "maybe"');
  });

  it('turns off by a variable what the config file turns on', async () => {
    const values = { serve: { ephemeral: true } };
    expect((await optionsOf('serve', { values, env: { CHCK_EPHEMERAL: 'no' } })).ephemeral).toBe(false);
  });

  it.each([
    [['--ephemeral'], { CHCK_DATA: 'x.db' }, {}, { ephemeral: true, data: undefined }],
    [['--data', 'x.db'], { CHCK_EPHEMERAL: 'true' }, {}, { ephemeral: undefined, data: 'x.db' }],
    [[], { CHCK_EPHEMERAL: 'true' }, { data: 'x.db' }, { ephemeral: true, data: undefined }],
    [[], { CHCK_EPHEMERAL: 'false' }, { data: 'x.db' }, { ephemeral: false, data: 'x.db' }],
  ])('of a higher source wins over one that it excludes: %j %j %j', async (args, env, serve, expected) => {
    const { ephemeral, data } = await optionsOf('serve', { args, env, values: { serve } });
    expect({ ephemeral, data }).toEqual(expected);
  });

  it('contradicts another only within one source, which the error names', async () => {
    const env = { CHCK_EPHEMERAL: '1', CHCK_DATA: 'x.db' };
    await expect(optionsOf('serve', { env })).rejects.toThrow('CHCK_EPHEMERAL cannot be used with CHCK_DATA');
    const values = { serve: { ephemeral: true, data: 'x.db' } };
    await expect(optionsOf('serve', { values })).rejects.toThrow(
      'chck.config.json: serve.ephemeral cannot be used with chck.config.json: serve.data',
    );
  });

  it('that is a secret is not printed when it cannot be used', async () => {
    const env = { CHCK_WEBHOOK_SECRET: 'whsec_c2VjcmV0' };
    await expect(optionsOf('listen', { env })).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('c2VjcmV0') }),
    );
  });
});

describe('a config file', () => {
  it.each([
    ['chck.config.ts', 'const port: number = 4100;\nexport default { serve: { port } };\n'],
    ['chck.config.mjs', 'export default { serve: { port: 4100 } };\n'],
    ['chck.config.json', '{ "serve": { "port": 4100 } }'],
    ['chck.config.yaml', 'serve:\n  port: 4100\n'],
  ])('is read from %s', async (name, text) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, name), text);
    expect(await loadConfig(folder)).toMatchObject({ values: { serve: { port: 4100 } } });
  });

  it.each([
    [{ serve: { prot: 4100 } }, 'unknown key serve.prot. Did you mean serve.port?'],
    [{ server: {} }, 'unknown key server. Did you mean serve?'],
    [{ serve: { port: 70_000 } }, 'serve.port cannot be 70000. It must be a whole number from 0 to 65535'],
    [{ serve: { ephemeral: 'yes' } }, 'serve.ephemeral must be true or false; it is "yes"'],
    [[], 'must hold an object'],
  ])('is refused: %j', (values, message) => {
    expect(() => readFileValues(program, { file: 'chck.config.json', values })).toThrow(message);
  });

  it.each([
    ['serve', 'webhookSecret', 'CHCK_WEBHOOK_SECRET'],
    ['serve', 'adminToken', 'CHCK_ADMIN_TOKEN'],
    ['listen', 'secret', 'CHCK_WEBHOOK_SECRET'],
    ['contract', 'token', 'CHCK_TOKEN'],
    ['contract', 'tokenB', 'CHCK_TOKEN_B'],
    ['certify', 'webhookSecret', 'CHCK_WEBHOOK_SECRET'],
  ])('is refused when it holds the secret %s.%s, which is not printed', (section, key, variable) => {
    const values = { [section]: { [key]: 'whsec_hidden' } };
    const message = `${section}.${key} is a secret; set the variable ${variable} instead`;
    expect(() => readFileValues(program, { file: 'chck.config.json', values })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^(?!.*hidden).*${message}`)) }),
    );
  });

  it('is an error of status 2 when it is named and does not exist', async () => {
    await expect(loadConfig(emptyFolder(), 'none.json')).rejects.toMatchObject({ code: 'config_unusable' });
  });

  it('is described by the schema for editors', () => {
    const validate = new Ajv2020({ strict: false }).compile(configSchema(configSections(program)));
    expect(validate({ $schema: 'x', serve: { port: 4100, logLevel: 'warn', ephemeral: true } })).toBe(true);
    expect(validate({ serve: { prot: 1 } })).toBe(false);
    expect(validate({ serve: { logLevel: 'loud' } })).toBe(false);
  });
});

describe('chck init', () => {
  it.each(['ts', 'mjs', 'json', 'yaml'])(
    'writes a config in %s that chck accepts, and the variables',
    async (form) => {
      const folder = emptyFolder();
      const before = process.cwd();
      process.chdir(folder);
      try {
        const { status, out } = await runChck('init', '--form', form);
        expect([status, out]).toEqual([0, `wrote chck.config.${form}\nwrote .env.example\n`]);
        const text = readFileSync(join(folder, `chck.config.${form}`), 'utf8');
        if (form === 'json') {
          const { $schema, ...sections } = JSON.parse(text);
          expect(Object.keys(sections)).toEqual(['serve']);
          const { name, files } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
          expect(files).toContain($schema.replace(`./node_modules/${name}/`, ''));
        }
        if (form === 'yaml') readFileValues(program, { file: 'x', values: parse(text) });
        expect(readFileSync(join(folder, '.env.example'), 'utf8')).toContain('# CHCK_PORT=\n');
        const again = await runChck('init', '--form', form);
        expect([again.status, again.err]).toEqual([2, expect.stringContaining('--force replaces it')]);
        expect((await runChck('init', '--form', form, '--force')).status).toBe(0);
      } finally {
        process.chdir(before);
      }
    },
  );
});

describe('the configuration reference', () => {
  it('has every flag and variable of every command', () => {
    const text = readFileSync(join(packageRoot, 'docs', 'configuration.md'), 'utf8');
    for (const { path, options } of describeCommands(program)) {
      expect(text).toContain(`## \`chck ${path}\``);
      for (const { flags, variable } of options) {
        expect(text).toContain(`| \`${flags.replaceAll('|', '\\|')}\` | \`${variable}\``);
      }
    }
  });
});
