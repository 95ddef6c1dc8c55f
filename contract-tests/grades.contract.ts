import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, type JsonObject } from '../src/suite/client/json.js';

import { changeBody, changeGrade } from '../src/suite/deviations/hooks.js';
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

export default defineRules('grades', [
  {
    id: 'GRD-005',
    title: 'returns all five overall grades of a fully captured grading',
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
    title: 'returns grades as numbers',
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
        title: 'grades come as text, as drivers return numeric columns',
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
    title: 'returns the nested model_grade object with a grade',
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
    title: 'returns null as the grade of a failed grading',
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
        title: 'two images get no grade at all',
        start: () => changeGrade((grade) => (isTwoImage(grade) ? null : grade)),
      },
    ],
  },

  {
    id: 'GRD-012',
    title: 'returns slab links for a two-image capture, but no full grade and no damage report',
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
]);
