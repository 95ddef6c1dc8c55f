import type { JsonObject } from '../client/json.js';
import { inOrderUnderSome } from '../lists/order.js';
import type { Page } from '../lists/walk.js';
import { dataOf, type ListModel, type ListQuery } from './account-model.js';
import { instantOf } from './instant.js';

/** How a page differs from every page that the contract allows. */
export interface Breach {
  message: string;
  expected: string;
  received: string;
}

const DEFAULT_LIMIT = 25;
const columns: Record<string, string> = {
  player: 'player_name',
  year: 'year',
  brand: 'brand',
  grade: 'grade',
};

/**
 * Compares a page with the pages that the contract allows for its query (§5, §6). Ties, nulls and collations leave
 * several. Returns null when the page is one of them.
 */
export async function breachOf(model: ListModel, query: ListQuery, page: Page): Promise<Breach | null> {
  const candidates = await candidatesOf(model, query);
  const size = Math.min(Number(query.limit ?? DEFAULT_LIMIT), candidates.length);
  return (
    wrongItems(model, candidates, size, page.items) ??
    wrongOrder(model, query, candidates, page.items) ??
    wrongCursor(model, query, candidates, page)
  );
}

async function candidatesOf(model: ListModel, query: ListQuery): Promise<JsonObject[]> {
  const members = await model.membersOf(query);
  const cursor = query.cursor === undefined ? null : instantOf(query.cursor);
  return cursor === null ? members : members.filter((item) => model.timeOf(item) < cursor);
}

function wrongItems(
  model: ListModel,
  candidates: readonly JsonObject[],
  size: number,
  items: readonly JsonObject[],
): Breach | null {
  const { list } = model;
  const [ids, allowed] = [items, candidates].map((each) => each.map((item) => model.idOf(item)));
  const stray = ids?.find((id, index) => !allowed?.includes(id) || ids.indexOf(id) !== index);
  if (stray !== undefined)
    return {
      message: `The page has a ${list.id} that does not belong to it, or has it twice`,
      expected: `${size} of ${candidates.length} ${list.items}: ${some(allowed ?? [])}`,
      received: stray,
    };
  if (items.length !== size)
    return {
      message: `The page has another number of ${list.items}`,
      expected: `${size} of ${candidates.length} ${list.items}: ${some(allowed ?? [])}`,
      received: `${items.length}: ${some(ids ?? [])}`,
    };
  const changed = items.find(
    (item) => JSON.stringify(dataOf(item)) !== JSON.stringify(dataOf(model.item(model.idOf(item)) ?? {})),
  );
  return changed === undefined
    ? null
    : {
        message: `An item differs from itself in another page`,
        expected: JSON.stringify(dataOf(model.item(model.idOf(changed)) ?? {})),
        received: JSON.stringify(dataOf(changed)),
      };
}

/** Whether results are by time, and newest first. Null: by another column. */
function timeOrder(query: ListQuery): 'asc' | 'desc' | null {
  if (query.cursor !== undefined) return 'desc';
  if ((query.sort ?? 'added') !== 'added') return null;
  return query.dir === 'asc' ? 'asc' : 'desc';
}

function wrongOrder(
  model: ListModel,
  query: ListQuery,
  candidates: readonly JsonObject[],
  items: readonly JsonObject[],
): Breach | null {
  const order = timeOrder(query);
  const rest = candidates.filter((item) => !items.some((shown) => model.idOf(shown) === model.idOf(item)));
  if (order !== null) {
    const sign = order === 'asc' ? 1 : -1;
    const inOrder = (left: JsonObject, right: JsonObject): number =>
      sign * Number(model.timeOf(left) - model.timeOf(right));
    const expected = candidates.toSorted(inOrder).slice(0, items.length);
    const same = items.every((item, index) => model.timeOf(item) === model.timeOf(expected[index] ?? {}));
    return same ? null : orderBreach(model, `${model.list.time} ${order}`, expected, items);
  }
  const column = columns[String(query.sort)] ?? '';
  const direction = query.dir === 'asc' ? 'asc' : 'desc';
  const valuesOf = (each: readonly JsonObject[]) => each.map((item) => textOf(item[column]));
  return inOrderUnderSome(valuesOf(items), valuesOf(rest), direction)
    ? null
    : orderBreach(
        model,
        `${column} ${direction}, and none that is left out before the last`,
        rest,
        items,
        column,
      );
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

function orderBreach(
  { list }: ListModel,
  order: string,
  expected: readonly JsonObject[],
  items: readonly JsonObject[],
  column: string = list.time,
): Breach {
  const shown = (each: readonly JsonObject[]): string =>
    some(each.map((item) => `${item[list.id]} ${item[column]}`));
  return {
    message: `The page is not in the order that was asked for`,
    expected: `${order}: ${shown(expected)}`,
    received: shown(items),
  };
}

function wrongCursor(
  model: ListModel,
  query: ListQuery,
  candidates: readonly JsonObject[],
  { items, nextCursor }: Page,
): Breach | null {
  if (timeOrder(query) !== 'desc') return null;
  const times = items.map((item) => model.timeOf(item));
  const last = times.at(-1);
  const following = candidates
    .map((item) => model.timeOf(item))
    .toSorted((left, right) => Number(right - left))
    .at(items.length);
  const received = String(nextCursor);
  if (following === undefined) {
    // Whether a last page that is full has a cursor is assumed.
    if (nextCursor === null || (last !== undefined && items.length === Number(query.limit ?? DEFAULT_LIMIT)))
      return null;
    return { message: '`next_cursor` is not null at the end of the list', expected: 'null', received };
  }
  if (last === undefined || last === following) return null;
  const next = instantOf(nextCursor);
  if (next !== null && next <= last && next > following) return null;
  const expected = `${items.at(-1)?.[model.list.time]}, or a later time than that of the next item`;
  return { message: 'What follows `next_cursor` is not the rest of the list', expected, received };
}

function some(texts: readonly string[]): string {
  return texts.length > 8 ? `${texts.slice(0, 8).join(', ')}, …` : texts.join(', ');
}
