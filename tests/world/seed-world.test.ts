import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.js';
import { gradingId } from '../../src/world/ids.js';
import { loadWorld } from '../../src/world/load-world.js';
import { nextGradingIds } from '../../src/world/next-ids.js';
import { populateAccount } from '../../src/world/populate-account.js';
import { seedWorld, writeWorld } from '../../src/world/seed-world.js';
import type { WorldDefinition } from '../../src/world/world-definition.js';
import { makeWorld, rowsOf } from './world-rows.js';

const anchor = '2026-10-01T00:00:00.000Z';

function worldOf(account: Omit<WorldDefinition['accounts'][number], 'email'>): WorldDefinition {
  return { name: 'test', anchor, accounts: [{ email: 'a@b.example', ...account }] };
}

describe('seedWorld', () => {
  it('writes described cards with their fields', async () => {
    const card = {
      player: 'Ada Núñez',
      team: null,
      category: 'Hockey',
      year: 1998,
      brand: 'Puckworks',
      set: 'Ice',
    };
    const details = { cardNumber: 'A-1', variant: 'Foil', value: 4200, photographed: true, grade: 9.5 };
    const { rows } = await makeWorld(worldOf({ cards: [{ ...card, ...details }] }), 7);
    const made = rows.get('a@b.example');
    expect(made?.cards[0]?.card).toMatchObject({
      ...{ playerName: 'Ada Núñez', teamName: null, category: 'Hockey', categoryId: 4, year: '1998' },
      ...{ brand: 'Puckworks', setName: 'Ice', cardNumber: 'A-1', variant: 'Foil', shoeboxValue: 4200 },
    });
    expect(made?.cards[0]?.userCard).toMatchObject({ grade: 9.5, grader: 'chck' });
    expect(made?.gradings.map(({ grades }) => grades?.full)).toEqual([9.5]);
  });

  it('writes the gradings of a described card in order, and the grade of the last full one', async () => {
    const gradings = [
      { grade: 4 },
      { grade: 6 },
      { capture: 'two-image' as const },
      { state: 'submitted' as const },
    ];
    const { rows } = await makeWorld(worldOf({ cards: [{ gradings }] }), 7);
    const made = rows.get('a@b.example');
    expect(made?.gradings.map(({ state, grades }) => [state, grades?.full])).toEqual([
      ['completed', 4],
      ['completed', 6],
      ['completed', null],
      ['submitted', undefined],
    ]);
    expect(made?.cards[0]?.userCard.grade).toBe(6);
  });

  it('writes the webhook targets of an account', async () => {
    const target = { outcome: 'success' as const, url: 'http://localhost:9000/hook' };
    const { store } = await makeWorld(worldOf({ webhookTargets: [target] }), 7);
    expect(await store.webhookTargets.list(1)).toEqual([{ id: 1, userId: 1, ...target, createdAt: anchor }]);
  });

  it('reports progress up to the end', async () => {
    const store = await openStore();
    const reported: number[][] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => reported.push([done, total]);
    const { accounts } = worldOf({ rawCards: 1500, gradings: 500 });
    const second = { email: 'second@b.example', rawCards: 10 };
    await seedWorld(
      store,
      { name: 'test', anchor, accounts: [...accounts, second] },
      { seed: 7, onProgress },
    );
    const done = [250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2010];
    expect(reported).toEqual(done.map((cards) => [cards, 2010]));
  });

  it('writes nothing when it fails', async () => {
    const store = await openStore();
    const onProgress = () => {
      throw new Error('interrupted');
    };
    await expect(seedWorld(store, loadWorld('default'), { seed: 7, onProgress })).rejects.toThrow(
      'interrupted',
    );
    expect(await store.accounts.list()).toEqual([]);
    expect(await store.cards.highestIds()).toEqual({ card: 0, userCard: 0 });
    await expect(seedWorld(store, loadWorld('default'), { seed: 7 })).resolves.toMatchObject({ cards: 81 });
  });

  it('refuses a store with a world, and writes the same world after a reset', async () => {
    const { store, summary } = await makeWorld(loadWorld('default'), 7);
    const again = seedWorld(store, loadWorld('empty'), { seed: 7 });
    await expect(again).rejects.toMatchObject({ code: 'store_not_empty' });
    const remade = await store.transaction(async (tables) => {
      await tables.clear();
      return writeWorld(tables, loadWorld('default'), { seed: 7 });
    });
    expect(remade).toEqual(summary);
  });

  it('refuses a seed that is not an integer', async () => {
    const store = await openStore();
    await expect(seedWorld(store, loadWorld('default'), { seed: 1.5 })).rejects.toThrow(RangeError);
  });
});

describe('populateAccount', () => {
  it('writes raw cards, and gradings that each have their own card', async () => {
    const { store } = await makeWorld(loadWorld('default'), 7);
    const now = '2026-11-05T10:00:00.000Z';
    const make = async () => {
      const userId = await store.accounts.addUser(now);
      const population = { userId, seed: 7, anchor: now, rawCards: 5, gradings: 7 };
      const made = await store.transaction((tables) => populateAccount(tables, population));
      expect(made).toEqual({ cards: 12, gradings: 7 });
      return rowsOf(store, userId);
    };
    const first = await make();
    const second = await make();
    expect(first.cards.filter(({ userCard }) => userCard.grade === null)).toHaveLength(5);
    expect(new Set(first.gradings.map(({ userCardId }) => userCardId)).size).toBe(7);
    const last = first.cards.at(-1)?.userCard.id ?? 0;
    expect(second.cards[0]?.userCard.id).toBe(last + 1);
    const ids = [...first.gradings, ...second.gradings].map(({ id }) => id);
    expect(new Set(ids).size).toBe(14);
  });

  it('starts at the first ids in an empty store', async () => {
    const store = await openStore();
    const userId = await store.accounts.addUser(anchor);
    await populateAccount(store, { userId, seed: 7, anchor, gradings: 1 });
    const { cards, gradings } = await rowsOf(store, userId);
    expect(cards.map(({ userCard, card }) => [userCard.id, card.id])).toEqual([[7_000_001, 2_000_001]]);
    expect(gradings.map(({ uniqueIdentifier }) => uniqueIdentifier)).toEqual([40_000_001]);
  });
});

describe('nextGradingIds', () => {
  it('continues after the highest number of all accounts', async () => {
    const { store } = await makeWorld(loadWorld('default'), 7);
    expect(await nextGradingIds(store, 7)).toEqual({
      id: gradingId(7, 40_010_014),
      uniqueIdentifier: 40_010_014,
    });
  });

  it('starts at the first number in an empty store', async () => {
    const store = await openStore();
    expect(await nextGradingIds(store, 7)).toEqual({
      id: 'd85e8755-abd6-4b6f-b4b1-af0281bdf88c',
      uniqueIdentifier: 40_000_001,
    });
  });
});
