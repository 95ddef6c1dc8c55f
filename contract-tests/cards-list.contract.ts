import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { changeItems } from '../src/suite/deviations/hooks.js';
import { utcTimes } from '../src/suite/lists/lists.js';
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
