import { describe, expect, it } from 'vitest';
import type { CatalogCard } from '../../src/store/cards.js';
import { createCard } from '../../src/world/card.js';
import { loadCatalog } from '../../src/world/catalog.js';
import { brands, gameBrands, variants } from '../../src/world/catalog-lists.js';
import { fullGrade } from '../../src/world/grades.js';
import { firstIds, gradingId, shareSlug } from '../../src/world/ids.js';
import { listWorlds, loadWorld } from '../../src/world/load-world.js';
import { createPlan } from '../../src/world/plan.js';
import { momentsOf, settledTimeline } from '../../src/world/timeline.js';
import type { AccountRows } from './world-rows.js';
import { makeWorld } from './world-rows.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const anchor = '2026-10-01T00:00:00.000Z';
const described = new Set([
  'Zoë Nørgaard',
  "Declan O'Rourke",
  '佐藤 海斗',
  'Tomáš Říha',
  'Marcus Ellery',
  'Voltarok',
]);
const small = listWorlds().filter((name) => name !== 'large' && name !== 'huge');

async function accountsOf(world: string, seed = 7): Promise<[string, AccountRows][]> {
  const { rows, store } = await makeWorld(loadWorld(world), seed);
  await store.close();
  return [...rows];
}

function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

describe.each(small)('every account of the world %s', (world) => {
  it('has gradings of its own cards, submitted after the card was added and before the anchor', async () => {
    for (const [, { cards, gradings }] of await accountsOf(world)) {
      const added = new Map(cards.map(({ userCard }) => [userCard.id, userCard.addedAt]));
      for (const grading of gradings) {
        expect(grading.createdAt > (added.get(grading.userCardId) ?? 'no such card')).toBe(true);
        expect(grading.updatedAt >= grading.createdAt).toBe(true);
        expect(grading.updatedAt < anchor).toBe(true);
        expect(grading.createdAt).toMatch(instant);
        expect(grading.id).toMatch(uuid);
      }
    }
  });

  it('has cards with the grade of their latest completed full grading', async () => {
    for (const [, { cards, gradings }] of await accountsOf(world)) {
      const latest = new Map<number, { grade: number; at: string }>();
      for (const { userCardId, grades, updatedAt } of gradings) {
        if (grades?.full != null) latest.set(userCardId, { grade: grades.full, at: updatedAt });
      }
      for (const { userCard } of cards) {
        const expected = latest.get(userCard.id);
        expect(userCard.grade).toBe(expected?.grade ?? null);
        expect(userCard.grader).toBe(expected === undefined ? null : 'chck');
        expect(userCard.updatedAt).toBe(expected?.at ?? userCard.addedAt);
        expect(userCard.createdAt).toBe(userCard.addedAt);
        expect(userCard.addedAt).toMatch(instant);
      }
    }
  });

  it('has consistent grades for completed gradings, and none for others', async () => {
    for (const [, { gradings }] of await accountsOf(world)) {
      for (const { state, capture, grades, modelGrade } of gradings) {
        expect(grades !== null).toBe(state === 'completed');
        expect(modelGrade !== null).toBe(state === 'completed');
        if (grades === null) continue;
        const { centering, corners, edges, surface, full } = grades;
        expect(centering).not.toBeNull();
        if (capture === 'two-image') {
          expect([corners, edges, surface, full]).toEqual([null, null, null, null]);
        } else {
          const [a = 0, b = 0, c = 0, d = 0] = [centering ?? 0, corners ?? 0, edges ?? 0, surface ?? 0];
          expect(fullGrade({ centering: a, corners: b, edges: c, surface: d })).toBe(full);
        }
      }
    }
  });

  it('has photographs of every card with a grading', async () => {
    for (const [, { cards, gradings }] of await accountsOf(world)) {
      const submitted = new Set(gradings.map(({ userCardId }) => userCardId));
      for (const { userCard } of cards) {
        if (submitted.has(userCard.id)) expect(userCard.photographed).toBe(true);
      }
    }
  });

  it('has years that match players, brands and variants', async () => {
    const { players } = await loadCatalog(7);
    for (const [, { cards }] of await accountsOf(world)) {
      for (const { card } of cards) {
        const year = Number.parseInt(card.year, 10);
        const manufacturer = [...brands, ...gameBrands].filter(({ name }) => name === card.brand);
        expect(manufacturer.some(({ since }) => since <= year)).toBe(true);
        const variant = variants.find(({ name }) => name === card.variant);
        if (variant !== undefined) expect(variant.since).toBeLessThanOrEqual(year);
        expect(card.setName).toContain(card.year);
        if (described.has(card.playerName)) continue;
        const careers = [...players]
          .filter(([{ id }]) => id === card.categoryId)
          .flatMap(([, list]) => list)
          .filter(({ name }) => name === card.playerName);
        // A realistic collection has further names.
        if (world === 'realistic' && careers.length === 0) continue;
        expect(careers.some(({ firstYear, lastYear }) => firstYear <= year && year <= lastYear)).toBe(true);
      }
    }
  });

  it('has ids of cards, copies and gradings in separate ranges', async () => {
    for (const [, { cards, gradings }] of await accountsOf(world)) {
      const within = (id: number, low: number) => id >= low && id < low + 1_000_000;
      expect(cards.every(({ card }) => within(card.id, 2_000_000))).toBe(true);
      expect(cards.every(({ userCard }) => within(userCard.id, 7_000_000))).toBe(true);
      expect(gradings.every(({ uniqueIdentifier }) => within(uniqueIdentifier, 40_000_000))).toBe(true);
    }
  });
});

const tied = ['timestamp-ties', 'realistic'];

describe.each(small.filter((name) => !tied.includes(name)))('timestamps in the world %s', (world) => {
  it('differ within each account, span 18 months and increase with the id', async () => {
    for (const [, { cards, gradings }] of await accountsOf(world)) {
      const added = cards.map(({ userCard }) => userCard.addedAt);
      const created = gradings.map(({ createdAt }) => createdAt);
      expect(distinct(added) && distinct(created)).toBe(true);
      expect(cards.map(({ userCard }) => userCard.id)).toEqual(
        cards.map(({ userCard }) => userCard.id).toSorted((a, b) => a - b),
      );
      expect(added.every((at) => at > '2025-03-31' && at < anchor)).toBe(true);
    }
  });
});

it('a later grading has a higher unique identifier', async () => {
  const numbers = (await accountsOf('default')).flatMap(([, { gradings }]) =>
    gradings.map((g) => g.uniqueIdentifier),
  );
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

it('in the world timestamp-ties ten cards and ten gradings share each timestamp', async () => {
  const [[, { cards, gradings }] = ['', { cards: [], gradings: [] }]] = await accountsOf('timestamp-ties');
  for (const times of [
    cards.map(({ userCard }) => userCard.addedAt),
    gradings.map(({ createdAt }) => createdAt),
  ]) {
    const shared = new Map<string, number>();
    for (const time of times) shared.set(time, (shared.get(time) ?? 0) + 1);
    expect([...shared.values()]).toEqual([10, 10, 10, 10, 10, 10]);
  }
});

it('the accounts of pagination-edges have the counts of their names', async () => {
  const counts = (await accountsOf('pagination-edges')).map(([email, { cards, gradings }]) => [
    email,
    cards.length,
    gradings.length,
  ]);
  expect(counts).toEqual([
    ['dev@partner.example', 5, 3],
    ['items-0@partner.example', 0, 0],
    ['items-1@partner.example', 1, 1],
    ['items-24@partner.example', 24, 24],
    ['items-25@partner.example', 25, 25],
    ['items-26@partner.example', 26, 26],
    ['items-100@partner.example', 100, 100],
    ['items-101@partner.example', 101, 101],
  ]);
});

it('the account of the world empty has no cards', async () => {
  expect(await accountsOf('empty')).toEqual([['dev@partner.example', { cards: [], gradings: [] }]]);
});

describe('at the size of the world large', () => {
  const [account = { email: '' }] = loadWorld('large').accounts;
  const { settled, recent } = createPlan(7, 0, account);
  const plan = [...settled, ...recent];

  it('an account has 100,000 cards and 10,000 gradings', () => {
    expect(plan).toHaveLength(100_000);
    expect(plan.reduce((sum, { gradings }) => sum + gradings.length, 0)).toBe(10_000);
  });

  it('no two cards or gradings share a timestamp', () => {
    const timeline = settledTimeline(Date.parse(anchor), 100_000, 1);
    const moments = plan.map((_, position) => momentsOf(7, 0, position, timeline, 3));
    expect(distinct(moments.map(({ addedAt }) => addedAt))).toBe(true);
    expect(distinct(moments.flatMap(({ submittedAt }) => submittedAt))).toBe(true);
  });

  it('grading ids and slugs are unique', () => {
    expect(distinct(plan.map((_, index) => gradingId(7, firstIds.uniqueIdentifier + index)))).toBe(true);
    expect(distinct(plan.map((_, index) => shareSlug(7, firstIds.userCard + index)))).toBe(true);
  });
});

describe('the value of a card', async () => {
  const catalog = await loadCatalog(7);
  const mean = (cards: CatalogCard[]): number =>
    cards.reduce((sum, { shoeboxValue }) => sum + (shoeboxValue ?? 0), 0) / cards.length;
  const cards = Array.from({ length: 5000 }, (_, index) => createCard(catalog, index));

  it('increases with the grade', () => {
    const of = (grade: number) => createCard(catalog, 3, grade).shoeboxValue ?? 0;
    expect([of(10) > of(9.5), of(9.5) > of(5), of(5) > of(1)]).toEqual([true, true, true]);
  });

  it('is higher on average for rare variants and old cards, and at least 25 cents', () => {
    const modern = cards.filter(({ year }) => year >= '2005');
    const plain = cards.filter(({ variant }) => variant === null);
    expect(mean(modern.filter(({ variant }) => variant === 'Gold /50'))).toBeGreaterThan(
      2 * mean(modern.filter(({ variant }) => variant === null)),
    );
    expect(mean(plain.filter(({ year }) => year < '1965'))).toBeGreaterThan(
      2 * mean(plain.filter(({ year }) => year > '2005')),
    );
    expect(cards.every(({ shoeboxValue }) => shoeboxValue === null || shoeboxValue >= 25)).toBe(true);
  });
});
