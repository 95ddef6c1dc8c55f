import type { JsonObject } from '../client/json.js';
import { type PagedList, walk } from '../lists/walk.js';
import type { Account, RuleContext } from '../rules/context.js';
import { instantOf } from './instant.js';

/** A query of one of the two lists; an absent parameter is left out. */
export type ListQuery = Record<string, string | number>;

const FILTERS = ['q', 'graded', 'category_id'];
const MOST_PAGES = 10;

/** Everything that one list of an account holds, and which items each filter leaves by itself. */
export class ListModel {
  private readonly filtered = new Map<string, Promise<ReadonlySet<string>>>();
  private readonly known: ReadonlyMap<string, JsonObject>;

  private constructor(
    private readonly t: RuleContext,
    readonly list: PagedList,
    readonly account: Account,
    readonly items: readonly JsonObject[],
    /** The times at which a page ended: a strict cursor may have skipped items of the same time. */
    private readonly ends: ReadonlySet<bigint>,
  ) {
    this.known = new Map(items.map((item) => [this.idOf(item), item]));
  }

  /** Reads a whole list. The rule fails, or is not checked, when the list does not come to an end. */
  static async read(t: RuleContext, list: PagedList, account: Account): Promise<ListModel> {
    const { items, ends } = await readAll(t, list, account, {});
    return new ListModel(t, list, account, items, ends);
  }

  idOf(item: JsonObject): string {
    return String(item[this.list.id]);
  }

  timeOf(item: JsonObject): bigint {
    return instantOf(item[this.list.time]) ?? 0n;
  }

  item(id: string): JsonObject | undefined {
    return this.known.get(id);
  }

  /** Whether items of one time stood at the end of a page, so that some of them may be missing here. */
  mayLack(shown: readonly JsonObject[]): boolean {
    const all = new Map([...this.items, ...shown].map((item) => [this.idOf(item), this.timeOf(item)]));
    return [...this.ends].some((end) => [...all.values()].filter((time) => time === end).length > 1);
  }

  /** The items that all filters of a query leave: each filter is known from asking it alone. */
  async membersOf(query: ListQuery): Promise<JsonObject[]> {
    const sets = await Promise.all(
      FILTERS.filter((name) => query[name] !== undefined).map((name) => this.alone(name, query[name] ?? '')),
    );
    return this.items.filter((item) => sets.every((ids) => ids.has(this.idOf(item))));
  }

  /** Whether the account still is what was read at the start. */
  async isUnchanged(): Promise<boolean> {
    const { items } = await readAll(this.t, this.list, this.account, {}, true);
    return JSON.stringify(items.map(dataOf)) === JSON.stringify(this.items.map(dataOf));
  }

  private alone(name: string, value: string | number): Promise<ReadonlySet<string>> {
    const key = `${name}=${value}`;
    const ids =
      this.filtered.get(key) ??
      readAll(this.t, this.list, this.account, { [name]: value }).then(
        ({ items }) => new Set(items.map((item) => this.idOf(item))),
      );
    this.filtered.set(key, ids);
    return ids;
  }
}

/** An item without its links, which differ with every read. */
export function dataOf({ images: _links, ...data }: JsonObject): JsonObject {
  return data;
}

async function readAll(
  t: RuleContext,
  list: PagedList,
  { token }: Account,
  query: ListQuery,
  fresh = false,
): Promise<{ items: JsonObject[]; ends: Set<bigint> }> {
  const pages = await walk(t, list, { limit: 100, ...query }, { token, mostPages: MOST_PAGES, fresh });
  const items = pages.flatMap((page) => page.items);
  return { items, ends: new Set(pages.flatMap(({ nextCursor }) => instantOf(nextCursor) ?? [])) };
}
