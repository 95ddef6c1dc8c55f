import { cardDetail } from './rules/card-detail.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import type { JsonObject } from '../src/suite/client/json.js';
import { unknownId } from '../src/suite/client/known-values.js';
import { cardsList, gradingsList, readPage } from '../src/suite/lists/walk.js';

async function firstCard(t: RuleContext, query: Record<string, string> = {}): Promise<JsonObject> {
  return t.first((await readPage(t, cardsList, query)).items, 'card');
}

async function detailOf(t: RuleContext, item: JsonObject) {
  const id = t.check.integer(item, 'user_card_id');
  const answer = await t.call('getCard', { id });
  return { answer, body: t.check.object(answer) };
}

export default area(cardDetail, {
  'CRD-001': async (t) => {
    const { answer, body } = await detailOf(t, await firstCard(t));
    for (const name of ['user_card', 'card', 'images']) t.check.objectAt(body, name, answer);
    const { gradings } = body;
    t.check.that(Array.isArray(gradings), '`gradings` is no list', 'an array', gradings, answer);
  },

  'CRD-002': async (t) => {
    const { items } = await readPage(t, cardsList, {});
    t.first(items, 'card');
    for (const item of items.slice(0, 4)) {
      const { answer, body } = await detailOf(t, item);
      const userCard = t.check.objectAt(body, 'user_card', answer);
      const card = t.check.objectAt(body, 'card', answer);
      t.check.equal(userCard.id, item.user_card_id, 'The card has another id in detail', answer);
      for (const name of ['card_id', 'grade', 'grader', 'added_at'])
        t.check.equal(userCard[name], item[name], `\`${name}\` differs between list and detail`, answer);
      for (const name of ['brand', 'year', 'card_number', 'variant', 'player_name', 'team_name', 'category'])
        t.check.equal(card[name], item[name], `\`${name}\` differs between list and detail`, answer);
    }
  },

  'CRD-003': async (t) => {
    for (const id of ['abc', '0', '1.5'])
      t.check.error(await t.call('getCard', { id }), 400, 'validation_error');
  },

  'CRD-004': async (t) => {
    t.check.error(await t.call('getCard', { id: unknownId }), 404, 'not_found');
  },

  'CRD-005': async (t) => {
    const { items } = await readPage(t, cardsList, { limit: 100 });
    const own = new Set(items.map((item) => item.user_card_id));
    const item = items.find((each) => !own.has(each.card_id));
    if (item === undefined || own.size === 100)
      return t.notChecked('needs a card whose catalog id is the id of none of the cards');
    const catalogId = t.check.integer(item, 'card_id');
    t.check.error(await t.call('getCard', { id: catalogId }), 404, 'not_found');
    t.check.status(await t.call('getCard', { id: t.check.integer(item, 'user_card_id') }), 200);
  },

  'CRD-006': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    t.first(items, 'grading');
    for (const grading of items.slice(0, 3)) {
      const { answer, body } = await detailOf(t, grading);
      const linked = Array.isArray(body.gradings) ? JSON.stringify(body.gradings) : '';
      const id = t.check.text(grading, 'id');
      t.check.that(linked.includes(id), 'A card does not link its grading', id, linked, answer);
    }
  },

  'CRD-007': async (t) => {
    const answer = await t.call('getCard', { id: '9223372036854775808' });
    t.check.status(answer, 404, 400);
    await t.check.assumed(() => t.check.error(answer, 404, 'not_found'));
  },

  'CRD-008': async (t) => {
    const item = await firstCard(t, { graded: 'graded' });
    const { answer, body } = await detailOf(t, item);
    const images = t.check.objectAt(body, 'images', answer);
    for (const name of ['slab_front', 'slab_back', 'damage_report_front', 'damage_report_back'])
      t.check.that(
        name in images && (images[name] === null || URL.canParse(String(images[name]))),
        `\`images.${name}\` is no link`,
        'an absolute URL or null',
        images[name],
        answer,
      );
    t.check.text(images, 'slab_front', answer);
  },

  'CRD-009': async (t) => {
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
});
