import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.js';

const folders = [
  'src',
  'contract-tests',
  'openapi',
  'docs',
  'scripts',
  'tests',
  'examples',
  'bench',
  'fixtures',
];
const text = /\.(tsx?|ya?ml|json|md|js|py|sh)$/;

const contract = readFileSync(join(packageRoot, 'docs', 'contract.md'), 'utf8');
const sections = new Set([...contract.matchAll(/^## (\d+)\. /gm)].map(([, number]) => number));

/** Every `§n` of the project, as `file §n`. */
const references = [
  'README.md',
  'CHANGELOG.md',
  ...folders.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => text.test(file))
      .map((file) => join(folder, file)),
  ),
].flatMap((file) =>
  [...readFileSync(join(packageRoot, file), 'utf8').matchAll(/§ ?(\d+)/g)].map(([, section]) => ({
    file,
    section,
  })),
);

it('finds every section of the contract that code, documents, rules and docs name', () => {
  expect(references.length).toBeGreaterThan(500);
  expect(references.filter(({ section }) => !sections.has(section))).toEqual([]);
});
