import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkableRules } from '../../contract-tests/checkable-rules.js';
import { rules } from '../../contract-tests/rules.js';
import { areas } from '../../src/suite/rules/rule.js';
import { packageRoot } from '../../src/package-root.js';
import { rulesPage } from '../../src/suite/rules-page.js';

test('docs/rules.md is what the rules say (npm run docs:rules writes it)', () => {
  expect(readFileSync(join(packageRoot, 'docs', 'rules.md'), 'utf8')).toBe(rulesPage());
});

test('every rule has a body, and stands in the order of its area', () => {
  expect(checkableRules.map(({ rule }) => rule.id)).toEqual(rules.map(({ id }) => id));
  const places = rules.map(({ area }) => areas.indexOf(area));
  expect(places).toEqual(places.toSorted((left, right) => left - right));
});

test('rule ids and titles are unique, and every area has rules', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  expect(new Set(rules.map(({ area }) => area))).toEqual(new Set(areas));
});
