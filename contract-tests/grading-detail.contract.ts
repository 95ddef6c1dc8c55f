import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { changeBody, changeRefusal, refuseWith, reply } from '../src/suite/deviations/hooks.js';
import { cardsList, gradingsList, readPage } from '../src/suite/lists/walk.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const without = (item: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));

/** The card of a grading as the list of cards has it; undefined when it is not on the first page. */
async function listedCard(t: RuleContext, id: unknown): Promise<JsonObject | undefined> {
  const { items } = await readPage(t, cardsList, { limit: 100 });
  return items.find((item) => item.user_card_id === id);
}

export default defineRules('grading-detail', [
  {
    id: 'GRD-001',
    title: 'returns a grading as grading, card and user_card_grade',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`GET /v1/gradings/{id}`: `{ "grading": {as above}, "card": {catalog metadata} | null, "user_card_grade": {…} | null }`.',
    severity: 'critical',
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      const id = t.check.text(t.first(items, 'grading'), 'id');
      const response = await t.call('getGrading', { id });
      const body = t.check.object(response);
      t.check.objectAt(body, 'grading', response);
      for (const name of ['card', 'user_card_grade'])
        t.check.that(
          body[name] === null || isObject(body[name]),
          `\`${name}\` is neither an object nor null`,
          'an object or null',
          body[name],
          response,
        );
    },
    deviations: [
      {
        title: 'the grading is not nested',
        start: () =>
          changeBody('getGrading', ({ grading, ...rest }) => ({
            ...(isObject(grading) ? grading : {}),
            ...rest,
          })),
      },
    ],
  },

  {
    id: 'GRD-002',
    title: 'returns the same grading in detail as in the list',
    provenance: 'documented',
    source: '§5',
    sentence: '`"grading": {as above}`.',
    severity: 'major',
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      t.first(items, 'grading');
      for (const item of items.slice(0, 3)) {
        const response = await t.call('getGrading', { id: t.check.text(item, 'id') });
        const grading = t.check.objectAt(t.check.object(response), 'grading', response);
        for (const name of ['id', 'user_card_id', 'unique_identifier', 'created_at', 'updated_at'])
          t.check.equal(grading[name], item[name], `\`${name}\` differs between list and detail`, response);
      }
    },
    deviations: [
      {
        title: 'updated_at in detail is the time of the read',
        start: () =>
          changeBody('getGrading', (body) => ({
            ...body,
            grading: {
              ...(isObject(body.grading) ? body.grading : {}),
              updated_at: new Date().toISOString(),
            },
          })),
      },
    ],
  },

  {
    id: 'GRD-003',
    title: 'refuses a grading id that is no UUID with 400',
    provenance: 'documented',
    source: '§5',
    sentence: 'An id that is not a UUID → 400.',
    severity: 'major',
    check: async (t) => {
      for (const id of ['not-a-uuid', `${unknownUuid}0`])
        t.check.error(await t.call('getGrading', { id }), 400, 'validation_error');
    },
    deviations: [
      {
        title: 'an id that is no UUID is simply not found',
        start: () => changeRefusal('getGrading', 400, () => refuseWith(404, 'not_found')),
      },
    ],
  },

  {
    id: 'GRD-004',
    title: 'returns not_found for a grading that does not exist',
    provenance: 'documented',
    source: '§5',
    sentence: "Unknown or another user's → 404 `not_found`.",
    severity: 'critical',
    check: async (t) => {
      t.check.error(await t.call('getGrading', { id: unknownUuid }), 404, 'not_found');
    },
    deviations: [
      {
        title: 'a grading that does not exist is 200 with nulls',
        start: () =>
          changeRefusal('getGrading', 404, () =>
            reply(200, { grading: null, card: null, user_card_grade: null }),
          ),
      },
    ],
  },

  {
    id: 'GRD-013',
    title: "includes brand, year, player and category in a grading's card",
    provenance: 'documented',
    source: '§5, §10',
    sentence:
      '`"card": {catalog metadata: brand, year, player, category, …} | null`; either `player` or `player_name`.',
    severity: 'major',
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      const id = t.check.text(t.first(items, 'grading'), 'id');
      const response = await t.call('getGrading', { id });
      const { card } = t.check.object(response);
      if (!isObject(card)) return t.notChecked('the newest grading has no card');
      for (const name of ['brand', 'year', 'category'])
        t.check.that(
          name in card,
          `The card of a grading has no \`${name}\``,
          name,
          Object.keys(card),
          response,
        );
      const listed = await listedCard(t, t.first(items, 'grading').user_card_id);
      for (const name of ['brand', 'year', 'category'])
        if (listed !== undefined)
          t.check.equal(card[name], listed[name], `The card of a grading has another \`${name}\``, response);
      if (listed !== undefined)
        t.check.equal(
          card.player_name ?? card.player,
          listed.player_name,
          'The card of a grading has another player',
          response,
        );
      t.check.that(
        'player' in card || 'player_name' in card,
        'The card of a grading names no player',
        'player or player_name',
        Object.keys(card),
        response,
      );
    },
    deviations: [
      {
        title: "the brand of a grading's card is called manufacturer",
        start: () =>
          changeBody('getGrading', (body) => {
            const card = isObject(body.card) ? body.card : {};
            return { ...body, card: { ...without(card, 'brand'), manufacturer: card.brand } };
          }),
      },
    ],
  },

  {
    id: 'GRD-014',
    title: "returns the same card in a grading as in the card's own detail",
    provenance: 'assumed',
    source: '§5',
    sentence: 'The `card` of a grading has the same fields as `card` in card detail (§6).',
    severity: 'minor',
    check: async (t) => {
      const { items } = await readPage(t, gradingsList, {});
      const item = t.first(items, 'grading');
      const response = await t.call('getGrading', { id: t.check.text(item, 'id') });
      const detail = await t.call('getCard', { id: t.check.integer(item, 'user_card_id') });
      const { card } = t.check.object(detail);
      t.check.equal(
        t.check.object(response).card,
        card,
        "A grading's card differs from card detail",
        response,
      );
    },
    deviations: [
      {
        title: "a grading's card lacks its category_id",
        start: () =>
          changeBody('getGrading', (body) => ({
            ...body,
            card: without(isObject(body.card) ? body.card : {}, 'category_id'),
          })),
      },
    ],
  },
]);
