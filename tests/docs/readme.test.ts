import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeCommands } from '../../src/cli/config/command-options.js';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { blocks, runBlocks } from '../support/doc-commands.js';
import { testTerminal } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(packageRoot, 'docs')).map((page) => `docs/${page}`),
];

describe('README.md', () => {
  it('has commands that work when pasted into a fresh shell', async () => {
    const mock = await startMock();
    const output = await runBlocks('README.md', mock.url);
    expect(output).toHaveLength(1);
    expect(JSON.parse(output[0] ?? '').gradings).toHaveLength(2);
  });

  it('starts with two commands that the package has', () => {
    expect(blocks('README.md', 'console')).toEqual(['npm ci\nnpm start\n']);
    expect(JSON.parse(read('package.json')).scripts.start).toContain('serve');
  });

  it('shows the test that is in examples/vitest', () => {
    expect(blocks('README.md', 'ts')).toEqual([read('examples/vitest/grading.test.ts')]);
  });

  it('lists every command', async () => {
    const listed = [...read('README.md').matchAll(/^\| (`chck [^|]*)/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`chck (\w+)`/g)].map(([, name]) => name),
    );
    const commands = describeCommands(await createProgram(testTerminal())).map(
      ({ path }) => path.split(' ')[0],
    );
    expect(new Set(listed)).toEqual(new Set(commands));
  });

  it('names the number of rules that the suite has', () => {
    const [, count] = /(\d+) \[rules\]/.exec(read('README.md')) ?? [];
    expect(read('docs/rules.md')).toContain(`${count} rules`);
  });
});

describe('docs/getting-started.md', () => {
  it('has commands that work when pasted into a fresh shell', async () => {
    const mock = await startMock();
    const [health, account = '', targets = '', gradings, pictures, cards, fired, keys, fault, removed] =
      await runBlocks('docs/getting-started.md', mock.url);
    expect(health).toBe('{"status":"ok"}');
    expect(JSON.parse(account)).toMatchObject({ email: 'dev@partner.example', role: 'partner' });
    expect(targets.match(/"userId":1,"outcome":"(success|failure)"/g)).toHaveLength(2);
    expect(targets.match(/"created_at"/g)).toHaveLength(2);
    expect(gradings?.trim()).toBe('48');
    expect(pictures?.trim().split('\n')).toHaveLength(4);
    expect(cards).toContain('"user_card"');
    expect(fired).toMatch(/completed +9\.5/);
    expect(keys).toMatch(/Revoked key \d+ "My backend" .*\{"error":"invalid_credentials"\}\{"id":1,/s);
    expect(fault).toContain('"statusCode":503');
    expect(removed).toBe('');
  });
});

describe('the documentation', () => {
  it.each(pages.filter((page) => page.endsWith('.md')))('%s has links that lead somewhere', (page) => {
    const targets = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^https?:/.test(target));
    expect(targets.filter((target) => !existsSync(join(packageRoot, dirname(page), target)))).toEqual([]);
  });
});
