import { isObject, type JsonObject } from '../src/suite/client/json.js';
import { changeBody, changeParameter, listOf } from '../src/suite/deviations/hooks.js';
import { allCards, idsOf, type Query } from '../src/suite/lists/all-cards.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

const searched = ['player_name', 'brand', 'year', 'card_number', 'team_name'];

const textsOf = (item: JsonObject): string[] =>
  searched.map((name) => item[name]).filter((value) => typeof value === 'string');

const has = (item: JsonObject, text: string): boolean =>
  textsOf(item).some((value) => value.toLowerCase().includes(text.toLowerCase()));

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** One value of each searched field, taken from the cards themselves. */
function samples(items: JsonObject[]): { field: string; text: string; item: JsonObject }[] {
  return searched.flatMap((field) => {
    const item = items.find((each) => typeof each[field] === 'string' && each[field] !== '');
    const text = item?.[field];
    return item === undefined || typeof text !== 'string' ? [] : [{ field, text, item }];
  });
}

/** Checks that a list holds exactly the cards that the predicate picks out of all. */
async function returnsExactly(
  t: RuleContext,
  query: Query,
  pick: (item: JsonObject) => boolean,
  message: string,
) {
  const { items: all } = await allCards(t);
  t.enough(all, 2, 'cards');
  const { items, exchange } = await allCards(t, query);
  t.check.equal(idsOf(items), idsOf(all.filter(pick)), message, exchange);
}

/** Keeps of the listed cards those that a condition on the search text allows. */
const search = (keep: (item: JsonObject, text: string) => boolean) =>
  changeBody('listCards', (body, { query }) => {
    const text = query.get('q');
    return text === null ? body : { ...body, cards: listOf(body.cards).filter((item) => keep(item, text)) };
  });

const searchedText = (item: JsonObject): string =>
  [item.player_name, item.brand, item.year, item.card_number].map(String).join('\n');

export default defineRules('filters', [
  {
    id: 'FILT-001',
    title: 'splits the cards into graded and raw ones: each is in exactly one of the two',
    provenance: 'documented',
    source: '§6',
    sentence: '`graded` = `all` (default) | `graded` | `raw`.',
    severity: 'critical',
    check: async (t) => {
      const { items: all, exchange } = await allCards(t);
      t.enough(all, 2, 'cards');
      const raw = idsOf((await allCards(t, { graded: 'raw' })).items);
      const graded = idsOf((await allCards(t, { graded: 'graded' })).items);
      const joined = [...raw, ...graded].toSorted((left, right) => left - right);
      t.check.equal(joined, idsOf(all), 'graded and raw together are not all cards, each once', exchange);
      const named = await allCards(t, { graded: 'all' });
      t.check.equal(idsOf(named.items), idsOf(all), 'graded=all is not the default', named.exchange);
      const without = all.filter((item) => item.grade === null).length;
      if (without === 0 || without === all.length) return;
      t.check.that(
        raw.length > 0 && graded.length > 0,
        'Of graded and raw cards one list is empty',
        'cards in both',
        `${raw.length} raw, ${graded.length} graded`,
        exchange,
      );
    },
    deviations: [
      {
        title: 'graded=raw does not filter',
        start: () => changeParameter('listCards', 'graded', (graded) => (graded === 'raw' ? 'all' : graded)),
      },
    ],
  },

  {
    id: 'FILT-002',
    title: 'treats raw as no grade',
    provenance: 'assumed',
    source: '§6',
    sentence: '`raw` means no grade.',
    severity: 'minor',
    check: async (t) => {
      await returnsExactly(t, { graded: 'raw' }, (item) => item.grade === null, 'raw is not: no grade');
      await returnsExactly(t, { graded: 'graded' }, (item) => item.grade !== null, 'graded is not: a grade');
    },
    deviations: [
      {
        title: 'raw and graded are mixed up',
        start: () =>
          changeParameter('listCards', 'graded', (graded) =>
            graded === 'raw' ? 'graded' : graded === 'graded' ? 'raw' : graded,
          ),
      },
    ],
  },

  {
    id: 'FILT-003',
    title: 'finds a card by its player, brand, year, card number and team',
    provenance: 'documented',
    source: '§6',
    sentence: '`q` searches player, brand, year, card number, team.',
    severity: 'critical',
    check: async (t) => {
      const { items: all } = await allCards(t);
      const found = t.enough(samples(all), 4, 'searchable fields with a value');
      for (const { field, text, item } of found) {
        const { items, exchange } = await allCards(t, { q: text });
        const message = `q does not find a card by its ${field}`;
        t.check.that(
          idsOf(items).includes(Number(item.user_card_id)),
          message,
          `card ${item.user_card_id}`,
          idsOf(items),
          exchange,
        );
        const words = wordsOf(text);
        const stray = items.find(
          (each) =>
            !wordsOf(textsOf(each).join(' ')).some((word) => words.some((part) => word.includes(part))),
        );
        t.check.equal(stray, undefined, `q=${text} finds a card that has none of its words`, exchange);
      }
    },
    deviations: [
      {
        title: 'the team is not searched',
        start: () => search((item, text) => searchedText(item).toLowerCase().includes(text.toLowerCase())),
      },
    ],
  },

  {
    id: 'FILT-004',
    title: 'finds nothing for a text that no card has',
    provenance: 'documented',
    source: '§6',
    sentence: '`q` searches player, brand, year, card number, team.',
    severity: 'critical',
    check: async (t) => {
      t.first((await allCards(t)).items, 'card');
      const { items, exchange } = await allCards(t, { q: 'zqxj-no-such-card-9137' });
      t.check.equal(idsOf(items), [], 'A text that no card has finds cards', exchange);
    },
    deviations: [{ title: 'q is ignored', start: () => changeParameter('listCards', 'q', () => null) }],
  },

  {
    id: 'FILT-005',
    title: 'finds only cards that have the text in one of the searched fields',
    provenance: 'assumed',
    source: '§6',
    sentence: '`q` is a case-insensitive substring.',
    severity: 'major',
    check: async (t) => {
      for (const { text } of samples((await allCards(t)).items)) {
        const { items, exchange } = await allCards(t, { q: text });
        const stray = items.find((item) => !has(item, text));
        t.check.equal(stray, undefined, `q=${text} finds a card without that text`, exchange);
      }
    },
    deviations: [
      {
        title: 'a year finds its whole century',
        start: () =>
          changeParameter('listCards', 'q', (text) =>
            text !== null && /^\d{4}$/.test(text) ? text.slice(0, 2) : text,
          ),
      },
    ],
  },

  {
    id: 'FILT-006',
    title: 'finds a card by any part of its fields in any letter case',
    provenance: 'assumed',
    source: '§6',
    sentence: '`q` is a case-insensitive substring.',
    severity: 'minor',
    check: async (t) => {
      for (const { text } of samples((await allCards(t)).items).slice(0, 3)) {
        const part = (text.length > 3 ? text.slice(1, -1) : text).toUpperCase();
        await returnsExactly(
          t,
          { q: part },
          (item) => has(item, part),
          `q=${part} is no case-insensitive substring search`,
        );
      }
    },
    deviations: [
      {
        title: 'the search minds letter case',
        start: () =>
          search((item, text) => `${searchedText(item)}\n${String(item.team_name)}`.includes(text)),
      },
    ],
  },

  {
    id: 'FILT-007',
    title: 'treats % and _ in a search as ordinary characters',
    provenance: 'assumed',
    source: '§6',
    sentence: '`%` and `_` in `q` are ordinary characters.',
    severity: 'minor',
    check: async (t) => {
      for (const q of ['%', '_'])
        await returnsExactly(
          t,
          { q },
          (item) => has(item, q),
          `${q} in a search is not an ordinary character`,
        );
    },
    deviations: [
      {
        title: '% is a wildcard',
        start: () => changeParameter('listCards', 'q', (text) => (text === '%' ? null : text)),
      },
    ],
  },

  {
    id: 'FILT-008',
    title: 'treats an empty search as no filter',
    provenance: 'assumed',
    source: '§6',
    sentence: 'An empty `q` is no filter.',
    severity: 'minor',
    check: async (t) => {
      await returnsExactly(t, { q: '' }, () => true, 'An empty q filters');
    },
    deviations: [{ title: 'an empty q finds nothing', start: () => search((_, text) => text !== '') }],
  },

  {
    id: 'FILT-009',
    title: 'returns all cards of a category and no others',
    provenance: 'documented',
    source: '§6',
    sentence: '`category_id` (integer).',
    severity: 'major',
    check: async (t) => {
      const { items: all } = await allCards(t);
      const categories = new Set<unknown>();
      for (const item of all) {
        if (categories.has(item.category)) continue;
        categories.add(item.category);
        const detail = await t.call('getCard', { id: t.check.integer(item, 'user_card_id') });
        const { card } = t.check.object(detail);
        const id = isObject(card) ? card.category_id : undefined;
        if (typeof id !== 'number')
          return t.notChecked('card detail names no `category_id` (an assumed name) to filter by');
        const message = `category_id=${id} is not: ${item.category}`;
        await returnsExactly(t, { category_id: id }, (each) => each.category === item.category, message);
      }
    },
    deviations: [
      {
        title: 'category_id is ignored',
        start: () => changeParameter('listCards', 'category_id', () => null),
      },
    ],
  },
]);
