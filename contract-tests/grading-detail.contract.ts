import { gradingDetail } from './rules/grading-detail.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { gradingsList, readPage } from '../src/suite/lists/walk.js';

const gradeNames = ['centering', 'corners', 'edges', 'surface', 'full'].map(
  (name) => `${name}_overall_grade`,
);
const reportNames = ['damage_report_front_url', 'damage_report_back_url'];
const slabNames = ['slab_front_url', 'slab_back_url'];

/** The newest graded grading of the main account, in full. */
async function graded(t: RuleContext): Promise<{ answer: Exchange; body: JsonObject; grade: JsonObject }> {
  const { items } = await readPage(t, gradingsList, {});
  for (const item of items.slice(0, 10)) {
    const answer = await t.call('getGrading', { id: t.check.text(item, 'id') });
    const body = t.check.object(answer);
    if (isObject(body.user_card_grade)) return { answer, body, grade: body.user_card_grade };
  }
  return t.notChecked('needs a grading with a grade among the ten newest');
}

/** A grading that the driver completes for this rule. */
async function completed(t: RuleContext, outcome: 'success' | 'failure', capture: 'full' | 'two-image') {
  const account = await t.accounts.fresh({ cards: 1, gradings: 0 });
  const accountId = t.accounts.idOf(account);
  const id = await t.driver.completeGrading({ accountId, outcome, capture });
  const answer = await t.call('getGrading', { id, token: account.token });
  return { account, answer, body: t.check.object(answer) };
}

const isGrade = (value: unknown): boolean => {
  const grade = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof grade === 'number' && grade >= 1 && grade <= 10 && Number.isInteger(grade * 2);
};

export default area(gradingDetail, {
  'GRD-001': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    const id = t.check.text(t.first(items, 'grading'), 'id');
    const answer = await t.call('getGrading', { id });
    const body = t.check.object(answer);
    t.check.objectAt(body, 'grading', answer);
    for (const name of ['card', 'user_card_grade'])
      t.check.that(
        body[name] === null || isObject(body[name]),
        `\`${name}\` is neither an object nor null`,
        'an object or null',
        body[name],
        answer,
      );
  },

  'GRD-002': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    t.first(items, 'grading');
    for (const item of items.slice(0, 3)) {
      const answer = await t.call('getGrading', { id: t.check.text(item, 'id') });
      const grading = t.check.objectAt(t.check.object(answer), 'grading', answer);
      for (const name of ['id', 'user_card_id', 'unique_identifier', 'created_at', 'updated_at'])
        t.check.equal(grading[name], item[name], `\`${name}\` differs between list and detail`, answer);
    }
  },

  'GRD-003': async (t) => {
    for (const id of ['not-a-uuid', `${unknownUuid}0`])
      t.check.error(await t.call('getGrading', { id }), 400, 'validation_error');
  },

  'GRD-004': async (t) => {
    t.check.error(await t.call('getGrading', { id: unknownUuid }), 404, 'not_found');
  },

  'GRD-005': async (t) => {
    const { answer, body } = await completed(t, 'success', 'full');
    const grade = t.check.objectAt(body, 'user_card_grade', answer);
    for (const name of gradeNames)
      t.check.that(
        isGrade(grade[name]),
        `\`${name}\` of a full capture is missing`,
        'a grade',
        grade[name],
        answer,
      );
  },

  'GRD-006': async (t) => {
    const { grade, answer } = await graded(t);
    for (const name of gradeNames)
      t.check.that(
        grade[name] === null || isGrade(grade[name]),
        `\`${name}\` is no grade`,
        'null, or 1 to 10 in half steps',
        grade[name],
        answer,
      );
  },

  'GRD-007': async (t) => {
    const { grade, answer } = await graded(t);
    for (const name of gradeNames)
      t.check.that(
        typeof grade[name] !== 'string',
        `\`${name}\` is text`,
        'a number or null',
        grade[name],
        answer,
      );
  },

  'GRD-008': async (t) => {
    const { answer, body } = await completed(t, 'success', 'full');
    const grade = t.check.objectAt(body, 'user_card_grade', answer);
    for (const name of [...reportNames, ...slabNames])
      t.check.that(
        typeof grade[name] === 'string' && URL.canParse(grade[name]),
        `\`${name}\` of a full capture is no link`,
        'an absolute URL',
        grade[name],
        answer,
      );
  },

  'GRD-009': async (t) => {
    const { grade, answer } = await graded(t);
    t.check.objectAt(grade, 'model_grade', answer);
  },

  'GRD-010': async (t) => {
    const { answer, body } = await completed(t, 'failure', 'full');
    t.check.equal(body.user_card_grade, null, 'A failed grading has a grade', answer);
  },

  'GRD-011': async (t) => {
    const { answer, body } = await completed(t, 'success', 'two-image');
    const grade = t.check.objectAt(body, 'user_card_grade', answer);
    const centering = grade.centering_overall_grade;
    t.check.that(
      isGrade(centering),
      'The centering of two images is not graded',
      'a grade',
      centering,
      answer,
    );
    for (const name of gradeNames)
      t.check.that(
        grade[name] === null || isGrade(grade[name]),
        `\`${name}\` is no grade`,
        'null or a grade',
        grade[name],
        answer,
      );
  },

  'GRD-012': async (t) => {
    const { account, answer, body } = await completed(t, 'success', 'two-image');
    const grade = t.check.objectAt(body, 'user_card_grade', answer);
    for (const name of [...reportNames, 'full_overall_grade'])
      t.check.equal(grade[name], null, `\`${name}\` of a two-image capture is not null`, answer);
    for (const name of slabNames) t.check.text(grade, name, answer);
    const id = t.check.integer(t.check.objectAt(body, 'grading', answer), 'user_card_id', answer);
    const card = await t.call('getCard', { id, token: account.token });
    const userCard = t.check.objectAt(t.check.object(card), 'user_card', card);
    t.check.equal(userCard.grade, null, 'A card graded from two images is not raw', card);
  },

  'GRD-013': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    const id = t.check.text(t.first(items, 'grading'), 'id');
    const answer = await t.call('getGrading', { id });
    const { card } = t.check.object(answer);
    if (!isObject(card)) return t.notChecked('the newest grading has no card');
    for (const name of ['brand', 'year', 'category'])
      t.check.that(name in card, `The card of a grading has no \`${name}\``, name, Object.keys(card), answer);
    t.check.that(
      'player' in card || 'player_name' in card,
      'The card of a grading names no player',
      'player or player_name',
      Object.keys(card),
      answer,
    );
  },

  'GRD-014': async (t) => {
    const { items } = await readPage(t, gradingsList, {});
    const item = t.first(items, 'grading');
    const answer = await t.call('getGrading', { id: t.check.text(item, 'id') });
    const detail = await t.call('getCard', { id: t.check.integer(item, 'user_card_id') });
    const { card } = t.check.object(detail);
    t.check.equal(t.check.object(answer).card, card, "A grading's card differs from card detail", answer);
  },
});
