import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeWorld } from './world-rows.js';

const few = fc.nat({ max: 40 });
const holdings = fc.record({
  rawCards: few,
  gradings: fc
    .record({ full: few, twoImage: few, failed: few, inProgress: few, submitted: few, regraded: few })
    .map((counts) => ({ ...counts, regraded: Math.min(counts.regraded, counts.full) })),
  cards: fc.array(fc.record({ gradings: fc.array(fc.constantFrom({}, { grade: 3 }), { maxLength: 6 }) }), {
    maxLength: 3,
  }),
});

it('gives every world distinct timestamps in order and the counts of its definition', async () => {
  await fc.assert(
    fc.asyncProperty(fc.maxSafeInteger(), holdings, async (seed, held) => {
      const world = {
        name: 'any',
        anchor: '2026-10-01T00:00:00.000Z',
        accounts: [{ email: 'a@b.example', ...held }],
      };
      const { store, rows } = await makeWorld(world, seed);
      await store.close();
      const { cards, gradings } = rows.get('a@b.example') ?? { cards: [], gradings: [] };

      const { full, twoImage, failed, inProgress, submitted, regraded } = held.gradings;
      const single = full + twoImage + failed + inProgress + submitted;
      const described = held.cards.reduce((sum, card) => sum + card.gradings.length, 0);
      expect(cards).toHaveLength(held.rawCards + single + held.cards.length);
      expect(gradings).toHaveLength(single + regraded + described);

      expect(new Set(cards.map(({ userCard }) => userCard.addedAt)).size).toBe(cards.length);
      expect(new Set(gradings.map(({ createdAt }) => createdAt)).size).toBe(gradings.length);
      const latest = new Map(cards.map(({ userCard }) => [userCard.id, userCard.addedAt]));
      for (const { userCardId, createdAt, updatedAt } of gradings) {
        expect(createdAt > (latest.get(userCardId) ?? 'none')).toBe(true);
        latest.set(userCardId, updatedAt);
      }
    }),
    { numRuns: 40 },
  );
});
