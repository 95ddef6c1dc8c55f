import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { unknownId } from '../src/suite/client/known-values.js';
import {
  changeBody,
  changeRefusal,
  changeResponse,
  jsonOf,
  listOf,
  type Next,
  refuseWith,
  reply,
  wrap,
} from '../src/suite/deviations/hooks.js';
import { cardsList, gradingsList, readPage } from '../src/suite/lists/walk.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

async function firstCard(t: RuleContext, query: Record<string, string> = {}): Promise<JsonObject> {
  return t.first((await readPage(t, cardsList, query)).items, 'card');
}

async function detailOf(t: RuleContext, item: JsonObject) {
  const id = t.check.integer(item, 'user_card_id');
  const response = await t.call('getCard', { id });
  return { response, body: t.check.object(response) };
}

const without = (item: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));

export default defineRules('card-detail', [
  {
    id: 'CRD-001',
    title: 'returns a card as user_card, card, images and gradings',
    provenance: 'documented',
    source: '§6',
    sentence:
      'Sections: `user_card`, `card` (full catalog metadata), `images` (presigned front/back, plus slab and damage-report URLs when available), `gradings` (linked grading UUIDs).',
    severity: 'critical',
    check: async (t) => {
      const { response, body } = await detailOf(t, await firstCard(t));
      for (const name of ['user_card', 'card', 'images']) t.check.objectAt(body, name, response);
      const { gradings } = body;
      t.check.that(Array.isArray(gradings), '`gradings` is no list', 'an array', gradings, response);
    },
    deviations: [
      {
        title: 'card detail does not link gradings',
        start: () => changeBody('getCard', (body) => without(body, 'gradings')),
      },
    ],
  },

  {
    id: 'CRD-002',
    title: 'returns the same card in detail as in the list',
    provenance: 'assumed',
    source: '§6',
    sentence:
      'Field names inside the sections: `user_card {id, card_id, grade, grader, …}`, `card {brand, year, …}`.',
    severity: 'major',
    check: async (t) => {
      const { items } = await readPage(t, cardsList, {});
      t.first(items, 'card');
      for (const item of items.slice(0, 4)) {
        const { response, body } = await detailOf(t, item);
        const userCard = t.check.objectAt(body, 'user_card', response);
        const card = t.check.objectAt(body, 'card', response);
        t.check.equal(userCard.id, item.user_card_id, 'The card has another id in detail', response);
        for (const name of ['card_id', 'grade', 'grader', 'added_at'])
          t.check.equal(userCard[name], item[name], `\`${name}\` differs between list and detail`, response);
        for (const name of [
          'brand',
          'year',
          'card_number',
          'variant',
          'player_name',
          'team_name',
          'category',
        ])
          t.check.equal(card[name], item[name], `\`${name}\` differs between list and detail`, response);
      }
    },
    deviations: [
      {
        title: 'player names are upper-cased in detail',
        start: () =>
          changeBody('getCard', (body) => {
            const card = isObject(body.card) ? body.card : {};
            return { ...body, card: { ...card, player_name: String(card.player_name).toUpperCase() } };
          }),
      },
    ],
  },

  {
    id: 'CRD-003',
    title: 'refuses a card id that is no positive integer with 400',
    provenance: 'documented',
    source: '§6',
    sentence: 'Not a positive integer → 400.',
    severity: 'major',
    check: async (t) => {
      for (const id of ['abc', '0', '1.5'])
        t.check.error(await t.call('getCard', { id }), 400, 'validation_error');
    },
    deviations: [
      {
        title: 'an id that is no number is simply not found',
        start: () => changeRefusal('getCard', 400, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'CRD-004',
    title: 'returns not_found for a card that does not exist',
    provenance: 'documented',
    source: '§6',
    sentence: "Unknown or another user's → 404.",
    severity: 'critical',
    check: async (t) => {
      t.check.error(await t.call('getCard', { id: unknownId }), 404, 'not_found');
    },
    deviations: [
      {
        title: 'a card that does not exist has a code of its own',
        start: () => changeRefusal('getCard', 404, () => refuseWith(404, 'card_not_found')),
      },
    ],
  },

  {
    id: 'CRD-005',
    title: 'finds a card by user_card_id and not by the id of the catalog',
    provenance: 'documented',
    source: '§6',
    sentence: 'The id is `user_cards.id`, not the catalog id.',
    severity: 'major',
    check: async (t) => {
      const { items } = await readPage(t, cardsList, { limit: 100 });
      const own = new Set(items.map((item) => item.user_card_id));
      const item = items.find((each) => !own.has(each.card_id));
      if (item === undefined || own.size === 100)
        return t.notChecked('needs a card whose catalog id is the id of none of the cards');
      const catalogId = t.check.integer(item, 'card_id');
      t.check.error(await t.call('getCard', { id: catalogId }), 404, 'not_found');
      t.check.status(await t.call('getCard', { id: t.check.integer(item, 'user_card_id') }), 200);
    },
    deviations: [
      {
        title: "the catalog's id finds a card as well",
        start: () =>
          changeResponse('getCard', async (response, request, next: Next) => {
            if (response.status !== 404) return response;
            const page = await next({
              ...request,
              path: '/v1/cards',
              query: new URLSearchParams('limit=100'),
            });
            const id = request.path.split('/').at(-1);
            const card = listOf(jsonOf(page).cards).find((item) => String(item.card_id) === id);
            return card === undefined
              ? response
              : next({ ...request, path: `/v1/cards/${card.user_card_id}` });
          }),
      },
    ],
  },

  {
    id: 'CRD-006',
    title: 'links a grading and its card in both directions',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`gradings` (linked grading UUIDs); `user_card_id` of a grading.',
    severity: 'major',
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      t.first(items, 'grading');
      for (const grading of items.slice(0, 3)) {
        const { response, body } = await detailOf(t, grading);
        const linked = Array.isArray(body.gradings) ? JSON.stringify(body.gradings) : '';
        const id = t.check.text(grading, 'id');
        t.check.that(linked.includes(id), 'A card does not link its grading', id, linked, response);
      }
    },
    deviations: [
      {
        title: 'the gradings of a card are always empty',
        start: () => changeBody('getCard', (body) => ({ ...body, gradings: [] })),
      },
    ],
  },

  {
    id: 'CRD-007',
    title: 'returns not_found, and never a server error, for an id beyond 64 bits',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Out-of-range ids: 404 in strict mode, 400 is tolerated by default, 5xx never.',
    severity: 'minor',
    check: async (t) => {
      const response = await t.call('getCard', { id: '9223372036854775808' });
      t.check.status(response, 404, 400);
      await t.check.assumed(() => t.check.error(response, 404, 'not_found'));
    },
    deviations: [
      {
        title: 'an id beyond 64 bits breaks the query',
        start: () =>
          wrap('getCard', (request, next) =>
            /\/\d{19,}$/.test(request.path)
              ? reply(500, { statusCode: 500, error: 'Internal Server Error', message: 'value out of range' })
              : next(request),
          ),
      },
    ],
  },

  {
    id: 'CRD-008',
    title: 'returns slab and damage-report links of a graded card',
    provenance: 'assumed',
    source: '§6',
    sentence:
      '`images {front, back, slab_front, slab_back, damage_report_front, damage_report_back}` each url|null.',
    severity: 'minor',
    check: async (t) => {
      const item = await firstCard(t, { graded: 'graded' });
      const { response, body } = await detailOf(t, item);
      const images = t.check.objectAt(body, 'images', response);
      for (const name of ['slab_front', 'slab_back', 'damage_report_front', 'damage_report_back'])
        t.check.that(
          name in images && (images[name] === null || URL.canParse(String(images[name]))),
          `\`images.${name}\` is no link`,
          'an absolute URL or null',
          images[name],
          response,
        );
      t.check.text(images, 'slab_front', response);
    },
    deviations: [
      {
        title: 'slab pictures are not linked in card detail',
        start: () =>
          changeBody('getCard', (body) => ({
            ...body,
            images: { ...(isObject(body.images) ? body.images : {}), slab_front: null },
          })),
      },
    ],
  },

  {
    id: 'CRD-009',
    title: 'grades a card when its grading completes',
    provenance: 'documented',
    source: '§5, §6',
    sentence:
      'A card here is a `user_cards` row with its grade; a grading is one card submission run through the pipeline.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const account = await t.accounts.fresh({ cards: 1, gradings: 0 });
      const accountId = t.accounts.idOf(account);
      const id = await t.driver.completeGrading({ accountId, outcome: 'success', capture: 'full' });
      const grading = await t.call('getGrading', { id, token: account.token });
      const row = t.check.objectAt(t.check.object(grading), 'grading', grading);
      const { items, exchange } = await readPage(t, cardsList, { graded: 'graded' }, account.token);
      const card = items.find((item) => item.user_card_id === row.user_card_id);
      t.check.that(
        card !== undefined && card.grade !== null,
        'A card is not graded after its grading completed',
        'the card with a grade in the list of graded cards',
        card ?? 'no such card in the list',
        exchange,
      );
    },
    deviations: [
      {
        title: 'grades reach the list of cards by a nightly job',
        start: () =>
          changeBody('listCards', (body, { query }) =>
            query.get('graded') === 'graded' ? { ...body, cards: listOf(body.cards).slice(1) } : body,
          ),
      },
    ],
  },
]);
