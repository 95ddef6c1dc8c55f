import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesPage } from '../../scripts/rules-page.js';
import { packageRoot } from '../../src/package-root.js';
import { areas, rules } from '../../src/suite/all-rules.js';

test('docs/rules.md is what the rules say (npm run docs:rules writes it)', () => {
  expect(readFileSync(join(packageRoot, 'docs', 'rules.md'), 'utf8')).toBe(rulesPage());
});

test('rule ids and titles are unique, and every area has rules', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  expect(new Set(rules.map(({ area }) => area))).toEqual(new Set(areas));
});
