import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { unknownUuid } from '../src/suite/client/known-values.js';
import { changeBody, changeGrade, changeRefusal, refuseWith, reply } from '../src/suite/deviations/hooks.js';
import { gradingsList, readPage } from '../src/suite/lists/walk.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const gradeNames = ['centering', 'corners', 'edges', 'surface', 'full'].map(
  (name) => `${name}_overall_grade`,
);

const reportNames = ['damage_report_front_url', 'damage_report_back_url'];

const slabNames = ['slab_front_url', 'slab_back_url'];

/** The newest graded grading of the main account, in full. */
async function graded(t: RuleContext): Promise<{ response: Exchange; body: JsonObject; grade: JsonObject }> {
  const { items } = await readPage(t, gradingsList, {});
  for (const item of items.slice(0, 10)) {
    const response = await t.call('getGrading', { id: t.check.text(item, 'id') });
    const body = t.check.object(response);
    if (isObject(body.user_card_grade)) return { response, body, grade: body.user_card_grade };
  }
  return t.notChecked('needs a grading with a grade among the ten newest');
}

/** A grading that the driver completes for this rule. */
async function completed(t: RuleContext, outcome: 'success' | 'failure', capture: 'full' | 'two-image') {
  const account = await t.accounts.fresh({ cards: 1, gradings: 0 });
  const accountId = t.accounts.idOf(account);
  const id = await t.driver.completeGrading({ accountId, outcome, capture });
  const response = await t.call('getGrading', { id, token: account.token });
  return { account, response, body: t.check.object(response) };
}

const isGrade = (value: unknown): boolean => {
  const grade = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof grade === 'number' && grade >= 1 && grade <= 10 && Number.isInteger(grade * 2);
};

const changeGrades = (change: (grade: unknown) => unknown) => (grade: JsonObject) => ({
  ...grade,
  ...Object.fromEntries(gradeNames.map((name) => [name, change(grade[name])])),
});

const without = (item: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));

const isTwoImage = (grade: JsonObject): boolean => grade.full_overall_grade === null;

export default defineRules('grading-detail', [
  {
    id: 'GRD-001',
    title: 'gives a grading as grading, card and user_card_grade',
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
    title: 'gives the same grading in detail as in the list',
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
    title: 'answers not_found for a grading that does not exist',
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
    id: 'GRD-005',
    title: 'gives all five overall grades of a fully captured grading',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`user_card_grade`: `centering_overall_grade`, `corners_overall_grade`, `edges_overall_grade`, `surface_overall_grade`, `full_overall_grade`.',
    severity: 'critical',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const { response, body } = await completed(t, 'success', 'full');
      const grade = t.check.objectAt(body, 'user_card_grade', response);
      for (const name of gradeNames)
        t.check.that(
          isGrade(grade[name]),
          `\`${name}\` of a full capture is missing`,
          'a grade',
          grade[name],
          response,
        );
    },
    deviations: [
      {
        title: 'the edges are never graded',
        start: () => changeGrade((grade) => ({ ...grade, edges_overall_grade: null })),
      },
    ],
  },

  {
    id: 'GRD-006',
    title: 'grades from 1 to 10 in half steps',
    provenance: 'documented',
    source: '§5',
    sentence: 'Grades are numbers from 1 to 10 in half steps, or null.',
    severity: 'major',
    check: async (t) => {
      const { grade, response } = await graded(t);
      for (const name of gradeNames)
        t.check.that(
          grade[name] === null || isGrade(grade[name]),
          `\`${name}\` is no grade`,
          'null, or 1 to 10 in half steps',
          grade[name],
          response,
        );
    },
    deviations: [
      {
        title: 'grades come in tenths',
        start: () => changeGrade(changeGrades((grade) => (typeof grade === 'number' ? grade - 0.3 : grade))),
      },
    ],
  },

  {
    id: 'GRD-007',
    title: 'gives grades as numbers',
    provenance: 'assumed',
    source: '§5',
    sentence: 'Grades are numbers rather than numeric strings.',
    severity: 'minor',
    check: async (t) => {
      const { grade, response } = await graded(t);
      for (const name of gradeNames)
        t.check.that(
          typeof grade[name] !== 'string',
          `\`${name}\` is text`,
          'a number or null',
          grade[name],
          response,
        );
    },
    deviations: [
      {
        title: 'grades come as text, as drivers give numeric columns',
        start: () =>
          changeGrade(changeGrades((grade) => (typeof grade === 'number' ? grade.toFixed(1) : grade))),
      },
    ],
  },

  {
    id: 'GRD-008',
    title: 'links slab and damage report of a fully captured grading',
    provenance: 'documented',
    source: '§5',
    sentence:
      'When a grade exists, presigned `damage_report_front_url`, `damage_report_back_url`, `slab_front_url`, `slab_back_url`.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const { response, body } = await completed(t, 'success', 'full');
      const grade = t.check.objectAt(body, 'user_card_grade', response);
      for (const name of [...reportNames, ...slabNames])
        t.check.that(
          typeof grade[name] === 'string' && URL.canParse(grade[name]),
          `\`${name}\` of a full capture is no link`,
          'an absolute URL',
          grade[name],
          response,
        );
    },
    deviations: [
      {
        title: 'a full capture has no damage report',
        start: () => changeGrade((grade) => ({ ...grade, damage_report_front_url: null })),
      },
    ],
  },

  {
    id: 'GRD-009',
    title: 'gives the nested model_grade object with a grade',
    provenance: 'documented',
    source: '§5',
    sentence: 'A nested `model_grade` object that mirrors internals.',
    severity: 'minor',
    check: async (t) => {
      const { grade, response } = await graded(t);
      t.check.objectAt(grade, 'model_grade', response);
    },
    deviations: [
      {
        title: 'model_grade is left out',
        start: () => changeGrade((grade) => without(grade, 'model_grade')),
      },
    ],
  },

  {
    id: 'GRD-010',
    title: 'gives null as the grade of a failed grading',
    provenance: 'documented',
    source: '§5',
    sentence: 'It is null until a grade exists (in progress, or failed).',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const { response, body } = await completed(t, 'failure', 'full');
      t.check.equal(body.user_card_grade, null, 'A failed grading has a grade', response);
    },
    deviations: [
      {
        title: 'a failed grading has a grade of nulls',
        start: () =>
          changeBody('getGrading', (body) => ({
            ...body,
            user_card_grade:
              body.user_card_grade ?? Object.fromEntries(gradeNames.map((name) => [name, null])),
          })),
      },
    ],
  },

  {
    id: 'GRD-011',
    title: 'grades at least the centering of a two-image capture',
    provenance: 'documented',
    source: '§5',
    sentence:
      'When only a front and a back image were supplied, the grade may hold centering only, with the other subgrades null.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const { response, body } = await completed(t, 'success', 'two-image');
      const grade = t.check.objectAt(body, 'user_card_grade', response);
      const centering = grade.centering_overall_grade;
      t.check.that(
        isGrade(centering),
        'The centering of two images is not graded',
        'a grade',
        centering,
        response,
      );
      for (const name of gradeNames)
        t.check.that(
          grade[name] === null || isGrade(grade[name]),
          `\`${name}\` is no grade`,
          'null or a grade',
          grade[name],
          response,
        );
    },
    deviations: [
      {
        title: 'two images give no grade at all',
        start: () => changeGrade((grade) => (isTwoImage(grade) ? null : grade)),
      },
    ],
  },

  {
    id: 'GRD-012',
    title: 'gives a two-image capture slab links, but no full grade and no damage report',
    provenance: 'assumed',
    source: '§5, §10',
    sentence:
      'Two-image capture: `damage_report_*` keys are present and null, slab links exist, `full_overall_grade` is null, the card stays raw.',
    severity: 'minor',
    needs: ['createAccount', 'completeGrading'],
    check: async (t) => {
      const { account, response, body } = await completed(t, 'success', 'two-image');
      const grade = t.check.objectAt(body, 'user_card_grade', response);
      for (const name of [...reportNames, 'full_overall_grade'])
        t.check.equal(grade[name], null, `\`${name}\` of a two-image capture is not null`, response);
      for (const name of slabNames) t.check.text(grade, name, response);
      const id = t.check.integer(t.check.objectAt(body, 'grading', response), 'user_card_id', response);
      const card = await t.call('getCard', { id, token: account.token });
      const userCard = t.check.objectAt(t.check.object(card), 'user_card', card);
      t.check.equal(userCard.grade, null, 'A card graded from two images is not raw', card);
    },
    deviations: [
      {
        title: 'the full grade of two images is their centering',
        start: () =>
          changeGrade((grade) => ({
            ...grade,
            full_overall_grade: grade.full_overall_grade ?? grade.centering_overall_grade,
          })),
      },
    ],
  },

  {
    id: 'GRD-013',
    title: "tells brand, year, player and category in a grading's card",
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
    title: "gives the same card in a grading as in the card's own detail",
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
