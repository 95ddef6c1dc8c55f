import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { rules } from '../../src/suite/all-rules.js';
import { selectRules } from '../../src/suite/select-rules.js';
import { testTerminal } from '../support/run-chck.js';

const pages = [
  'README.md',
  'action.yml',
  ...readdirSync(join(packageRoot, 'docs'))
    .filter((page) => page.endsWith('.md'))
    .map((page) => `docs/${page}`),
];

/** Words in capitals stand for a value of the reader's own. */
const values: Readonly<Record<string, string>> = { ID: '1', URL: 'http://localhost:3000/webhooks' };

/** A text may name a command or a flag without its value, and a group of commands without any of them. */
const namedOnly: ReadonlySet<string> = new Set([
  'commander.missingArgument',
  'commander.optionMissingArgument',
  'commander.help',
]);

/** Every command line of a page: between backticks, after a prompt, and in recipes. */
function commandLines(page: string): string[] {
  const text = readFileSync(join(packageRoot, page), 'utf8');
  const found = text.matchAll(/(?:`|^[$] |npx (?:--no-install )?)chck ([a-z][^`\n#&|'>]*)/gm);
  return [...found].map(([, line = '']) => line.trim());
}

/** The words of a command line as a shell reads them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) => {
    const word = quoted ?? plain;
    return /^\$\w*URL$/.test(word) ? 'https://staging.example' : (values[word] ?? word);
  });
}

/** Lets a command read its flags and do nothing. */
function idle(command: Command, seen: (flags: { only?: string[]; skip?: string[] }) => void): void {
  if (command.commands.length === 0) command.action(() => seen(command.opts()));
  for (const child of command.commands) idle(child, seen);
}

it.each(pages)('%s has only command lines that chck accepts', async (page) => {
  for (const line of new Set(commandLines(page))) {
    const program = await createProgram(testTerminal());
    idle(program, ({ only = [], skip = [] }) => {
      // Only `chck contract` has --skip, and so rules.
      if (line.startsWith('contract')) selectRules(rules, { only, skip });
    });
    try {
      await program.parseAsync(wordsOf(line), { from: 'user' });
    } catch (error) {
      const isName = error instanceof CommanderError && namedOnly.has(error.code);
      expect(isName || error, `${page}: chck ${line}`).toBe(true);
    }
  }
});

it('finds the command lines of the pages', () => {
  const count = pages.flatMap(commandLines).length;
  expect(count).toBeGreaterThan(150);
});

it('no page runs a package by a name that npm would look up', () => {
  for (const page of pages) {
    const found = readFileSync(join(packageRoot, page), 'utf8').match(
      /npx (?!--no-install )(@?chck\b)[^`\n]*/g,
    );
    expect(found, page).toBeNull();
  }
});
