import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/tokens.js';
import { loadWorld } from '../../src/world/load-world.js';
import { makeWorld } from './world-rows.js';

const { store, summary, rows } = await makeWorld(loadWorld('default'), 7);
const dev = rows.get('dev@partner.example') ?? { cards: [], gradings: [] };
const second = rows.get('second@partner.example') ?? { cards: [], gradings: [] };

describe('the default world', () => {
  it('gives the first partner 60 cards and 48 gradings of all kinds', () => {
    expect(dev.cards).toHaveLength(60);
    const kinds: Record<string, number> = {};
    for (const { state, capture } of dev.gradings) {
      kinds[`${state} ${capture}`] = (kinds[`${state} ${capture}`] ?? 0) + 1;
    }
    expect(kinds).toEqual({
      'completed full': 36,
      'completed two-image': 5,
      'failed full': 3,
      'in_progress full': 2,
      'submitted full': 2,
    });
    expect(dev.gradings.map(({ dueAt, plan }) => dueAt ?? plan).filter((step) => step !== null)).toEqual([]);
  });

  it('has the highest grade, a low grade, and cards with two gradings', () => {
    const grades = dev.cards.map(({ userCard }) => userCard.grade);
    expect(grades).toContain(10);
    expect(grades).toContain(1.5);
    expect(dev.gradings.length - new Set(dev.gradings.map(({ userCardId }) => userCardId)).size).toBe(4);
  });

  it('has cards without value, team, variant, TCDB id or photographs, and two copies of a card', () => {
    for (const field of ['shoeboxValue', 'teamName', 'variant', 'tcdbId'] as const) {
      const missing = dev.cards.filter(({ card }) => card[field] === null).length;
      expect(missing, field).toBeGreaterThan(0);
      expect(missing, field).toBeLessThan(60);
    }
    expect(dev.cards.some(({ userCard }) => !userCard.photographed)).toBe(true);
    expect(new Set(dev.cards.map(({ card }) => card.id)).size).toBeLessThan(60);
  });

  it('has names with diacritics, with an apostrophe and in non-Latin letters', () => {
    const names = dev.cards.map(({ card }) => card.playerName).join('\n');
    expect(names).toMatch(/[À-ž]/);
    expect(names).toContain("O'");
    expect(names).toMatch(/\p{Script=Han}/u);
  });

  it('gives the second partner different cards', () => {
    expect([second.cards.length, second.gradings.length]).toEqual([21, 13]);
    const names = new Set(dev.cards.map(({ card }) => card.id));
    expect(second.cards.filter(({ card }) => names.has(card.id))).toEqual([]);
  });

  it('has one account with another role and one without a user', () => {
    expect(summary.accounts.map(({ role, userId }) => [role, userId !== null])).toEqual([
      ['partner', true],
      ['partner', true],
      ['member', true],
      ['partner', false],
    ]);
  });

  it('has keys that are found by token hash, one of them revoked', async () => {
    const keys = summary.accounts.flatMap((account) => account.keys);
    expect(keys.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ['Development', false],
      ['Nightly sync', false],
      ['Old laptop', true],
      ['Development', false],
      ['Development', false],
      ['Development', false],
    ]);
    for (const key of keys) {
      const credential = await store.apiKeys.findCredential(sha256Hex(key.token));
      expect(credential).toMatchObject({ keyId: key.id, development: true, revokedAt: key.revokedAt });
    }
  });
});
