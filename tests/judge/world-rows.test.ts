import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/clock.js';
import type { OperationId } from '../../src/contract/operation-types.js';
import { validateResponse } from '../../src/contract/response-validator.js';
import { ImageLinks } from '../../src/images/image-links.js';
import {
  cardListFields,
  formatCardImages,
  formatCardPage,
  formatCatalogCard,
  formatUserCard,
} from '../../src/partner-api/formatters/card.js';
import {
  formatGrading,
  formatGradingPage,
  formatUserCardGrade,
  gradingListFields,
} from '../../src/partner-api/formatters/grading.js';
import type { OwnedCard } from '../../src/store/cards.js';
import type { Grading } from '../../src/store/gradings.js';
import { openStore, type Store } from '../../src/store/store.js';
import { loadWorld } from '../../src/world/load-world.js';
import { seedWorld } from '../../src/world/seed-world.js';
import { plainCardListItem, plainUserCardGrade } from '../support/plain-formatters.js';

const ORIGIN = 'http://localhost:4000';
const clock = new Clock({ offsetMs: 0, frozenAtMs: Date.parse('2026-11-01T00:00:00.000Z') });
const links = new ImageLinks(clock, 300, () => 'secret');
const headers = {
  'content-type': 'application/json',
  ...{ 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': '599', 'x-ratelimit-reset': '60' },
};

/** Fails unless the body is one that the document has for the operation, assumed facts included. */
function expectValid(id: OperationId, body: object): void {
  const violations = validateResponse(id, { status: 200, headers, body }, 'strict');
  expect(violations.map(({ at, message }) => `${at}: ${message}`)).toEqual([]);
}

const byTime = { graded: 'all', sort: 'added', dir: 'desc' } as const;

/** All of a user's cards and gradings, whether or not they share timestamps. */
async function holdings(store: Store, userId: number): Promise<{ cards: OwnedCard[]; gradings: Grading[] }> {
  const cards = await store.cards.list({ ...byTime, userId, limit: 1_000_000 });
  return { cards, gradings: await store.gradings.page(userId, { limit: 1_000_000, offset: 0 }) };
}

function inHundreds<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / 100) }, (_, page) =>
    rows.slice(page * 100, page * 100 + 100),
  );
}

describe('every row', () => {
  it.each([
    ['default', 1, 81, 61],
    ['default', 4711, 81, 61],
    ['empty', 1, 0, 0],
    ['pagination-edges', 1, 282, 280],
    ['timestamp-ties', 1, 60, 60],
    ['large', 1, 100_000, 10_000],
  ])(
    'of the world %s, seed %i, is valid by the document and sent as JSON.stringify writes it',
    async (world, seed, cardCount, gradingCount) => {
      const store = await openStore();
      try {
        const { accounts } = await seedWorld(store, loadWorld(world), { seed });
        const listCards = store.cards.asJson(cardListFields);
        const listGradings = store.gradings.asJson(gradingListFields);
        const checked = { cards: 0, gradings: 0 };
        for (const { userId } of accounts) {
          if (userId === null) continue;
          const { cards, gradings } = await holdings(store, userId);
          const cardOf = new Map(cards.map((owned) => [owned.userCard.id, owned]));
          const gradingsOf = grouped(gradings);
          for (const [number, page] of inHundreds(cards).entries()) {
            const more = number * 100 + 100 < cards.length;
            const body = {
              cards: page.map((owned) => plainCardListItem(owned, links, ORIGIN)),
              next_cursor: more ? (page.at(-1)?.userCard.addedAt ?? '') : null,
            };
            expectValid('listCards', body);
            // Later pages of a large world are read slowly by their offset.
            if (number >= 10) continue;
            const rows = await listCards({ ...byTime, userId, limit: 101, offset: number * 100 });
            const { json, nextCursor } = formatCardPage(rows, 100, links, ORIGIN);
            expect(String(json)).toBe(JSON.stringify(body));
            expect(nextCursor).toBe(body.next_cursor);
          }
          for (const page of inHundreds(gradings)) {
            expectValid('listGradings', { gradings: page.map(formatGrading), next_cursor: null });
          }
          const first = { gradings: gradings.slice(0, 100).map(formatGrading), next_cursor: null };
          const all = await listGradings(userId, first.gradings.length);
          expect(String(formatGradingPage(all, first.gradings.length).json)).toBe(JSON.stringify(first));
          // Of a large world's raw cards every 20th is read in detail; all others, and all gradings, of every world.
          for (const [index, owned] of cards.entries()) {
            const own = gradingsOf.get(owned.userCard.id) ?? [];
            if (own.length === 0 && cards.length > 10_000 && index % 20 !== 0) continue;
            expectValid('getCard', {
              user_card: formatUserCard(owned.userCard),
              card: formatCatalogCard(owned.card),
              images: formatCardImages(owned, own, links, ORIGIN),
              gradings: own.map(({ id }) => id),
            });
          }
          for (const grading of gradings) {
            const modelGradeText = grading.modelGrade === null ? null : JSON.stringify(grading.modelGrade);
            const grade = plainUserCardGrade(grading, links, ORIGIN);
            const text = formatUserCardGrade({ ...grading, modelGradeText }, links, ORIGIN);
            expect(text).toBe(JSON.stringify(grade));
            const owned = cardOf.get(grading.userCardId);
            expectValid('getGrading', {
              grading: formatGrading(grading),
              card: owned === undefined ? null : formatCatalogCard(owned.card),
              user_card_grade: grade,
            });
          }
          checked.cards += cards.length;
          checked.gradings += gradings.length;
        }
        expect(checked).toEqual({ cards: cardCount, gradings: gradingCount });
      } finally {
        await store.close();
      }
    },
    120_000,
  );
});

function grouped(gradings: readonly Grading[]): Map<number, Grading[]> {
  const groups = new Map<number, Grading[]>();
  for (const grading of gradings) {
    groups.set(grading.userCardId, [...(groups.get(grading.userCardId) ?? []), grading]);
  }
  return groups;
}
