import type { SqlValue } from './database.js';

/** Filter, order and page of a user's cards (contract §6). `before` is an exclusive bound of `addedAt`. */
export interface CardQuery {
  userId: number;
  limit: number;
  before?: string | undefined;
  q?: string | undefined;
  /**
   * Words that must all occur, whatever their case and accents: in the fields that `q` searches, as `#` and a card number,
   * or as the id of the card or of its catalog card. Not together with `q`.
   */
  words?: readonly string[] | undefined;
  graded: 'all' | 'graded' | 'raw';
  categoryId?: number | undefined;
  sort: 'added' | 'player' | 'year' | 'brand' | 'grade';
  dir: 'asc' | 'desc';
  /** The number of cards to skip. Default: 0. */
  offset?: number | undefined;
}

/** A part of a statement and the values of its parameters. */
export interface Fragment {
  sql: string;
  values: readonly SqlValue[];
}

/** The column of each sort key. `user_cards` has copies of catalog columns, so that an index can order a user's cards. */
export const sortColumns = {
  player: 'player_key',
  year: 'year_key',
  brand: 'brand_key',
  grade: 'grade',
} as const;

export type SortColumn = (typeof sortColumns)[keyof typeof sortColumns];

/** Returns an order by time of `user_cards`. Ties are in descending order of their ids in both directions. */
export function byTime(alias: string, dir: 'asc' | 'desc'): string {
  return `${alias}.added_at ${dir.toUpperCase()}, ${alias}.id DESC`;
}

/** A query in another order than that of time. */
export interface SortedQuery extends CardQuery {
  sort: keyof typeof sortColumns;
}

/** Returns true when a query is not in order of time. With a cursor it is, whatever `sort` says (contract §6). */
export function isSorted(query: CardQuery): query is SortedQuery {
  return query.before === undefined && query.sort !== 'added';
}

/** Returns the direction of a query in order of time. */
export function timeDirection({ dir, before }: CardQuery): 'asc' | 'desc' {
  return before === undefined ? dir : 'desc';
}

/** Returns the filters of a query, except `q`, as conditions on `user_cards uc`. Each has a leading AND. */
export function filterOf({ before, graded, categoryId }: CardQuery): Fragment {
  const conditions: Fragment[] = [];
  if (graded !== 'all')
    conditions.push({ sql: `uc.grade IS ${graded === 'graded' ? 'NOT ' : ''}NULL`, values: [] });
  if (categoryId !== undefined) conditions.push({ sql: 'uc.category_id = ?', values: [categoryId] });
  if (before !== undefined) conditions.push({ sql: 'uc.added_at < ?', values: [before] });
  return joinFragments(
    conditions.map(({ sql, values }) => ({ sql: ` AND ${sql}`, values })),
    '',
  );
}

/** Joins fragments by a separator. */
export function joinFragments(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    sql: fragments.map(({ sql }) => sql).join(separator),
    values: fragments.flatMap(({ values }) => values),
  };
}
