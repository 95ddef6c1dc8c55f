import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { describeCommands } from '../../src/cli/config/command-options.js';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { testTerminal } from '../support/run-chck.js';

const guide = readFileSync(join(packageRoot, 'docs', 'for-partners.md'), 'utf8');

function blocks(language: string): string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );
}

describe('the guide for partners', () => {
  it('has TypeScript that compiles against the package', { timeout: 120_000 }, () => {
    const folder = join(packageRoot, '.cache', 'docs-snippets');
    mkdirSync(folder, { recursive: true });
    const files = blocks('ts').map((text, index) => {
      const file = join(folder, `snippet-${index}.ts`);
      writeFileSync(file, text);
      return file;
    });
    expect(files.length).toBe(4);
    const { tsBuildInfoFile: _none, ...options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(packageRoot, 'tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      packageRoot,
    ).options;
    const source = (file: string) => [join(packageRoot, 'src', file)];
    const program = ts.createProgram(files, {
      ...options,
      noEmit: true,
      incremental: false,
      paths: {
        '@chck/partner-kit': source('index.ts'),
        '@chck/partner-kit/testing': source('testing/index.ts'),
        '@chck/partner-kit/testing/vitest': source('testing/vitest.ts'),
        '@chck/partner-kit/webhooks': source('webhooks/index.ts'),
      },
    });
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  });

  it('has commands that chck takes, with flags that they have', async () => {
    const commands = describeCommands(await createProgram(testTerminal()));
    const lines = blocks('sh').flatMap((text) => text.trim().split('\n'));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const [, name = '', rest = ''] = /^npx --no-install chck (\S+)(.*)$/.exec(line) ?? [];
      const command = commands.find(({ path }) => path === name);
      expect([line, command?.path]).toEqual([line, name]);
      for (const [flag] of rest.matchAll(/--[\w-]+/g)) {
        expect([line, command?.options.some(({ flags }) => flags.includes(flag))]).toEqual([line, true]);
      }
    }
  });
});
