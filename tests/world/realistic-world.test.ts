import { describe, expect, it } from 'vitest';
import { loadWorld } from '../../src/world/load-world.js';
import { makeWorld } from './world-rows.js';

const { rows } = await makeWorld(loadWorld('realistic'), 7);
const { cards, gradings } = rows.get('dev@partner.example') ?? { cards: [], gradings: [] };
const values = cards.flatMap(({ card }) => (card.shoeboxValue === null ? [] : [card.shoeboxValue]));
const sorted = values.toSorted((a, b) => a - b);

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): number[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts.values()].toSorted((a, b) => b - a);
}

describe('the world realistic', () => {
  it('has few players with many cards and many players with few', () => {
    const counts = countBy(cards, ({ card }) => card.playerName);
    const top = counts.slice(0, 20).reduce((sum, count) => sum + count, 0);
    expect(top / cards.length).toBeGreaterThan(0.3);
    expect(counts.filter((count) => count <= 2).length).toBeGreaterThan(counts.length / 2);
  });

  it('has mostly cheap cards, a few expensive ones, and cards without a value', () => {
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    expect(median).toBeLessThan(1000);
    expect((sorted.at(-1) ?? 0) / median).toBeGreaterThan(100);
    expect(cards.length - values.length).toBeGreaterThan(200);
  });

  it('has groups of imported raw cards with equal timestamps', () => {
    const groups = countBy(cards, ({ userCard }) => userCard.addedAt).filter((count) => count > 1);
    expect(groups[0]).toBeGreaterThan(15);
    expect(groups.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(200);
    expect(countBy(gradings, ({ createdAt }) => createdAt)[0]).toBe(1);
  });

  it('has regraded, failed and abandoned gradings', () => {
    expect(gradings.length - new Set(gradings.map(({ userCardId }) => userCardId)).size).toBe(16);
    expect(gradings.filter(({ state }) => state === 'failed')).toHaveLength(10);
    const open = gradings.filter(({ state, createdAt }) => state === 'submitted' && createdAt < '2026-09-01');
    expect(open.length).toBeGreaterThan(0);
  });

  it('has seasons, long names, several scripts, and cards without a team', () => {
    const names = cards.map(({ card }) => card.playerName);
    expect(cards.some(({ card }) => /^\d{4}-\d\d$/.test(card.year))).toBe(true);
    expect(names.some((name) => name.length > 50)).toBe(true);
    for (const script of [/\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Arabic}/u]) {
      expect(names.some((name) => script.test(name))).toBe(true);
    }
    for (const script of [/\p{Script=Hangul}/u, /\p{Script=Han}/u]) {
      expect(names.some((name) => script.test(name))).toBe(true);
    }
    expect(cards.some(({ card }) => card.teamName === null && card.category !== 'Pokémon')).toBe(true);
  });
});
