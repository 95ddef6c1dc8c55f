import { cardsList as rules } from './rules/cards-list.js';
import { area } from '../src/suite/rules/define-rule.js';
import { isObject } from '../src/suite/client/json.js';
import { badCursor, defaultLimit, limitBounds, newestFirst, utcTimes } from '../src/suite/lists/lists.js';
import { cardsList, readPage } from '../src/suite/lists/walk.js';

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

export default area(rules, {
  'CRL-001': async (t) => {
    const { items, exchange } = await readPage(t, cardsList, {});
    t.first(items, 'card');
    for (const item of items) {
      const missing = fields.filter((name) => !(name in item));
      t.check.equal(missing, [], 'A listed card lacks published fields', exchange);
      t.check.that(isObject(item.images), '`images` is no object', 'front and back', item.images, exchange);
      for (const name of ['user_card_id', 'card_id']) t.check.integer(item, name, exchange);
    }
  },

  'CRL-002': (t) => defaultLimit(t, cardsList),
  'CRL-003': (t) => limitBounds(t, cardsList),
  'CRL-004': (t) => badCursor(t, cardsList),

  'CRL-005': async (t) => {
    for (const [name, values] of Object.entries(choices))
      for (const value of values)
        t.check.error(await t.call('listCards', { query: { [name]: value } }), 400, 'validation_error');
  },

  'CRL-006': (t) => newestFirst(t, cardsList),

  'CRL-007': async (t) => {
    const { items, exchange } = await readPage(t, cardsList, {});
    t.first(items, 'card');
    for (const item of items) {
      t.check.text(item, 'year', exchange);
      if (item.grade !== null) t.check.text(item, 'grade', exchange);
      if (item.shoebox_value !== null) t.check.integer(item, 'shoebox_value', exchange);
    }
  },

  'CRL-008': (t) => utcTimes(t, cardsList, ['added_at']),
});
