import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyConfig } from '../../../src/cli/apply-config.js';
import { configSchema } from '../../../src/cli/config/config-schema.js';
import { configSections, describeCommands } from '../../../src/cli/config/describe-commands.js';
import { loadConfig } from '../../../src/cli/config/load-config.js';
import { createProgram } from '../../../src/cli/program.js';
import { processTerminal } from '../../../src/cli/terminal.js';
import { packageRoot } from '../../../src/package-root.js';
import { runChck } from '../../support/run-chck.js';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'chck-config-'));
}

function program() {
  return createProgram(processTerminal(new AbortController().signal));
}

/** The value of a flag of `sample` after a config file and a command line. */
async function seedOf(values: unknown, args: string[] = [], env: Record<string, string> = {}) {
  const built = program();
  applyConfig(built, { file: 'chck.config.json', values });
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const sample = built.commands.find((command) => command.name() === 'sample');
    let seen: unknown;
    sample?.action((_name: string, options: { seed?: number }) => {
      seen = options.seed;
    });
    await built.parseAsync(['sample', 'Grading', ...args], { from: 'user' });
    return seen;
  } finally {
    process.env = before;
  }
}

describe('a config file', () => {
  it('holds where neither a flag nor a variable says otherwise', async () => {
    const values = { sample: { seed: 7 } };
    expect(await seedOf({})).toBeUndefined();
    expect(await seedOf(values)).toBe(7);
    expect(await seedOf(values, [], { CHCK_SAMPLE_SEED: '8' })).toBe(8);
    expect(await seedOf(values, ['--seed', '9'], { CHCK_SAMPLE_SEED: '8' })).toBe(9);
  });

  it.each([
    ['chck.config.ts', 'const port: number = 4100;\nexport default { serve: { port } };\n'],
    ['chck.config.mjs', 'export default { serve: { port: 4100 } };\n'],
    ['chck.config.json', '{ "serve": { "port": 4100 } }'],
    ['chck.config.yaml', 'serve:\n  port: 4100\n'],
  ])('is read from %s', async (name, text) => {
    const place = folder();
    writeFileSync(join(place, name), text);
    expect(await loadConfig(place)).toMatchObject({ values: { serve: { port: 4100 } } });
  });

  it.each([
    [{ serve: { prot: 4100 } }, 'there is no serve.prot. Did you mean serve.port?'],
    [{ server: {} }, 'there is no server. Did you mean serve?'],
    [{ serve: { port: 70_000 } }, 'serve.port cannot be 70000. It must be a whole number from 0 to 65535'],
    [{ serve: { ephemeral: 'yes' } }, 'serve.ephemeral must be true or false; it is "yes"'],
    [
      { serve: { webhookSecret: 'whsec_' } },
      'serve.webhookSecret is a secret; set CHCK_WEBHOOK_SECRET instead',
    ],
    [[], 'must hold an object'],
  ])('is refused: %j', (values, message) => {
    expect(() => applyConfig(program(), { file: 'chck.config.json', values })).toThrow(message);
  });

  it('is an error of status 2 when it is named and not there', async () => {
    await expect(loadConfig(folder(), 'none.json')).rejects.toMatchObject({ code: 'config_unusable' });
  });

  it('is described by the schema for editors', () => {
    const validate = new Ajv2020({ strict: false }).compile(configSchema(configSections(program())));
    expect(validate({ $schema: 'x', serve: { port: 4100, logLevel: 'warn', ephemeral: true } })).toBe(true);
    expect(validate({ serve: { prot: 1 } })).toBe(false);
    expect(validate({ serve: { logLevel: 'loud' } })).toBe(false);
  });
});

describe('chck init', () => {
  it.each(['ts', 'mjs', 'json', 'yaml'])(
    'writes a config in %s that chck takes, and the variables',
    async (form) => {
      const place = folder();
      const before = process.cwd();
      process.chdir(place);
      try {
        const { status, out } = await runChck('init', '--form', form);
        expect([status, out]).toEqual([0, `wrote chck.config.${form}\nwrote .env.example\n`]);
        const text = readFileSync(join(place, `chck.config.${form}`), 'utf8');
        if (form === 'json') expect(Object.keys(JSON.parse(text))).toEqual(['$schema', 'serve']);
        if (form === 'yaml') applyConfig(program(), { file: 'x', values: parse(text) });
        expect(readFileSync(join(place, '.env.example'), 'utf8')).toContain('# CHCK_PORT=\n');
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
  it('has every flag of every command', () => {
    const text = readFileSync(join(packageRoot, 'docs', 'configuration.md'), 'utf8');
    for (const { path, keys } of describeCommands(program())) {
      expect(text).toContain(`## \`chck ${path}\``);
      for (const { flags } of keys) expect(text).toContain(`\`${flags.replaceAll('|', '\\|')}\``);
    }
  });
});
