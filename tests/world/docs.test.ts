import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { categories } from '../../src/world/catalog-lists.js';
import { listWorlds, loadWorld } from '../../src/world/load-world.js';
import { makeWorld } from './world-rows.js';

const page = readFileSync(join(packageRoot, 'docs', 'worlds.md'), 'utf8');

it('the example in docs/worlds.md creates the described cards', async () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const file = join(mkdtempSync(join(tmpdir(), 'chck-world-')), 'mine.yaml');
  writeFileSync(file, example);
  const { rows, summary } = await makeWorld(loadWorld(file), 7);
  expect([summary.cards, summary.gradings]).toEqual([41, 30]);
  const cards = rows.get('dev@partner.example')?.cards ?? [];
  const grades = new Map(cards.map(({ card, userCard }) => [card.playerName, userCard.grade]));
  expect(grades.get('Ada Lindqvist')).toBe(9.5);
  expect(grades.get('Noé Vasseur')).toBeNull();
  expect(grades.get('Rosa Maldonado')).toBe(8.5);
});

it('docs/worlds.md lists every world and every category', () => {
  for (const name of listWorlds()) expect(page).toContain(`| \`${name}\` |`);
  expect(page).toContain(`(${categories.map(({ name }) => name).join(', ')})`);
});
