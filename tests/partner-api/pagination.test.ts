import { describe, expect, it } from 'vitest';
import type { CardListItem, Grading } from '../../src/contract/names.js';
import { developmentToken } from '../../src/world/development-token.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi } from '../support/start-mock.js';
import { walk } from '../support/walk.js';

const mock = sharedMock();
const edges = sharedMock({ world: 'pagination-edges' });
const ties = sharedMock({ world: 'timestamp-ties' });

describe('reading a list to its end', () => {
  it.each([1, 2, 7, 24, 25, 47, 48, 49, 100])(
    'gives each of 48 gradings once, newest first, in pages of %i',
    async (limit) => {
      const pages = await walk<Grading>(mock(), 'gradings', { limit });
      const all = pages.flat();
      expect(pages.map(({ length }) => length)).toEqual(pagesOf(48, limit));
      expect(new Set(all.map(({ id }) => id)).size).toBe(48);
      expect(all.map((grading) => grading.created_at)).toEqual(
        all
          .map((grading) => grading.created_at)
          .sort()
          .reverse(),
      );
    },
  );

  it.each([1, 7, 59, 60, 61, 100])(
    'gives each of 60 cards once, newest first, in pages of %i',
    async (limit) => {
      const pages = await walk<CardListItem>(mock(), 'cards', { limit });
      const all = pages.flat();
      expect(pages.map(({ length }) => length)).toEqual(pagesOf(60, limit));
      expect(new Set(all.map((card) => card.user_card_id)).size).toBe(60);
      expect(all.map((card) => card.added_at)).toEqual(
        all
          .map((card) => card.added_at)
          .sort()
          .reverse(),
      );
    },
  );

  it.each([0, 1, 24, 25, 26, 100, 101])(
    'gives all of exactly %i items, whatever the limit',
    async (count) => {
      const token = developmentToken(1, `items-${count}@partner.example`, 0);
      for (const limit of [1, 24, 25, 26, 100]) {
        for (const list of ['gradings', 'cards'] as const) {
          const pages = await walk<Grading & CardListItem>(edges(), list, { token, limit });
          expect([list, limit, pages.map(({ length }) => length)]).toEqual([
            list,
            limit,
            pagesOf(count, limit),
          ]);
          expect(new Set(pages.flat().map((item) => item.id ?? item.user_card_id)).size).toBe(count);
        }
      }
    },
  );

  it('returns 25 items without a limit', async () => {
    expect((await callApi(mock(), '/v1/gradings')).body.gradings).toHaveLength(25);
    expect((await callApi(mock(), '/v1/cards')).body.cards).toHaveLength(25);
  });

  it('skips items with the timestamp of the last item of a page, since a cursor is strict', async () => {
    const skipping = await walk<Grading>(ties(), 'gradings', { limit: 25 });
    expect(skipping.map(({ length }) => length)).toEqual([25, 25, 0]);
    const whole = await walk<Grading>(ties(), 'gradings', { limit: 10 });
    expect(new Set(whole.flat().map(({ id }) => id)).size).toBe(60);
  });
});

describe('a cursor', () => {
  it('is an exclusive bound to the millisecond', async () => {
    const { body } = await callApi(mock(), '/v1/gradings?limit=3');
    const [first, second, third] = body.gradings;
    const firstAfter = async (cursor: string) =>
      (await callApi(mock(), `/v1/gradings?limit=1&cursor=${encodeURIComponent(cursor)}`)).body.gradings[0]
        .id;
    expect(await firstAfter(second.created_at)).toBe(third.id);
    expect(await firstAfter(new Date(Date.parse(second.created_at) + 1).toISOString())).toBe(second.id);
    expect(await firstAfter(second.created_at.replace('Z', '001Z'))).toBe(second.id);
    expect(await firstAfter(first.created_at)).toBe(second.id);
  });

  it('means the same instant with every offset and precision', async () => {
    const { body } = await callApi(mock(), '/v1/gradings?limit=2');
    const cursor: string = body.next_cursor;
    const shifted = new Date(Date.parse(cursor) + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    for (const same of [
      cursor,
      cursor.replace('Z', '000Z'),
      cursor.replace('Z', '+00:00'),
      cursor.replace('Z', '-00:00'),
      shifted,
    ]) {
      const page = await callApi(mock(), `/v1/gradings?limit=1&cursor=${encodeURIComponent(same)}`);
      expect([same, page.body.gradings[0].id]).toEqual([
        same,
        (await callApi(mock(), '/v1/gradings?limit=3')).body.gradings[2].id,
      ]);
    }
  });

  it('sorts cards by added_at, and ignores sort and dir', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=5');
    const cursor = encodeURIComponent(body.next_cursor);
    const plain = await callApi(mock(), `/v1/cards?limit=5&cursor=${cursor}`);
    const sorted = await callApi(mock(), `/v1/cards?limit=5&cursor=${cursor}&sort=player&dir=asc`);
    const ids = (page: { cards: CardListItem[] }) => page.cards.map((card) => card.user_card_id);
    expect(ids(sorted.body)).toEqual(ids(plain.body));
  });

  it('works together with filters', async () => {
    const raw = await walk<CardListItem>(mock(), 'cards', { limit: 3, query: 'graded=raw' });
    const all = await walk<CardListItem>(mock(), 'cards', { limit: 100 });
    const expected = all.flat().filter(({ grade }) => grade === null);
    expect(raw.flat().map((card) => card.user_card_id)).toEqual(expected.map((card) => card.user_card_id));
  });
});

/** The lengths of the pages of a list with this number of items. Only an empty list has an empty page. */
function pagesOf(count: number, limit: number): number[] {
  const full = Array.from({ length: Math.floor(count / limit) }, () => limit);
  return count % limit > 0 || count === 0 ? [...full, count % limit] : full;
}
