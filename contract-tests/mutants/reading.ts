import { cardDetail } from '../rules/card-detail.js';
import { cardsList } from '../rules/cards-list.js';
import { gradingDetail } from '../rules/grading-detail.js';
import { gradingsList } from '../rules/gradings-list.js';
import { isObject, type JsonObject } from '../../src/suite/client/json.js';
import { deviationsOf } from './deviations-of.js';
import {
  answers,
  around,
  bodies,
  grades,
  items,
  jsonOf,
  listOf,
  type Next,
  parameter,
  refusal,
  refusals,
  reply,
} from '../../src/suite/deviations/hooks.js';

const gradeNames = ['centering', 'corners', 'edges', 'surface', 'full'].map(
  (name) => `${name}_overall_grade`,
);
const isDate = (text: string | null): boolean => text !== null && !Number.isNaN(Date.parse(text));
const orDropped = (value: string | null): string | null => (isDate(value) ? value : null);

const changeGrades = (change: (grade: unknown) => unknown) => (grade: JsonObject) => ({
  ...grade,
  ...Object.fromEntries(gradeNames.map((name) => [name, change(grade[name])])),
});

const without = (item: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));

const isTwoImage = (grade: JsonObject): boolean => grade.full_overall_grade === null;
const recently = (time: unknown): boolean => Date.parse(String(time)) > Date.now() - 2000;

export const readingDeviations = [
  ...deviationsOf(gradingsList, {
    'GRL-001': [
      [
        'unique_identifier is text, as drivers give 64-bit numbers',
        () =>
          items('listGradings', 'gradings', (item) => ({
            ...item,
            unique_identifier: String(item.unique_identifier),
          })),
      ],
    ],
    'GRL-002': [
      ['a page holds 20 by default', () => parameter('listGradings', 'limit', (limit) => limit ?? '20')],
    ],
    'GRL-003': [
      [
        'a limit above 100 is cut to 100',
        () => parameter('listGradings', 'limit', (limit) => (Number(limit) > 100 ? '100' : limit)),
      ],
    ],
    'GRL-004': [
      ['a cursor that is no date is ignored', () => parameter('listGradings', 'cursor', orDropped)],
    ],
    'GRL-005': [
      [
        'a page is listed oldest first',
        () => bodies('listGradings', (body) => ({ ...body, gradings: listOf(body.gradings).toReversed() })),
      ],
    ],
    'GRL-006': [
      [
        'times bear an offset instead of Z',
        () =>
          items('listGradings', 'gradings', (item) => ({
            ...item,
            updated_at: String(item.updated_at).replace('Z', '+00:00'),
          })),
      ],
    ],
    'GRL-007': [
      [
        'failed gradings are not listed',
        () =>
          bodies('listGradings', async (body, call, next) => {
            const kept: JsonObject[] = [];
            for (const item of listOf(body.gradings)) {
              const detail = await next({
                ...call,
                path: `/v1/gradings/${item.id}`,
                query: new URLSearchParams(),
              });
              if (jsonOf(detail).user_card_grade !== null) kept.push(item);
            }
            return { ...body, gradings: kept };
          }),
      ],
    ],
    'GRL-008': [
      [
        'a read replica lags behind: what has just completed is not listed yet',
        () =>
          bodies('listGradings', (body) => ({
            ...body,
            gradings: listOf(body.gradings).filter((item) => !recently(item.created_at)),
          })),
      ],
    ],
  }),
  ...deviationsOf(gradingDetail, {
    'GRD-001': [
      [
        'the grading is not nested',
        () =>
          bodies('getGrading', ({ grading, ...rest }) => ({
            ...(isObject(grading) ? grading : {}),
            ...rest,
          })),
      ],
    ],
    'GRD-002': [
      [
        'updated_at in detail is the time of the read',
        () =>
          bodies('getGrading', (body) => ({
            ...body,
            grading: {
              ...(isObject(body.grading) ? body.grading : {}),
              updated_at: new Date().toISOString(),
            },
          })),
      ],
    ],
    'GRD-003': [
      [
        'an id that is no UUID is simply not found',
        () => refusals('getGrading', 400, () => refusal(404, 'not_found')),
      ],
    ],
    'GRD-004': [
      [
        'a grading that does not exist is 200 with nulls',
        () =>
          refusals('getGrading', 404, () => reply(200, { grading: null, card: null, user_card_grade: null })),
      ],
    ],
    'GRD-005': [
      ['the edges are never graded', () => grades((grade) => ({ ...grade, edges_overall_grade: null }))],
    ],
    'GRD-006': [
      [
        'grades come in tenths',
        () => grades(changeGrades((grade) => (typeof grade === 'number' ? grade - 0.3 : grade))),
      ],
    ],
    'GRD-007': [
      [
        'grades come as text, as drivers give numeric columns',
        () => grades(changeGrades((grade) => (typeof grade === 'number' ? grade.toFixed(1) : grade))),
      ],
    ],
    'GRD-008': [
      [
        'a full capture has no damage report',
        () => grades((grade) => ({ ...grade, damage_report_front_url: null })),
      ],
    ],
    'GRD-009': [['model_grade is left out', () => grades((grade) => without(grade, 'model_grade'))]],
    'GRD-010': [
      [
        'a failed grading has a grade of nulls',
        () =>
          bodies('getGrading', (body) => ({
            ...body,
            user_card_grade:
              body.user_card_grade ?? Object.fromEntries(gradeNames.map((name) => [name, null])),
          })),
      ],
    ],
    'GRD-011': [
      ['two images give no grade at all', () => grades((grade) => (isTwoImage(grade) ? null : grade))],
    ],
    'GRD-012': [
      [
        'the full grade of two images is their centering',
        () =>
          grades((grade) => ({
            ...grade,
            full_overall_grade: grade.full_overall_grade ?? grade.centering_overall_grade,
          })),
      ],
    ],
    'GRD-013': [
      [
        "the brand of a grading's card is called manufacturer",
        () =>
          bodies('getGrading', (body) => {
            const card = isObject(body.card) ? body.card : {};
            return { ...body, card: { ...without(card, 'brand'), manufacturer: card.brand } };
          }),
      ],
    ],
    'GRD-014': [
      [
        "a grading's card lacks its category_id",
        () =>
          bodies('getGrading', (body) => ({
            ...body,
            card: without(isObject(body.card) ? body.card : {}, 'category_id'),
          })),
      ],
    ],
  }),
  ...deviationsOf(cardsList, {
    'CRL-001': [
      [
        'the images of a listed card are left out',
        () => items('listCards', 'cards', (item) => without(item, 'images')),
      ],
    ],
    'CRL-002': [
      ['a page holds 20 by default', () => parameter('listCards', 'limit', (limit) => limit ?? '20')],
    ],
    'CRL-003': [
      [
        'a limit of 0 means as many as may be',
        () => parameter('listCards', 'limit', (limit) => (limit === '0' ? '100' : limit)),
      ],
    ],
    'CRL-004': [['a cursor that is no date is ignored', () => parameter('listCards', 'cursor', orDropped)]],
    'CRL-005': [
      [
        'an unknown sort falls back to the default',
        () => parameter('listCards', 'sort', (sort) => (sort === 'price' ? null : sort)),
      ],
    ],
    'CRL-006': [
      [
        'cards are listed oldest first when no order is asked for',
        () =>
          parameter('listCards', 'dir', (dir, query) =>
            query.has('sort') || query.has('cursor') ? dir : (dir ?? 'asc'),
          ),
      ],
    ],
    'CRL-007': [
      [
        'the year is a number',
        () => items('listCards', 'cards', (item) => ({ ...item, year: Number(item.year) })),
      ],
    ],
    'CRL-008': [
      [
        'times have no milliseconds',
        () =>
          items('listCards', 'cards', (item) => ({
            ...item,
            added_at: String(item.added_at).replace(/\.\d+/, ''),
          })),
      ],
    ],
  }),
  ...deviationsOf(cardDetail, {
    'CRD-001': [
      ['card detail does not link gradings', () => bodies('getCard', (body) => without(body, 'gradings'))],
    ],
    'CRD-002': [
      [
        'player names are upper-cased in detail',
        () =>
          bodies('getCard', (body) => {
            const card = isObject(body.card) ? body.card : {};
            return { ...body, card: { ...card, player_name: String(card.player_name).toUpperCase() } };
          }),
      ],
    ],
    'CRD-003': [
      [
        'an id that is no number is simply not found',
        () => refusals('getCard', 400, () => refusal(404, 'not_found')),
      ],
    ],
    'CRD-004': [
      [
        'a card that does not exist has a code of its own',
        () => refusals('getCard', 404, () => refusal(404, 'card_not_found')),
      ],
    ],
    'CRD-005': [
      [
        "the catalog's id finds a card as well",
        () =>
          answers('getCard', async (answer, call, next: Next) => {
            if (answer.status !== 404) return answer;
            const page = await next({ ...call, path: '/v1/cards', query: new URLSearchParams('limit=100') });
            const id = call.path.split('/').at(-1);
            const card = listOf(jsonOf(page).cards).find((item) => String(item.card_id) === id);
            return card === undefined ? answer : next({ ...call, path: `/v1/cards/${card.user_card_id}` });
          }),
      ],
    ],
    'CRD-006': [
      [
        'the gradings of a card are always empty',
        () => bodies('getCard', (body) => ({ ...body, gradings: [] })),
      ],
    ],
    'CRD-007': [
      [
        'an id beyond 64 bits breaks the query',
        () =>
          around('getCard', (call, next) =>
            /\/\d{19,}$/.test(call.path)
              ? reply(500, { statusCode: 500, error: 'Internal Server Error', message: 'value out of range' })
              : next(call),
          ),
      ],
    ],
    'CRD-008': [
      [
        'slab pictures are not linked in card detail',
        () =>
          bodies('getCard', (body) => ({
            ...body,
            images: { ...(isObject(body.images) ? body.images : {}), slab_front: null },
          })),
      ],
    ],
    'CRD-009': [
      [
        'grades reach the list of cards by a nightly job',
        () =>
          bodies('listCards', (body, { query }) =>
            query.get('graded') === 'graded' ? { ...body, cards: listOf(body.cards).slice(1) } : body,
          ),
      ],
    ],
  }),
];
