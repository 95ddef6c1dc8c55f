import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OwnedCard } from '../../src/store/cards.js';
import { Store } from '../../src/store/store.js';
import { type Engine, engines, usesPostgres } from '../support/engines.js';

usesPostgres();

interface Fields {
  player: string;
  brand: string;
  year: string;
  number: string;
  team: string | null;
  category: number;
}

function owned(id: number, userId: number, fields: Fields): OwnedCard {
  const addedAt = new Date(Date.UTC(2026, 0, 1) + id * 1000).toISOString();
  return {
    userCard: {
      id,
      userId,
      cardId: id,
      grade: id % 3 === 0 ? 8.5 : null,
      grader: null,
      shareSlug: `slug-${id}`,
      photographed: true,
      addedAt,
      createdAt: addedAt,
      updatedAt: addedAt,
    },
    card: {
      id,
      brand: fields.brand,
      year: fields.year,
      cardNumber: fields.number,
      variant: null,
      playerName: fields.player,
      teamName: fields.team,
      categoryId: fields.category,
      category: `Category ${fields.category}`,
      setName: 'Set',
      tcdbId: null,
      tcdbUrl: null,
      shoeboxValue: null,
    },
  };
}

async function storeOf(engine: Engine, cards: readonly Fields[]): Promise<{ store: Store; userId: number }> {
  const store = new Store(await engine.open());
  const userId = await store.accounts.addUser('2026-01-01T00:00:00.000Z');
  const rows = cards.map((fields, index) => owned(index + 1, userId, fields));
  await store.cards.addCatalogCards(rows.map(({ card }) => card));
  await store.cards.addUserCards(rows);
  return { store, userId };
}

async function search(store: Store, userId: number, q: string): Promise<number[]> {
  const query = { userId, q, graded: 'all', sort: 'added', dir: 'asc', limit: 1000 } as const;
  return (await store.cards.list(query)).map(({ userCard: { id } }) => id);
}

/** The plain comparison of contract §6. */
function plainSearch(cards: readonly Fields[], q: string): number[] {
  const lower = (text: string) => text.toLowerCase().replaceAll('ς', 'σ');
  return cards.flatMap(({ player, brand, year, number, team }, index) => {
    const fields = [player, brand, year, number, team ?? ''];
    return fields.some((field) => lower(field).includes(lower(q))) ? [index + 1] : [];
  });
}

const alphabet = fc.constantFrom(
  ...'aAbBzZ019 %_"\'*\\-.,:()',
  ...'éÉßẞıİçÑøŁ',
  ...'ΣσςΌό',
  ...'ЖжЩщ',
  ...'佐藤海斗',
  ...'한글',
  ...'אבש',
  ...'عمر',
  ...'नि',
  ...['𝔸', '😀', 'e\u0301', '\u001f'],
);
const text = fc.string({ unit: alphabet, maxLength: 8 });
const fields: fc.Arbitrary<Fields> = fc.record({
  player: text,
  brand: text,
  year: fc.constantFrom('1999', '2000', '2024'),
  number: text,
  team: fc.option(text),
  category: fc.integer({ min: 1, max: 3 }),
});

/** A part of a field, in either case. Random texts alone would rarely match. */
function partOf(cards: readonly Fields[]): fc.Arbitrary<string> {
  const texts = cards.flatMap(({ player, brand, number, team }) => [player, brand, number, team ?? '']);
  const parts = fc.tuple(fc.constantFrom(...texts), fc.nat(4), fc.integer({ min: 1, max: 5 }));
  return parts.chain(([whole, start, length]) => {
    const part = [...whole].slice(start, start + length).join('');
    return fc.constantFrom(part, part.toUpperCase(), part.toLowerCase());
  });
}

describe.each(engines)('a search on $name', (engine) => {
  const it = test.skipIf(!engine.available);

  it('finds the cards that the plain comparison finds, in several scripts', async () => {
    const worlds = fc.array(fields, { minLength: 1, maxLength: 30 });
    const cases = worlds.chain((cards) =>
      fc.record({
        cards: fc.constant(cards),
        searches: fc.array(fc.oneof(text, partOf(cards)), { maxLength: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ cards, searches }) => {
        const { store, userId } = await storeOf(engine, cards);
        for (const q of searches) expect(await search(store, userId, q)).toEqual(plainSearch(cards, q));
        await store.close();
      }),
      { numRuns: engine.name === 'SQLite' ? 150 : 25 },
    );
  });

  it('takes % and _ as ordinary characters', async () => {
    const card = { brand: 'Topps', year: '2000', number: '1', team: null, category: 1 };
    const cards = ['100% Mint', '1000 Mint', 'a_b', 'axb'].map((player) => ({ ...card, player }));
    const { store, userId } = await storeOf(engine, cards);
    expect(await search(store, userId, '0%')).toEqual([1]);
    expect(await search(store, userId, '100%')).toEqual([1]);
    expect(await search(store, userId, '_')).toEqual([3]);
    await store.close();
  });

  it('finds nothing that contains a NUL', async () => {
    const card = { player: 'Ana', brand: 'Topps', year: '2000', number: '1', team: null, category: 1 };
    const { store, userId } = await storeOf(engine, [card]);
    for (const q of ['\0', 'an\0a', 'Ana\0']) expect(await search(store, userId, q)).toEqual([]);
    await store.close();
  });

  it('does not find the cards of another user', async () => {
    const card = { player: 'Ana', brand: 'Topps', year: '2000', number: '1', team: null, category: 1 };
    const { store } = await storeOf(engine, [card]);
    const other = await store.accounts.addUser('2026-01-01T00:00:00.000Z');
    expect(await search(store, other, 'ana')).toEqual([]);
    await store.close();
  });
});
