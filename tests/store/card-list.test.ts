import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardQuery, OwnedCard } from '../../src/store/cards.js';
import { fold } from '../../src/store/search-text.js';
import { Store } from '../../src/store/store.js';
import { loadWorld } from '../../src/world/load-world.js';
import { engines, usesPostgres } from '../support/engines.js';
import { makeWorld } from '../world/world-rows.js';

usesPostgres();

/** The order of contract §6: by value, nulls last ascending and first descending, ties by `added_at`, then id, descending. */
function plainList(cards: readonly OwnedCard[], query: CardQuery): number[] {
  const { before, q = '', graded, categoryId, sort, dir, limit, offset = 0 } = query;
  const sign = before === undefined && dir === 'asc' ? 1 : -1;
  const key = ({ userCard, card }: OwnedCard) => {
    if (before !== undefined || sort === 'added') return userCard.addedAt;
    if (sort === 'grade') return userCard.grade;
    return fold({ player: card.playerName, year: card.year, brand: card.brand }[sort]);
  };
  const compare = (a: OwnedCard, b: OwnedCard) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) {
      if (left === null) return sign;
      if (right === null) return -sign;
      return left < right ? -sign : sign;
    }
    if (a.userCard.addedAt !== b.userCard.addedAt) return a.userCard.addedAt < b.userCard.addedAt ? 1 : -1;
    return b.userCard.id - a.userCard.id;
  };
  const matches = ({ userCard, card }: OwnedCard) =>
    (before === undefined || userCard.addedAt < before) &&
    (graded === 'all' || (userCard.grade === null) === (graded === 'raw')) &&
    (categoryId === undefined || card.categoryId === categoryId) &&
    [card.playerName, card.brand, card.year, card.cardNumber, card.teamName ?? ''].some((field) =>
      fold(field).includes(fold(q)),
    );
  return cards
    .filter(matches)
    .sort(compare)
    .slice(offset, offset + limit)
    .map(({ userCard: { id } }) => id);
}

describe.each(engines)('a list of cards on $name', (engine) => {
  test.skipIf(!engine.available).each(['default', 'timestamp-ties'])(
    'agrees with a plain list of the world %s, whatever is asked',
    async (name) => {
      const { store, summary, rows } = await makeWorld(loadWorld(name), 1, new Store(await engine.open()));
      const [account] = summary.accounts;
      const cards = rows.get(account?.email ?? '')?.cards ?? [];
      const userId = account?.userId ?? 0;
      const instants = cards.map(({ userCard: { addedAt } }) => addedAt);
      const words = cards.flatMap(({ card }) => [
        card.playerName,
        card.brand,
        card.year,
        card.cardNumber,
        card.teamName ?? '',
      ]);
      const queries: fc.Arbitrary<CardQuery> = fc.record({
        userId: fc.constant(userId),
        limit: fc.integer({ min: 1, max: 30 }),
        offset: fc.option(fc.nat(20), { nil: undefined }),
        before: fc.option(fc.constantFrom(...instants), { nil: undefined, freq: 2 }),
        q: fc.option(fc.constantFrom('e', 'an', 'zzz', ...words), { nil: undefined }),
        graded: fc.constantFrom('all', 'graded', 'raw'),
        categoryId: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
        sort: fc.constantFrom('added', 'player', 'year', 'brand', 'grade'),
        dir: fc.constantFrom('asc', 'desc'),
      });
      await fc.assert(
        fc.asyncProperty(queries, async (query) => {
          const listed = await store.cards.list(query);
          expect(listed.map(({ userCard: { id } }) => id)).toEqual(plainList(cards, query));
        }),
        { numRuns: engine.name === 'SQLite' ? 600 : 200 },
      );
      await store.close();
    },
  );
});
