import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CardListItem } from '../../src/contract/names.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi } from '../support/start-mock.js';

const file = join(mkdtempSync(join(tmpdir(), 'chck-cards-')), 'world.yaml');
writeFileSync(
  file,
  `accounts:
  - email: dev@partner.example
    cards:
      - { player: Ada Lindqvist, team: Polar Kings, category: Hockey, year: 1998, brand: Kestrel, cardNumber: "7", grade: 9.5 }
      - { player: Bo Ek, team: null, category: Soccer, year: 2011, brand: apex, cardNumber: "100%", grade: 10 }
      - { player: bo ek, team: Rovers, category: Soccer, year: 2003, brand: Zenith, cardNumber: "A_1" }
      - { player: Çelik Öz, team: Rovers, category: Soccer, year: 1961, brand: Zenith, cardNumber: "A11", grade: 2 }
      - { player: Voltarok, team: null, category: Pokémon, year: 1999, brand: Wildspark, cardNumber: 'back\\slash' }
`,
);
const mock = sharedMock({ world: file });
const usual = sharedMock();

async function numbers(query: string): Promise<string[]> {
  const { status, body } = await callApi(mock(), `/v1/cards?${query}`);
  expect(status).toBe(200);
  return body.cards.map((card: CardListItem) => card.card_number);
}

describe('sorting cards', () => {
  it.each([
    ['sort=added', ['back\\slash', 'A11', 'A_1', '100%', '7']],
    ['sort=added&dir=asc', ['7', '100%', 'A_1', 'A11', 'back\\slash']],
    ['dir=asc', ['7', '100%', 'A_1', 'A11', 'back\\slash']],
    ['sort=grade&dir=asc', ['A11', '7', '100%', 'back\\slash', 'A_1']],
    ['sort=grade', ['back\\slash', 'A_1', '100%', '7', 'A11']],
    ['sort=year&dir=asc', ['A11', '7', 'back\\slash', 'A_1', '100%']],
    ['sort=year&dir=desc', ['100%', 'A_1', 'back\\slash', '7', 'A11']],
    ['sort=brand&dir=asc', ['100%', '7', 'back\\slash', 'A11', 'A_1']],
    ['sort=brand', ['A11', 'A_1', 'back\\slash', '7', '100%']],
    ['sort=player&dir=asc', ['7', 'A_1', '100%', 'back\\slash', 'A11']],
  ])(
    '%s: by value, grades as numbers, nulls as PostgreSQL puts them, ties newest first',
    async (query, expected) => {
      expect(await numbers(query)).toEqual(expected);
    },
  );

  it('returns the added_at of the last item as the next cursor for every sort key', async () => {
    const { body } = await callApi(mock(), '/v1/cards?sort=year&dir=asc&limit=2');
    expect(body.next_cursor).toBe(body.cards[1].added_at);
  });
});

describe('searching cards', () => {
  it.each([
    ['lindq', ['7']],
    ['LINDQVIST', ['7']],
    ['polar', ['7']],
    ['kestrel', ['7']],
    ['1998', ['7']],
    ['bo ek', ['A_1', '100%']],
    ['%', ['100%']],
    ['0%', ['100%']],
    ['_', ['A_1']],
    ['a_1', ['A_1']],
    ['A11', ['A11']],
    ['\\', ['back\\slash']],
    ['çelik', ['A11']],
    ['ÖZ', ['A11']],
    ["' OR 1=1 --", []],
    ['hockey', []],
    ['*', []],
    ['', ['back\\slash', 'A11', 'A_1', '100%', '7']],
  ])('q=%s searches player, brand, year, card number and team', async (q, expected) => {
    expect(await numbers(`q=${encodeURIComponent(q)}`)).toEqual(expected);
  });

  it('does not match across two fields', async () => {
    expect(await numbers('q=lindqvistkestrel')).toEqual([]);
    expect(await numbers(`q=${encodeURIComponent('lindqvist kestrel')}`)).toEqual([]);
  });
});

describe('filtering cards', () => {
  it('divides all cards into graded and raw ones', async () => {
    expect(await numbers('graded=graded')).toEqual(['A11', '100%', '7']);
    expect(await numbers('graded=raw')).toEqual(['back\\slash', 'A_1']);
    expect(await numbers('graded=all')).toHaveLength(5);
  });

  it('applies a category, and all filters together', async () => {
    expect(await numbers('category_id=5')).toEqual(['A11', 'A_1', '100%']);
    expect(await numbers('category_id=9999')).toEqual([]);
    expect(await numbers(`category_id=${'9'.repeat(30)}`)).toEqual([]);
    expect(await numbers('category_id=5&graded=graded&q=rovers&sort=year')).toEqual(['A11']);
  });

  it('shows grades as text and their grader, and null for raw cards', async () => {
    const { body } = await callApi(mock(), '/v1/cards?sort=added&dir=asc');
    expect(body.cards.map((card: CardListItem) => [card.grade, card.grader])).toEqual([
      ['9.5', 'chck'],
      ['10', 'chck'],
      [null, null],
      ['2', 'chck'],
      [null, null],
    ]);
  });
});

describe('a card of the list', () => {
  it('agrees with its detail', async () => {
    const { body } = await callApi(usual(), '/v1/cards?limit=100');
    for (const item of body.cards) {
      const { body: detail } = await callApi(usual(), `/v1/cards/${item.user_card_id}`);
      const { user_card, card, images } = detail;
      expect([
        user_card.id,
        user_card.card_id,
        user_card.grade,
        user_card.grader,
        user_card.added_at,
      ]).toEqual([item.user_card_id, item.card_id, item.grade, item.grader, item.added_at]);
      for (const name of [
        'brand',
        'year',
        'card_number',
        'variant',
        'player_name',
        'team_name',
        'category',
        'shoebox_value',
      ])
        expect([name, card[name]]).toEqual([name, item[name]]);
      expect([images.front === null, images.back === null]).toEqual([
        item.images.front === null,
        item.images.back === null,
      ]);
      for (const id of detail.gradings) {
        const { body: grading } = await callApi(usual(), `/v1/gradings/${id}`);
        expect([grading.grading.user_card_id, grading.card]).toEqual([item.user_card_id, card]);
      }
    }
  });
});
