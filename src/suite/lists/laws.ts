import fc from 'fast-check';
import type { RuleContext } from '../rules/context.js';
import { type Page, type PagedList, readPage, walk } from './walk.js';

const idsOf = (pages: Page[], list: PagedList): unknown[] =>
  pages.flatMap(({ items }) => items.map((item) => item[list.id]));

/** The limits to walk with: the smallest, the size of the list, and one chosen by the seed. */
function limitsFor(size: number, seed: number): number[] {
  const drawn = fc.sample(fc.integer({ min: 2, max: Math.max(2, size - 1) }), { seed, numRuns: 1 });
  const smallest = size > 40 ? Math.ceil(size / 20) : 1;
  return [...new Set([smallest, ...drawn, size])].filter((limit) => limit <= 100);
}

/**
 * Returns whether no other item has the time of an item. A strict cursor skips items that share a time across a page
 * boundary (contract §9), so walks may differ in these.
 */
function withoutTies(pages: Page[], list: PagedList): (id: unknown) => boolean {
  const idsByTime = new Map<unknown, Set<unknown>>();
  for (const item of pages.flatMap(({ items }) => items)) {
    const ids = idsByTime.get(item[list.time]) ?? new Set();
    idsByTime.set(item[list.time], ids.add(item[list.id]));
  }
  const tied = new Set([...idsByTime.values()].filter(({ size }) => size > 1).flatMap((ids) => [...ids]));
  return (id) => !tied.has(id);
}

/** Walking a list with any limit returns every item exactly once, newest first, and ends in null. */
export async function walkLaw(t: RuleContext, list: PagedList): Promise<void> {
  const whole = await walk(t, list, { limit: 100 });
  const known = idsOf(whole, list);
  t.enough(known, 2, list.items);
  t.check.that(
    new Set(known).size === known.length,
    `A walk over the ${list.items} returns an item twice`,
    'every item once',
    known,
    whole[0]?.exchange,
  );
  for (const limit of limitsFor(known.length, t.config.seed)) {
    const pages = await walk(t, list, { limit });
    const last = pages.at(-1)?.exchange;
    const comparable = withoutTies([...whole, ...pages], list);
    t.check.equal(
      idsOf(pages, list).filter(comparable),
      known.filter(comparable),
      `A walk with limit=${limit} returns another list`,
      last,
    );
    const times = pages.flatMap(({ items }) => items.map((item) => Date.parse(String(item[list.time]))));
    const sorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
    t.check.that(
      sorted,
      `A walk with limit=${limit} is not newest first`,
      'descending',
      'another order',
      last,
    );
  }
}

/** A cursor is an exclusive bound: what comes after it is exactly what is older. */
export async function exclusiveBound(t: RuleContext, list: PagedList): Promise<void> {
  const { items } = await readPage(t, list, { limit: 100 });
  t.enough(items, 3, list.items);
  const places = fc.sample(fc.integer({ min: 0, max: Math.min(items.length, 20) - 1 }), {
    seed: t.config.seed,
    numRuns: 1,
  });
  for (const place of new Set([0, ...places])) {
    const cursor = String(items[place]?.[list.time]);
    const older = items.filter((item) => Date.parse(String(item[list.time])) < Date.parse(cursor));
    const page = await readPage(t, list, { cursor, limit: 100 });
    const shown = page.items.slice(0, older.length).map((item) => item[list.id]);
    t.check.equal(
      shown,
      older.map((item) => item[list.id]),
      `cursor=${cursor} does not return the ${list.items} before it`,
      page.exchange,
    );
    const wrong = page.items.find((item) => Date.parse(String(item[list.time])) >= Date.parse(cursor));
    t.check.equal(wrong, undefined, `cursor=${cursor} is not an exclusive bound`, page.exchange);
  }
}
