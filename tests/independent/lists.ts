import { invalid, type Reply } from './http.js';
import type { Account, Card } from './state.js';
import type { Switches } from './switches.js';
import * as views from './views.js';

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

interface Page {
  limit: number;
  before: number | null;
}

function readPage(query: URLSearchParams, { bugs, variations }: Switches): Page | Reply {
  const wording = variations.has('other-wording');
  for (const name of ['limit', 'cursor'])
    if (query.getAll(name).length > 1) return invalid(name, wording ? 'Give it once' : 'Expected string');
  const text = query.get('limit') ?? '25';
  const limit = Number(text);
  const most = bugs.has('limit-above-100-is-served') ? 1000 : 100;
  if (!/^\d+$/.test(text) || limit < 1 || limit > most)
    return invalid('limit', wording ? 'That is not a limit' : 'Too big');
  const cursor = query.get('cursor');
  if (cursor === null) return { limit, before: null };
  const before = Date.parse(cursor.replace(/ (\d\d:?\d\d)$/, '+$1'));
  if (!isoDate.test(cursor) || Number.isNaN(before)) return invalid('cursor', 'Invalid datetime');
  return { limit, before };
}

function cut<T>(all: T[], timeOf: (item: T) => string, page: Page, { bugs, variations }: Switches) {
  const { before } = page;
  const reach = bugs.has('cursor-includes-its-own-item') ? 1 : 0;
  const rest = before === null ? all : all.filter((item) => Date.parse(timeOf(item)) < before + reach);
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  const more = variations.has('empty-last-page') ? items.length === page.limit : rest.length > page.limit;
  return { items, next: more && last !== undefined ? timeOf(last) : null };
}

export function gradings(account: Account, query: URLSearchParams, switches: Switches): Reply {
  const page = readPage(query, switches);
  if ('status' in page) return page;
  const all = account.gradings.toSorted((left, right) => right.createdAt.localeCompare(left.createdAt));
  if (switches.bugs.has('list-is-oldest-first')) all.reverse();
  const { items, next } = cut(all, (grading) => grading.createdAt, page, switches);
  return { status: 200, body: { gradings: items.map(views.gradingRow), next_cursor: next } };
}

const keys: Record<string, (card: Card) => string | number | null> = {
  added: (card) => card.addedAt,
  player: (card) => card.player,
  year: (card) => card.year,
  brand: (card) => card.brand,
  grade: (card) => card.grade,
};

function compare(sort: string, dir: string, { variations }: Switches) {
  const sign = dir === 'asc' ? 1 : -1;
  const nulls = variations.has('nulls-last-always') ? 1 : sign;
  return (left: Card, right: Card): number => {
    const textual = variations.has('text-order-of-grades') && sort === 'grade';
    const [a, b] = [keys[sort]?.(left) ?? null, keys[sort]?.(right) ?? null];
    const ties = right.addedAt.localeCompare(left.addedAt);
    if (a === b) return ties;
    if (a === null) return nulls;
    if (b === null) return -nulls;
    if (textual) return String(a) < String(b) ? -sign : sign;
    return a < b ? -sign : sign;
  };
}

function finds(card: Card, text: string, { variations }: Switches): boolean {
  const wanted = text.toLowerCase();
  return [card.player, card.brand, card.year, card.number, card.team ?? ''].some((field) => {
    const value = field.toLowerCase();
    if (!variations.has('string-prefix-search')) return value.includes(wanted);
    return value === wanted || value.startsWith(wanted) || value.split(' ').includes(wanted);
  });
}

const choices: Record<string, readonly string[]> = {
  graded: ['all', 'graded', 'raw'],
  sort: Object.keys(keys),
  dir: ['asc', 'desc'],
};

export function cards(
  account: Account,
  query: URLSearchParams,
  link: (path: string) => string,
  switches: Switches,
): Reply {
  const { bugs } = switches;
  const page = readPage(query, switches);
  if ('status' in page) return page;
  for (const [name, allowed] of Object.entries(choices)) {
    const value = query.get(name);
    if (value !== null && !allowed.includes(value)) return invalid(name, 'Invalid option');
  }
  const category = query.get('category_id');
  if (category !== null && !/^[1-9]\d*$/.test(category)) return invalid('category_id', 'Expected number');
  const q = query.get('q') ?? '';
  const graded = query.get('graded') ?? 'all';
  const chosen = account.cards.filter(
    (card) =>
      (q === '' || bugs.has('search-is-ignored') || finds(card, q, switches)) &&
      (category === null || card.category.id === Number(category)) &&
      (graded === 'all' ||
        (graded === 'graded') === (card.grade !== null) ||
        (graded === 'raw' && bugs.has('raw-filter-leaks-graded-cards'))),
  );
  const paging = page.before !== null && !bugs.has('cursor-keeps-the-asked-sort');
  const sort = paging ? 'added' : (query.get('sort') ?? 'added');
  const dir = paging ? 'desc' : (query.get('dir') ?? 'desc');
  const sorted = chosen.toSorted(compare(sort, dir, switches));
  const { items, next } = cut(sorted, (card) => card.addedAt, page, switches);
  return { status: 200, body: { cards: items.map((card) => views.cardItem(card, link)), next_cursor: next } };
}
