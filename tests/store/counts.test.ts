import { describe, expect, test } from 'vitest';
import type { CountSubject } from '../../src/store/counts.js';
import { Store } from '../../src/store/store.js';
import { loadWorld } from '../../src/world/load-world.js';
import { engines, usesPostgres } from '../support/engines.js';
import { makeWorld, rowsOf } from '../world/world-rows.js';

usesPostgres();

async function counted(store: Store, userId: number, subject: CountSubject) {
  const counts = await store.counts.list(userId, subject);
  return Object.fromEntries(counts.map(({ label, count }) => [label, count]));
}

async function countedByHand(store: Store, userId: number) {
  const { cards, gradings } = await rowsOf(store, userId);
  const count = (labels: string[]) => {
    const labelCounts: Record<string, number> = {};
    for (const label of labels) labelCounts[label] = (labelCounts[label] ?? 0) + 1;
    return labelCounts;
  };
  return {
    card_grade: count(cards.map(({ userCard: { grade } }) => (grade === null ? '' : String(grade)))),
    card_category: count(cards.map(({ card }) => `${card.categoryId} ${card.category}`)),
    grading_state: count(gradings.map(({ state }) => state)),
  };
}

describe.each(engines)('counts on $name', (engine) => {
  const it = test.skipIf(!engine.available);

  it('agree with the rows of every account of the default world', async () => {
    const { store, summary } = await makeWorld(loadWorld('default'), 1, new Store(await engine.open()));
    for (const { userId } of summary.accounts) {
      if (userId === null) continue;
      const expected = await countedByHand(store, userId);
      expect(await counted(store, userId, 'card_grade')).toEqual(expected.card_grade);
      expect(await counted(store, userId, 'card_category')).toEqual(expected.card_category);
      expect(await counted(store, userId, 'grading_state')).toEqual(expected.grading_state);
    }
    await store.close();
  });

  it('follow a grade that is given and a grading that moves on', async () => {
    const { store } = await makeWorld(loadWorld('default'), 1, new Store(await engine.open()));
    const [raw] = await store.cards.list({ userId: 1, graded: 'raw', sort: 'added', dir: 'desc', limit: 1 });
    await store.cards.setGrade(raw?.userCard.id ?? 0, 9.5, 'chck', '2026-01-01T00:00:00.000Z');
    const [open] = await store.gradings.page(1, { state: 'in_progress', limit: 1, offset: 0 });
    if (open === undefined) throw new Error('The default world has a grading in progress');
    await store.gradings.update({ ...open, state: 'failed' });
    const expected = await countedByHand(store, 1);
    expect(await counted(store, 1, 'card_grade')).toEqual(expected.card_grade);
    expect(await counted(store, 1, 'grading_state')).toEqual(expected.grading_state);
    await store.close();
  });
});
