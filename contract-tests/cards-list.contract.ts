import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { changeItems, changeParameter } from '../src/suite/deviations/hooks.js';
import { badCursor, limitBounds, utcTimes } from '../src/suite/lists/lists.js';
import { cardsList, readPage } from '../src/suite/lists/walk.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const fields = [
  'user_card_id',
  'card_id',
  'brand',
  'year',
  'card_number',
  'variant',
  'player_name',
  'team_name',
  'category',
  'grade',
  'grader',
  'shoebox_value',
  'added_at',
  'images',
];

const choices = {
  graded: ['yes'],
  sort: ['price'],
  dir: ['up'],
  category_id: ['baseball', '1.5'],
};

const isDate = (text: string | null): boolean => text !== null && !Number.isNaN(Date.parse(text));

const orDropped = (value: string | null): string | null => (isDate(value) ? value : null);

const without = (item: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));

export default defineRules('cards-list', [
  {
    id: 'CRL-001',
    title: 'lists cards with the published fields and next_cursor',
    provenance: 'documented',
    source: '§6',
    sentence:
      'Item: `{ user_card_id, card_id, brand, year, card_number, variant, player_name, team_name, category, grade, grader, shoebox_value, added_at, images }`, then `next_cursor`.',
    severity: 'critical',
    check: async (t) => {
      const { items, exchange } = await readPage(t, cardsList, {});
      t.first(items, 'card');
      for (const item of items) {
        const missing = fields.filter((name) => !(name in item));
        t.check.equal(missing, [], 'A listed card lacks published fields', exchange);
        t.check.that(isObject(item.images), '`images` is no object', 'front and back', item.images, exchange);
        for (const name of ['user_card_id', 'card_id']) t.check.integer(item, name, exchange);
      }
    },
    deviations: [
      {
        title: 'the images of a listed card are left out',
        start: () => changeItems('listCards', 'cards', (item) => without(item, 'images')),
      },
    ],
  },
  {
    id: 'CRL-003',
    title: 'accepts a limit from 1 to 100 for cards and refuses any other',
    provenance: 'documented',
    source: '§6, §3',
    sentence: '`limit` 1–100; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
    check: (t) => limitBounds(t, cardsList),
    deviations: [
      {
        title: 'a limit of 0 means as many as may be',
        start: () => changeParameter('listCards', 'limit', (limit) => (limit === '0' ? '100' : limit)),
      },
    ],
  },

  {
    id: 'CRL-004',
    title: 'refuses a cards cursor that is no date-time',
    provenance: 'documented',
    source: '§6, §3',
    sentence: '`cursor` ISO 8601; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
    check: (t) => badCursor(t, cardsList),
    deviations: [
      {
        title: 'a cursor that is no date is ignored',
        start: () => changeParameter('listCards', 'cursor', orDropped),
      },
    ],
  },

  {
    id: 'CRL-005',
    title: 'refuses unknown values of graded, sort and dir, and a category_id that is no number',
    provenance: 'documented',
    source: '§6, §3',
    sentence:
      '`graded` = `all` | `graded` | `raw`; `category_id` (integer); `sort` = `added` | `player` | `year` | `brand` | `grade`; `dir` = `desc` | `asc`.',
    severity: 'major',
    check: async (t) => {
      for (const [name, values] of Object.entries(choices))
        for (const value of values)
          t.check.error(await t.call('listCards', { query: { [name]: value } }), 400, 'validation_error');
    },
    deviations: [
      {
        title: 'an unknown sort falls back to the default',
        start: () => changeParameter('listCards', 'sort', (sort) => (sort === 'price' ? null : sort)),
      },
    ],
  },
  {
    id: 'CRL-007',
    title: 'returns year and grade as text and the value in whole cents',
    provenance: 'documented',
    source: '§6',
    sentence: '`year: string ("2000")`, `grade: string|null ("8.5")`, `shoebox_value: int|null (cents)`.',
    severity: 'major',
    check: async (t) => {
      const { items, exchange } = await readPage(t, cardsList, {});
      t.first(items, 'card');
      for (const item of items) {
        t.check.text(item, 'year', exchange);
        if (item.grade !== null) t.check.text(item, 'grade', exchange);
        if (item.shoebox_value !== null) t.check.integer(item, 'shoebox_value', exchange);
      }
    },
    deviations: [
      {
        title: 'the year is a number',
        start: () => changeItems('listCards', 'cards', (item) => ({ ...item, year: Number(item.year) })),
      },
    ],
  },

  {
    id: 'CRL-008',
    title: 'writes the times of cards in UTC with milliseconds and Z',
    provenance: 'documented',
    source: '§5, §6',
    sentence: 'Date-times are UTC with milliseconds and `Z`.',
    severity: 'minor',
    check: (t) => utcTimes(t, cardsList, ['added_at']),
    deviations: [
      {
        title: 'times have no milliseconds',
        start: () =>
          changeItems('listCards', 'cards', (item) => ({
            ...item,
            added_at: String(item.added_at).replace(/\.\d+/, ''),
          })),
      },
    ],
  },
]);
